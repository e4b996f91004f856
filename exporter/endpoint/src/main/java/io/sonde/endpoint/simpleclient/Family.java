package io.sonde.endpoint.simpleclient;

import io.prometheus.metrics.model.snapshots.Exemplar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What simpleclient calls {@code MetricFamilySamples}, without its classes.
 *
 * @param type the name of the enum constant; {@code UNTYPED} before 0.10 and {@code UNKNOWN} since
 * @param unit empty for none
 */
record Family(String name, String type, String unit, String help, List<Sample> samples) {

    /**
     * One series.
     *
     * @param name of the series, with the suffix of the type
     * @param timestampMillis null for the time of the scrape
     */
    record Sample(
            String name,
            List<String> labelNames,
            List<String> labelValues,
            double value,
            @Nullable Exemplar exemplar,
            @Nullable Long timestampMillis) {

        /** The value of a label, or null. */
        @Nullable
        String label(String label) {
            int index = labelNames.indexOf(label);
            return index < 0 || index >= labelValues.size() ? null : labelValues.get(index);
        }

        long timestamp() {
            return timestampMillis == null ? 0 : timestampMillis;
        }
    }
}
