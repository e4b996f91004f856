@NullMarked
package io.sonde.agent.engine.jvm;

import org.jspecify.annotations.NullMarked;
