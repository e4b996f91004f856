/** The agent's engine, in a class loader of its own. */
@NullMarked
package io.sonde.agent.engine;

import org.jspecify.annotations.NullMarked;
