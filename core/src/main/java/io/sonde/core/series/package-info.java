/** Bounded tables of series, each with an overflow series. */
@NullMarked
package io.sonde.core.series;

import org.jspecify.annotations.NullMarked;
