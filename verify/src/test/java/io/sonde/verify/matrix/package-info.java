/** The matrix: drivers, pools, wrappers, JDKs and other agents, in which one execution has to count once. */
@NullMarked
package io.sonde.verify.matrix;

import org.jspecify.annotations.NullMarked;
