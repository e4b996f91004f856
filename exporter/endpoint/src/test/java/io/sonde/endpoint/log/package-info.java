@NullMarked
package io.sonde.endpoint.log;

import org.jspecify.annotations.NullMarked;
