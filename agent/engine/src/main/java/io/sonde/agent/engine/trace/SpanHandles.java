package io.sonde.agent.engine.trace;

import io.sonde.agent.bootstrap.trace.Exemplar;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The methods of one copy of OpenTelemetry's API that tell the current span. */
final class SpanHandles {

    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle current;
    private final MethodHandle context;
    private final MethodHandle sampled;
    private final MethodHandle traceId;
    private final MethodHandle spanId;

    private SpanHandles(
            MethodHandle current,
            MethodHandle context,
            MethodHandle sampled,
            MethodHandle traceId,
            MethodHandle spanId) {
        this.current = current;
        this.context = context;
        this.sampled = sampled;
        this.traceId = traceId;
        this.spanId = spanId;
    }

    /**
     * The methods of this copy's {@code Span}. Initialises no class.
     *
     * @throws ReflectiveOperationException if it is not the interface that it should be
     */
    static SpanHandles of(Class<?> span) throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.publicLookup();
        Class<?> context = Class.forName(span.getName() + "Context", false, span.getClassLoader());
        MethodType text = MethodType.methodType(String.class);
        return new SpanHandles(
                lookup.findStatic(span, "current", MethodType.methodType(span))
                        .asType(MethodType.methodType(Object.class)),
                lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context))
                        .asType(GET),
                lookup.findVirtual(context, "isSampled", MethodType.methodType(boolean.class))
                        .asType(GET.changeReturnType(boolean.class)),
                lookup.findVirtual(context, "getTraceId", text).asType(GET.changeReturnType(String.class)),
                lookup.findVirtual(context, "getSpanId", text).asType(GET.changeReturnType(String.class)));
    }

    /**
     * An exemplar with the current span, or null if there is none or it is not sampled.
     *
     * @throws Throwable whatever the library throws
     */
    @Nullable
    Exemplar sampled(long nanos) throws Throwable {
        Object span = (Object) current.invokeExact();
        Object now = (Object) context.invokeExact(span);
        if (!(boolean) sampled.invokeExact(now)) {
            return null;
        }
        String trace = (String) traceId.invokeExact(now);
        String id = (String) spanId.invokeExact(now);
        return new Exemplar(trace, id, nanos, System.currentTimeMillis());
    }
}
