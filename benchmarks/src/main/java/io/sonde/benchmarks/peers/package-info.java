/** Measures Sonde and its peers in one run, and writes the table. */
@NullMarked
package io.sonde.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
