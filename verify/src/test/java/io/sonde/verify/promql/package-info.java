/** Reads PromQL just far enough to know which metrics and labels an expression names. */
@NullMarked
package io.sonde.verify.promql;

import org.jspecify.annotations.NullMarked;
