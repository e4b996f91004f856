package io.sonde.endpoint.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;

/**
 * A Micrometer registry whose meters are a source. Bind binders to {@link #meters()}, and register this object.
 *
 * <p>Any thread. Meters have the names that every Micrometer user knows from Prometheus: base units, {@code _total} for
 * counters.
 */
public final class MicrometerSource implements Source, AutoCloseable {

    private final PrometheusRegistry collectors = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters;

    /** Install {@link MicrometerLogging} first, if Micrometer is not to choose a logging library. */
    public MicrometerSource() {
        meters = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, collectors, io.micrometer.core.instrument.Clock.SYSTEM);
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
