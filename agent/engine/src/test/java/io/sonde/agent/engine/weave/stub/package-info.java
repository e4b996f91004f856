/** A driver and a pool that do nothing. The classes are abstract for brevity; {@code WeavingLoader} makes them concrete. */
@NullMarked
package io.sonde.agent.engine.weave.stub;

import org.jspecify.annotations.NullMarked;
