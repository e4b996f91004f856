/** The current spans of the tracing libraries that an application brings. */
@NullMarked
package io.sonde.agent.engine.trace;

import org.jspecify.annotations.NullMarked;
