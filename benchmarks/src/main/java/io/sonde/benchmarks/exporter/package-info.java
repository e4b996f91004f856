/** What the exporter costs: one big server beside postgres_exporter, and many targets at once. Whole processes, on Linux. */
@NullMarked
package io.sonde.benchmarks.exporter;

import org.jspecify.annotations.NullMarked;
