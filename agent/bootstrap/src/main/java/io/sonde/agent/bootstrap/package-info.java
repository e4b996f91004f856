/** The agent's entry, and the static methods that woven code calls. On the bootstrap path. */
@NullMarked
package io.sonde.agent.bootstrap;

import org.jspecify.annotations.NullMarked;
