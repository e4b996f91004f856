/** Tests of what the engine's Netty is told. */
@NullMarked
package io.sonde.agent.engine.netty;

import org.jspecify.annotations.NullMarked;
