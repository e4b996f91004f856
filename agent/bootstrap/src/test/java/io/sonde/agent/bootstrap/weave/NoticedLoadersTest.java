package io.sonde.agent.bootstrap.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NoticedLoadersTest {

    private static final String STORAGE = "io/opentelemetry/context/LazyStorage";
    private static final String SPAN = "io/opentelemetry/api/internal/ImmutableSpanContext";
    private static final String SHADED = "io/opentelemetry/javaagent/shaded/";

    private final ClassLoader loader = new ClassLoader() {};

    @Test
    void tracingCountsWhenItsContextsAndItsSpansAreInUse() {
        NoticedLoaders.openTelemetry(loader, SPAN);
        NoticedLoaders.openTelemetry(loader, "io/opentelemetry/api/trace/Span");
        NoticedLoaders.openTelemetry(loader, "org/example/Other");
        assertThat(NoticedLoaders.openTelemetry()).doesNotContain(loader);
        NoticedLoaders.openTelemetry(loader, STORAGE);
        NoticedLoaders.openTelemetry(loader, STORAGE);
        assertThat(NoticedLoaders.openTelemetry()).containsOnlyOnce(loader);
    }

    @Test
    void theAgentsCopyIsTheOneOfTheBootLoader() {
        NoticedLoaders.openTelemetry(loader, SHADED + STORAGE);
        NoticedLoaders.openTelemetry(loader, SHADED + SPAN);
        NoticedLoaders.openTelemetry(null, STORAGE);
        NoticedLoaders.openTelemetry(null, SHADED + SPAN);
        assertThat(NoticedLoaders.openTelemetryAgent()).isFalse();
        assertThat(NoticedLoaders.openTelemetry()).doesNotContain(loader);
        NoticedLoaders.openTelemetry(null, SHADED + STORAGE);
        assertThat(NoticedLoaders.openTelemetryAgent()).isTrue();
    }
}
