@NullMarked
package io.sonde.agent.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
