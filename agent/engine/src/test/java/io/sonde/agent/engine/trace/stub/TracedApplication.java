package io.sonde.agent.engine.trace.stub;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.function.Consumer;

/** Works in spans. */
public final class TracedApplication implements Consumer<Runnable> {

    private final Tracer sampled = tracer(Sampler.alwaysOn());
    private final Tracer unsampled = tracer(Sampler.alwaysOff());
    private String traceId = "";

    public TracedApplication() {}

    private static Tracer tracer(Sampler sampler) {
        return SdkTracerProvider.builder().setSampler(sampler).build().get("test");
    }

    /** Runs in a sampled span. */
    @Override
    public void accept(Runnable work) {
        run(sampled, work);
    }

    /** Runs in a span that is not sampled. */
    public Runnable unsampled(Runnable work) {
        return () -> run(unsampled, work);
    }

    private void run(Tracer tracer, Runnable work) {
        Span span = tracer.spanBuilder("work").startSpan();
        traceId = span.getSpanContext().getTraceId();
        try (Scope scope = span.makeCurrent()) {
            if (scope != null) {
                work.run();
            }
        } finally {
            span.end();
        }
    }

    /** The last trace's id. */
    @Override
    public String toString() {
        return traceId;
    }
}
