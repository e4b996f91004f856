@NullMarked
package io.sonde.endpoint.http;

import org.jspecify.annotations.NullMarked;
