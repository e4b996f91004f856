/** What Linux says of processes. */
@NullMarked
package io.sonde.benchmarks.proc;

import org.jspecify.annotations.NullMarked;
