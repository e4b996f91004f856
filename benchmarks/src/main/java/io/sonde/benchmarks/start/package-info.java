/** What the agent adds to the start of a JVM, measured on whole processes. */
@NullMarked
package io.sonde.benchmarks.start;

import org.jspecify.annotations.NullMarked;
