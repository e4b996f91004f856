package io.sonde.exporter.scrape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a target's collectors of the background found the last time. Any thread. */
final class LastRuns {

    private record Key(String collector, String database) {}

    private final Map<Key, LastRun> runs = new ConcurrentHashMap<>();

    void put(String collector, LastRun run) {
        runs.put(new Key(collector, run.database()), run);
    }

    @Nullable
    LastRun get(String collector, String database) {
        return runs.get(new Key(collector, database));
    }

    /** Forgets what was found in databases that are no more, or are not visited any more. */
    void retain(Collector collector, Set<String> databases) {
        runs.keySet().removeIf(key -> key.collector().equals(collector.name()) && !databases.contains(key.database()));
    }

    List<LastRun> of(Collector collector) {
        List<LastRun> found = new ArrayList<>();
        runs.forEach((key, run) -> {
            if (key.collector().equals(collector.name())) {
                found.add(run);
            }
        });
        return found;
    }
}
