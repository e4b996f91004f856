package io.sonde.core.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is.
 *
 * @param name as Prometheus sees it, with its unit and {@code _total}, without what the type appends ({@code _bucket} and the like); with
 *     {@code *} at its end it stands for every name that begins so
 * @param unit in the plural, as in the name: {@code seconds}, {@code bytes}; empty when it counts things
 * @param help one sentence for the page and for the reference
 * @param labels the most that it may have
 * @param openTelemetryName the dotted name under which OTLP carries it, where a convention has one
 */
public record MetricSpec(
        String name,
        MetricType type,
        String unit,
        String help,
        List<String> labels,
        Convention convention,
        Stability stability,
        @Nullable String openTelemetryName) {

    public MetricSpec {
        labels = List.copyOf(labels);
    }

    /** A metric for which OpenTelemetry has no name. */
    public MetricSpec(
            String name,
            MetricType type,
            String unit,
            String help,
            List<String> labels,
            Convention convention,
            Stability stability) {
        this(name, type, unit, help, labels, convention, stability, null);
    }

    /** Whether a series of this metric may have this name. */
    public boolean exposes(String exposedName) {
        if (name.endsWith("*")) {
            return exposedName.startsWith(name.substring(0, name.length() - 1));
        }
        if (exposedName.equals(name)) {
            return true;
        }
        String base = name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        return exposedName.startsWith(base) && type.suffixes().contains(exposedName.substring(base.length()));
    }
}
