package io.sonde.agent.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.trace.Exemplar;
import io.sonde.agent.bootstrap.weave.NoticedLoaders;
import io.sonde.agent.engine.trace.stub.TracedApplication;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Applications that each bring a copy of OpenTelemetry. */
final class OpenTelemetrySpansTest {

    private static final int MAX_COLLECTIONS = 100;

    private final OpenTelemetrySpans spans = new OpenTelemetrySpans();

    /** An application's loader, which says what it has loaded. */
    private static final class ApplicationLoader extends URLClassLoader {
        private final List<Class<?>> loaded = new ArrayList<>();

        ApplicationLoader() {
            super(urls(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls() {
            return List.of(
                            TracedApplication.class,
                            io.opentelemetry.api.trace.Span.class,
                            io.opentelemetry.context.Context.class,
                            io.opentelemetry.common.ComponentLoader.class,
                            io.opentelemetry.sdk.common.CompletableResultCode.class,
                            io.opentelemetry.sdk.trace.SdkTracerProvider.class)
                    .stream()
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> found = super.findClass(name);
            loaded.add(found);
            return found;
        }

        @SuppressWarnings("unchecked")
        Consumer<Runnable> application() throws ReflectiveOperationException {
            return (Consumer<Runnable>) loadClass(TracedApplication.class.getName())
                    .getConstructor()
                    .newInstance();
        }

        void notice() {
            NoticedLoaders.openTelemetry(loaded.toArray(Class<?>[]::new));
        }
    }

    @Test
    void nothingIsAskedBeforeTheApplicationHasAContext() throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            Consumer<Runnable> application = loader.application();
            loader.loadClass("io.opentelemetry.api.trace.Span");
            loader.notice();
            spans.look();
            assertThat(NoticedLoaders.openTelemetry()).doesNotContain(loader);
            assertThat(loader.loaded).noneMatch(type -> type.getName().endsWith("LazyStorage"));
            assertThat(exemplarIn(application)).isNull();
        }
    }

    @Test
    void eachApplicationsSpansAreItsOwn() throws Exception {
        try (ApplicationLoader one = new ApplicationLoader();
                ApplicationLoader other = new ApplicationLoader()) {
            Consumer<Runnable> first = started(one);
            Consumer<Runnable> second = started(other);
            assertThat(spans.look()).isTrue();
            Exemplar ofFirst = Objects.requireNonNull(exemplarIn(first));
            Exemplar ofSecond = Objects.requireNonNull(exemplarIn(second));
            assertThat(ofFirst.traceId()).isEqualTo(first.toString()).hasSize(32);
            assertThat(ofFirst.spanId()).hasSize(16);
            assertThat(ofFirst.nanos()).isEqualTo(7);
            assertThat(ofSecond.traceId()).isEqualTo(second.toString()).isNotEqualTo(ofFirst.traceId());
        }
    }

    @Test
    void aSpanThatIsNotSampledIsNoneAndNoSpanIsNone() throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            Consumer<Runnable> application = started(loader);
            assertThat(spans.look()).isTrue();
            assertThat(spans.sampled(7)).isNull();
            AtomicReference<@Nullable Exemplar> seen = new AtomicReference<>();
            Runnable work = () -> seen.set(spans.sampled(7));
            Object unsampled = application
                    .getClass()
                    .getMethod("unsampled", Runnable.class)
                    .invoke(application, work);
            ((Runnable) unsampled).run();
            assertThat(seen.get()).isNull();
        }
    }

    @Test
    void anApplicationThatIsGoneIsNotKept() throws Exception {
        WeakReference<ClassLoader> gone = usedAndDropped();
        for (int i = 0; i < MAX_COLLECTIONS && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        spans.look();
        assertThat(spans.sampled(7)).isNull();
    }

    private WeakReference<ClassLoader> usedAndDropped() throws Exception {
        try (ApplicationLoader loader = new ApplicationLoader()) {
            Consumer<Runnable> application = started(loader);
            spans.look();
            assertThat(exemplarIn(application)).isNotNull();
            return new WeakReference<>(loader);
        }
    }

    private static Consumer<Runnable> started(ApplicationLoader loader) throws ReflectiveOperationException {
        Consumer<Runnable> application = loader.application();
        application.accept(() -> {});
        loader.notice();
        return application;
    }

    private @Nullable Exemplar exemplarIn(Consumer<Runnable> application) {
        AtomicReference<@Nullable Exemplar> seen = new AtomicReference<>();
        application.accept(() -> seen.set(spans.sampled(7)));
        return seen.get();
    }
}
