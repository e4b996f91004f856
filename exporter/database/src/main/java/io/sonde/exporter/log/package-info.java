/** Messages on standard error: one line each, no secrets. */
@NullMarked
package io.sonde.exporter.log;

import org.jspecify.annotations.NullMarked;
