/** The rules of the house: who may depend on whom, and how things are named. */
@NullMarked
package io.sonde.verify.architecture;

import org.jspecify.annotations.NullMarked;
