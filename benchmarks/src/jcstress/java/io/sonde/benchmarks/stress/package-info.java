/** Looks for outcomes that the concurrent classes rule out. */
@NullMarked
package io.sonde.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
