package io.sonde.agent.engine.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.settings.LiveSettings;
import io.sonde.core.metric.SelfMetrics;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.Source;
import java.util.List;

/** Whether the settings are as somebody wrote them, and since when. Asked by any thread. */
public final class ConfigSource implements Source {

    private final LiveSettings settings;

    public ConfigSource(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        Series successful = Series.of(SelfMetrics.CONFIG_LAST_RELOAD_SUCCESSFUL);
        successful.add(settings.lastReadingSuccessful() ? 1 : 0, successful.labels());
        Series time = Series.of(SelfMetrics.CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP);
        time.add(settings.lastSuccessMillis() / 1e3, time.labels());
        return List.of(successful.snapshot(), time.snapshot());
    }
}
