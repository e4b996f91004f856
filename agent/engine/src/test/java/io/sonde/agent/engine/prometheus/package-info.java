/** Tests of what Prometheus's model is answered. */
@NullMarked
package io.sonde.agent.engine.prometheus;

import org.jspecify.annotations.NullMarked;
