/** Tests of how the engine is loaded. */
@NullMarked
package io.sonde.agent.bootstrap.loading;

import org.jspecify.annotations.NullMarked;
