package io.sonde.agent.bootstrap.trace;

import org.jspecify.annotations.Nullable;

/** Asks the tracing libraries of the application. The engine implements it. */
public interface TraceAccess {

    /** An exemplar of this duration with the current span of this thread, or null if there is none or it is not sampled. */
    @Nullable
    Exemplar sampled(long nanos);
}
