/** Rewrites the classes of the agent's jar, so that they are cheap to load. Part of the build, not of the agent. */
@NullMarked
package io.sonde.agent.packing;

import org.jspecify.annotations.NullMarked;
