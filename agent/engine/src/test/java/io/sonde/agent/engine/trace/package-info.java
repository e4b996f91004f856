@NullMarked
package io.sonde.agent.engine.trace;

import org.jspecify.annotations.NullMarked;
