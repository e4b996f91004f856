/** The recorder of latencies and its immutable snapshot. */
@NullMarked
package io.sonde.core.latency;

import org.jspecify.annotations.NullMarked;
