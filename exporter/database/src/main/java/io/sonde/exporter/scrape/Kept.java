package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Labels of which some are left out, made once for the series of a page that share them. For one thread. */
final class Kept {

    private final Map<Set<String>, Map<Labels, Labels>> made = new HashMap<>();

    /** Keeps of labels those with these names. */
    UnaryOperator<Labels> only(Collection<String> names) {
        Set<String> kept = Set.copyOf(names);
        Map<Labels, Labels> known = made.computeIfAbsent(kept, n -> new IdentityHashMap<>());
        return labels -> {
            Labels found = known.get(labels);
            if (found == null) {
                found = without(labels, kept);
                known.put(labels, found);
            }
            return found;
        };
    }

    private static Labels without(Labels labels, Set<String> names) {
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
