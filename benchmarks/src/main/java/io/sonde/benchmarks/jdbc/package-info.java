/** What the agent adds to JDBC calls. */
@NullMarked
package io.sonde.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
