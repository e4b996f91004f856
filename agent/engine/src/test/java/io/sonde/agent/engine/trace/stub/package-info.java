/** An application with tracing, loaded by loaders of its own. */
@NullMarked
package io.sonde.agent.engine.trace.stub;

import org.jspecify.annotations.NullMarked;
