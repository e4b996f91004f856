/** Exemplars: which trace an execution belonged to. Names no type of OpenTelemetry. */
@NullMarked
package io.sonde.agent.bootstrap.trace;

import org.jspecify.annotations.NullMarked;
