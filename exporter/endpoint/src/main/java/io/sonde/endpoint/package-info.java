/** The registry and its ways out. */
@NullMarked
package io.sonde.endpoint;

import org.jspecify.annotations.NullMarked;
