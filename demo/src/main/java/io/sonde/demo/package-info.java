/** A small shop on a real database with a load, and the tour that starts it all. */
@NullMarked
package io.sonde.demo;

import org.jspecify.annotations.NullMarked;
