package io.sonde.exporter.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plans that queries had when somebody looked, the present and the one before. Keeps those that were looked at last. Any thread.
 */
public final class Plans {

    private static final int MAX_QUERIES = 20_000;

    /** Whose plan it is. */
    record Key(String target, String database, String queryId) {}

    /**
     * A query's plan.
     *
     * @param sinceSeconds when it was first seen, in seconds since 1970
     * @param before the plan that the query had before; null when it had none since the exporter was started
     * @param changes how often it changed since the exporter was started
     */
    record Entry(
            Key key,
            PlanShape shape,
            double sinceSeconds,
            @Nullable PlanShape before,
            long changes) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
            return size() > MAX_QUERIES;
        }
    };

    /** The query has this plan now. */
    synchronized Entry seen(Key key, PlanShape shape, double nowSeconds) {
        Entry known = entries.get(key);
        Entry now;
        if (known == null) {
            now = new Entry(key, shape, nowSeconds, null, 0);
        } else if (known.shape().id().equals(shape.id())) {
            return known;
        } else {
            now = new Entry(key, shape, nowSeconds, known.shape(), known.changes() + 1);
        }
        entries.put(key, now);
        return now;
    }

    /** All of them, what changed last first. */
    synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>(entries.values());
        all.sort(Comparator.comparingDouble(Entry::sinceSeconds).reversed());
        return all;
    }
}
