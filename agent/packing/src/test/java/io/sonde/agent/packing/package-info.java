/** Classes with every kind of call site, made plain and run. */
@NullMarked
package io.sonde.agent.packing;

import org.jspecify.annotations.NullMarked;
