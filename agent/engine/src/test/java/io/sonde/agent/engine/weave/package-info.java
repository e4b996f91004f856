@NullMarked
package io.sonde.agent.engine.weave;

import org.jspecify.annotations.NullMarked;
