/** Where the agent's own failures end: swallowed, counted, said once. */
@NullMarked
package io.sonde.agent.bootstrap.failure;

import org.jspecify.annotations.NullMarked;
