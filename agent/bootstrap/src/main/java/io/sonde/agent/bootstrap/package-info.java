/** The agent's entry: premain, and what it starts. On the bootstrap path. */
@NullMarked
package io.sonde.agent.bootstrap;

import org.jspecify.annotations.NullMarked;
