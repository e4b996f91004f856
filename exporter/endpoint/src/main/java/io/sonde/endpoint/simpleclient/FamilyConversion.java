package io.sonde.endpoint.simpleclient;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes snapshots of simpleclient's families. The names of the series stay what they were, whatever they end in; the first
 * of several series with the same labels stays.
 */
final class FamilyConversion {

    /*
     * simpleclient lets a collector put samples of any name into a family, and its text format prints them as they are. In
     * the new model a series has the name of its metric. So samples with a name that the family's type does not give them
     * become metrics of their own, without a type.
     */

    private final Family family;
    private final String base;
    private final List<Family.Sample> strangers = new ArrayList<>();

    private FamilyConversion(Family family) {
        this.family = family;
        this.base = switch (family.type()) {
            // Before 0.10 a counter's family had the name of its series, and infos may still have.
            case "COUNTER" -> without(family.name(), "_total");
            case "INFO" -> without(family.name(), "_info");
            default -> family.name();
        };
    }

    /** The family as one snapshot, and one for each name in it that is not the family's. */
    static List<MetricSnapshot> convert(Family family) {
        FamilyConversion conversion = new FamilyConversion(family);
        List<MetricSnapshot> all = new ArrayList<>();
        MetricSnapshot main = conversion.main();
        if (!main.getDataPoints().isEmpty()) {
            all.add(main);
        }
        conversion.addStrangers(all);
        return all;
    }

    private MetricSnapshot main() {
        return switch (family.type()) {
            case "COUNTER" -> counter();
            case "GAUGE" ->
                new GaugeSnapshot(
                        metadata(),
                        each(
                                "",
                                s -> new GaugeDataPointSnapshot(
                                        s.value(), labels(s, ""), s.exemplar(), s.timestamp())));
            case "INFO" -> new InfoSnapshot(metadata(), each("_info", s -> new InfoDataPointSnapshot(labels(s, ""))));
            case "STATE_SET" -> stateSet();
            case "HISTOGRAM" ->
                new HistogramSnapshot(
                        metadata(), gathered("le", Set.of("_bucket", "_sum", "_count", "_created"), Points::histogram));
            case "GAUGE_HISTOGRAM" ->
                new HistogramSnapshot(
                        true, metadata(), gathered("le", Set.of("_bucket", "_gsum", "_gcount"), Points::histogram));
            case "SUMMARY" ->
                new SummarySnapshot(
                        metadata(), gathered("quantile", Set.of("", "_sum", "_count", "_created"), Points::summary));
            default -> unknown(metadata(), family.name(), family.samples());
        };
    }

    private CounterSnapshot counter() {
        Map<Labels, Long> created = new LinkedHashMap<>();
        for (Family.Sample sample : family.samples()) {
            if (sample.name().equals(base + "_created")) {
                created.put(labels(sample, ""), (long) (sample.value() * 1000));
            }
        }
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        Set<Labels> taken = new LinkedHashSet<>();
        for (Family.Sample sample : family.samples()) {
            String suffix = suffix(sample);
            if (suffix.equals("_total") || suffix.isEmpty()) {
                Labels labels = labels(sample, "");
                if (sample.value() >= 0 && taken.add(labels)) {
                    points.add(new CounterDataPointSnapshot(
                            sample.value(),
                            labels,
                            sample.exemplar(),
                            created.getOrDefault(labels, 0L),
                            sample.timestamp()));
                }
            } else if (!suffix.equals("_created")) {
                strangers.add(sample);
            }
        }
        return new CounterSnapshot(metadata(), points);
    }

    private StateSetSnapshot stateSet() {
        Map<Labels, StateSetDataPointSnapshot.Builder> points = new LinkedHashMap<>();
        for (Family.Sample sample : family.samples()) {
            String state = sample.label(base);
            if (sample.name().equals(base) && state != null) {
                points.computeIfAbsent(labels(sample, base), labels -> StateSetDataPointSnapshot.builder()
                                .labels(labels))
                        .state(state, sample.value() == 1);
            } else {
                strangers.add(sample);
            }
        }
        return new StateSetSnapshot(
                metadata(),
                points.values().stream()
                        .map(StateSetDataPointSnapshot.Builder::build)
                        .toList());
    }

    /** One point for each sample whose name has the suffix. */
    private <T> List<T> each(String suffix, Function<Family.Sample, T> point) {
        Map<Labels, T> points = new LinkedHashMap<>();
        for (Family.Sample sample : family.samples()) {
            if (sample.name().equals(base + suffix)) {
                points.putIfAbsent(labels(sample, ""), point.apply(sample));
            } else {
                strangers.add(sample);
            }
        }
        return List.copyOf(points.values());
    }

    /** One point for all samples that have the same labels but for one. */
    private <T> List<T> gathered(String except, Set<String> suffixes, Function<Points, T> point) {
        Map<Labels, Points> points = new LinkedHashMap<>();
        for (Family.Sample sample : family.samples()) {
            String suffix = suffix(sample);
            if (suffixes.contains(suffix)) {
                points.computeIfAbsent(labels(sample, except), Points::new).add(sample, suffix);
            } else {
                strangers.add(sample);
            }
        }
        return points.values().stream().map(point).toList();
    }

    private UnknownSnapshot unknown(MetricMetadata metadata, String name, List<Family.Sample> samples) {
        Map<Labels, UnknownDataPointSnapshot> points = new LinkedHashMap<>();
        for (Family.Sample sample : samples) {
            if (sample.name().equals(name)) {
                Labels labels = labels(sample, "");
                points.putIfAbsent(
                        labels,
                        new UnknownDataPointSnapshot(sample.value(), labels, sample.exemplar(), sample.timestamp()));
            } else if (samples == family.samples()) {
                strangers.add(sample);
            }
        }
        return new UnknownSnapshot(metadata, List.copyOf(points.values()));
    }

    private void addStrangers(List<MetricSnapshot> all) {
        Set<String> names = new LinkedHashSet<>();
        strangers.forEach(sample -> names.add(sample.name()));
        for (String name : names) {
            all.add(unknown(new MetricMetadata(name, family.help()), name, strangers));
        }
    }

    private MetricMetadata metadata() {
        String unit = family.unit();
        boolean named = !unit.isEmpty() && base.endsWith("_" + unit);
        return new MetricMetadata(base, family.help(), named ? unit(unit) : null);
    }

    private static @Nullable Unit unit(String unit) {
        return PrometheusNaming.isValidUnitName(unit) ? new Unit(unit) : null;
    }

    private String suffix(Family.Sample sample) {
        return sample.name().startsWith(base) ? sample.name().substring(base.length()) : "?";
    }

    private static String without(String name, String suffix) {
        return name.endsWith(suffix) && name.length() > suffix.length()
                ? name.substring(0, name.length() - suffix.length())
                : name;
    }

    private static Labels labels(Family.Sample sample, String except) {
        Labels.Builder labels = Labels.builder();
        int size = Math.min(sample.labelNames().size(), sample.labelValues().size());
        for (int i = 0; i < size; i++) {
            String name = sample.labelNames().get(i);
            if (!name.equals(except)) {
                labels.label(
                        PrometheusNaming.sanitizeLabelName(name),
                        String.valueOf(sample.labelValues().get(i)));
            }
        }
        return labels.build();
    }
}
