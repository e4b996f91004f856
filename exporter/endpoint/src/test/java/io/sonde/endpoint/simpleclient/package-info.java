@NullMarked
package io.sonde.endpoint.simpleclient;

import org.jspecify.annotations.NullMarked;
