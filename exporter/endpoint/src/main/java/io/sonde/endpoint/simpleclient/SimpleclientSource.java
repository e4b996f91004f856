package io.sonde.endpoint.simpleclient;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simpleclient {@code CollectorRegistry} of this class loader as a source: for a library that registers its metrics
 * there, like HikariCP's {@code PrometheusMetricsTrackerFactory}. Any thread.
 */
public final class SimpleclientSource implements Source {

    private final CollectorRegistry registry;

    public SimpleclientSource(CollectorRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) {
        List<MetricSnapshot> all = new ArrayList<>();
        Enumeration<MetricFamilySamples> families = registry.metricFamilySamples();
        while (families.hasMoreElements()) {
            all.addAll(FamilyConversion.convert(family(families.nextElement())));
        }
        return all;
    }

    private static Family family(MetricFamilySamples family) {
        List<Family.Sample> samples = new ArrayList<>(family.samples.size());
        for (MetricFamilySamples.Sample sample : family.samples) {
            samples.add(new Family.Sample(
                    sample.name,
                    sample.labelNames,
                    sample.labelValues,
                    sample.value,
                    exemplar(sample.exemplar),
                    sample.timestampMs));
        }
        return new Family(family.name, family.type.name(), family.unit, family.help, samples);
    }

    private static @Nullable Exemplar exemplar(io.prometheus.client.exemplars.@Nullable Exemplar exemplar) {
        if (exemplar == null) {
            return null;
        }
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < exemplar.getNumberOfLabels(); i++) {
            labels.label(exemplar.getLabelName(i), exemplar.getLabelValue(i));
        }
        Long timestamp = exemplar.getTimestampMs();
        return new Exemplar(exemplar.getValue(), labels.build(), timestamp == null ? 0 : timestamp);
    }
}
