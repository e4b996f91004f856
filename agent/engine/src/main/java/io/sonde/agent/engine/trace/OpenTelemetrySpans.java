package io.sonde.agent.engine.trace;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.trace.Exemplar;
import io.sonde.agent.bootstrap.trace.TraceAccess;
import io.sonde.agent.bootstrap.weave.NoticedLoaders;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current spans of all copies of OpenTelemetry's API in this JVM: those that applications bring, and the one that OpenTelemetry's own
 * agent has to itself.
 *
 * <p>Any thread may ask for a span. {@link #look} is for one thread at a time, and not for one of the application's: finding methods
 * takes milliseconds when it is first done.
 */
public final class OpenTelemetrySpans implements TraceAccess {

    /*
     * A method handle holds its class, and a class its loader, with all of a web application behind it. So the handles of a copy are kept
     * by the copy's own class (a ClassValue does that), and only a weak reference to that class is here: when the application is
     * undeployed, both go.
     *
     * Each copy has a current span of its own for each thread. All are asked, and the first that has a sampled one answers: a thread works
     * for one application at a time, and its span ends when that work does. An application's copy goes first, for what it says when
     * OpenTelemetry's agent is there is that agent's span.
     */

    private static final String SPAN = "io.opentelemetry.api.trace.Span";
    private static final String AGENTS_SPAN = "io.opentelemetry.javaagent.shaded." + SPAN;
    private static final int MAX_COPIES = 16;

    private static final ClassValue<@Nullable SpanHandles> HANDLES = new ClassValue<>() {
        @Override
        protected @Nullable SpanHandles computeValue(Class<?> span) {
            try {
                SpanHandles handles = SpanHandles.of(span);
                // Here and now: what a first call costs is not for the application's thread.
                handles.sampled(0);
                return handles;
            } catch (Throwable t) {
                Failures.suppressed(Place.TRACE, t);
                return null;
            }
        }
    };

    private volatile List<WeakReference<Class<?>>> copies = List.of();

    /** Looks which copies are in use by now. Returns whether there are any. */
    public boolean look() {
        List<WeakReference<Class<?>>> found = new ArrayList<>();
        for (ClassLoader loader : NoticedLoaders.openTelemetry()) {
            add(found, SPAN, loader);
        }
        if (NoticedLoaders.openTelemetryAgent()) {
            add(found, AGENTS_SPAN, null);
        }
        copies = List.copyOf(found);
        return !found.isEmpty();
    }

    @Override
    public @Nullable Exemplar sampled(long nanos) {
        List<WeakReference<Class<?>>> all = copies;
        for (int i = 0; i < all.size(); i++) {
            Class<?> span = all.get(i).get();
            SpanHandles handles = span == null ? null : HANDLES.get(span);
            Exemplar exemplar = handles == null ? null : ask(handles, nanos);
            if (exemplar != null) {
                return exemplar;
            }
        }
        return null;
    }

    private static @Nullable Exemplar ask(SpanHandles handles, long nanos) {
        try {
            return handles.sampled(nanos);
        } catch (Throwable t) {
            Failures.suppressed(Place.TRACE, t);
            return null;
        }
    }

    private static void add(List<WeakReference<Class<?>>> found, String name, @Nullable ClassLoader loader) {
        if (found.size() == MAX_COPIES) {
            return;
        }
        try {
            Class<?> span = Class.forName(name, false, loader);
            if (HANDLES.get(span) != null) {
                found.add(new WeakReference<>(span));
            }
        } catch (ClassNotFoundException | LinkageError hidden) {
            // A loader that has the implementation and does not see its interface: nothing to ask.
            return;
        }
    }
}
