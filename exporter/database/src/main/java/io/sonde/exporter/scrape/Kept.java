package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Labels of which some are left out, made once for the series of a page that share them. For one thread. */
final class Kept {

    private final Map<List<String>, Map<Labels, Labels>> made = new HashMap<>();

    /** The labels with these names. */
    Labels only(Labels labels, List<String> names) {
        Map<Labels, Labels> known = made.computeIfAbsent(names, n -> new IdentityHashMap<>());
        Labels kept = known.get(labels);
        if (kept == null) {
            kept = without(labels, names);
            known.put(labels, kept);
        }
        return kept;
    }

    private static Labels without(Labels labels, List<String> names) {
        int size = 0;
        String[] pairs = new String[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            if (names.contains(labels.getName(i))) {
                pairs[size++] = labels.getName(i);
                pairs[size++] = labels.getValue(i);
            }
        }
        return size == pairs.length ? labels : Labels.of(Arrays.copyOf(pairs, size));
    }
}
