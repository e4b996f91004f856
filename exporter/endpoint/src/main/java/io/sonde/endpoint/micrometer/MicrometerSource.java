package io.sonde.endpoint.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Micrometer registry whose meters are a source. Bind binders to {@link #meters()}, and register this object.
 *
 * <p>Any thread. Meters have the names that every Micrometer user knows from Prometheus: base units, {@code _total} for
 * counters.
 */
public final class MicrometerSource implements Source, AutoCloseable {

    private final PrometheusRegistry collectors = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters;

    /** Micrometer's defaults, taken as they are: reading and validating them brings regular expressions and a hundred classes. */
    private static final class Defaults implements PrometheusConfig {

        private static final Duration STEP = Duration.ofMinutes(1);

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public boolean descriptions() {
            return true;
        }

        @Override
        public Duration step() {
            return STEP;
        }

        @Override
        public void requireValid() {}
    }

    /** Install {@link MicrometerLogging} first, if Micrometer is not to choose a logging library. */
    public MicrometerSource() {
        meters = new PrometheusMeterRegistry(new Defaults(), collectors, io.micrometer.core.instrument.Clock.SYSTEM);
    }

    /** Where binders register their meters. */
    public MeterRegistry meters() {
        return meters;
    }

    @Override
    public MetricSnapshots collect(Scrape scrape) {
        return collectors.scrape();
    }

    @Override
    public void close() {
        meters.close();
    }
}
