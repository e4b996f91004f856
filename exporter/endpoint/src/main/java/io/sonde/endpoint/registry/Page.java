package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The page of one scrape while it fills. Belongs to the scrape's thread. */
final class Page {

    private final Predicate<String> names;
    private final Map<String, Family> families = new HashMap<>();
    private final Map<String, Family> owners = new HashMap<>();

    Page(Predicate<String> names) {
        this.names = names;
    }

    /**
     * Adds what a source says.
     *
     * @return how many series were left out because the page has their name with another type, or has them already
     */
    int add(List<MetricSnapshot> snapshots) {
        int conflicts = 0;
        for (MetricSnapshot snapshot : snapshots) {
            if (wanted(snapshot)) {
                conflicts += add(snapshot);
            }
        }
        return conflicts;
    }

    private boolean wanted(MetricSnapshot snapshot) {
        if (names.test(snapshot.getMetadata().getPrometheusName())) {
            return true;
        }
        for (String exposed : ExposedNames.of(snapshot)) {
            if (names.test(exposed)) {
                return true;
            }
        }
        return false;
    }

    private int add(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        Family family = families.get(name);
        if (family != null) {
            return family.add(snapshot);
        }
        List<String> exposed = ExposedNames.of(snapshot);
        for (String series : exposed) {
            if (owners.containsKey(series)) {
                return snapshot.getDataPoints().size();
            }
        }
        family = new Family(snapshot);
        families.put(name, family);
        for (String series : exposed) {
            owners.put(series, family);
        }
        return 0;
    }

    /** All that was added, sorted by name. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>(families.size());
        for (Family family : families.values()) {
            all.add(family.snapshot());
        }
        return new MetricSnapshots(all);
    }
}
