/** A load that churns everything, for a long time, under the packaged agent; and what must stay flat meanwhile. */
@NullMarked
package io.sonde.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
