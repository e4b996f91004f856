package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.PostgresMetrics;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.TargetLabels;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many sessions are in which state, by database, user, application and what they wait for; 0 for each state of a database in which no
 * session is. However many names there are, there are at most {@value #MAX_SERIES} series.
 */
final class SessionStates {

    /*
     * Names that clients choose, such as that of the application, are the first to be put together as "other"; databases, of which
     * a server may have thousands, the next. Sums over what is left stay right. Zeros take what room is left.
     */

    static final int MAX_OWN = 500;
    static final int MAX_SERIES = 2_000;

    static final List<String> STATES = List.of(
            "active",
            "idle",
            "idle in transaction",
            "idle in transaction (aborted)",
            "fastpath function call",
            "disabled");

    private static final String OTHER = io.sonde.core.metric.Labels.OTHER;

    record Key(
            String database,
            String state,
            String user,
            String application,
            String backendType,
            String waitEventType,
            String waitEvent) {

        static Key of(SessionRows.Row row) {
            return new Key(
                    row.database(),
                    row.state(),
                    row.user(),
                    row.application(),
                    row.backendType(),
                    row.waitEventType(),
                    row.waitEvent());
        }

        Key withoutNames() {
            return new Key(database, state, OTHER, OTHER, backendType, waitEventType, OTHER);
        }

        Key withoutDatabase() {
            return new Key(OTHER, state, OTHER, OTHER, OTHER, OTHER, OTHER);
        }
    }

    static final class Group {
        double sessions;
        double oldestSeconds;
    }

    final Map<Key, Group> groups = new LinkedHashMap<>();

    private SessionStates() {}

    static SessionStates of(SessionRows.Reading reading) {
        SessionStates states = new SessionStates();
        Set<List<String>> present = new HashSet<>();
        for (SessionRows.Row row : reading.rows()) {
            if (!row.database().isEmpty() && STATES.contains(row.state())) {
                present.add(List.of(row.database(), row.state()));
                states.count(row);
            }
        }
        for (String database : reading.databases()) {
            for (String state : STATES) {
                if (!present.contains(List.of(database, state)) && states.groups.size() < MAX_SERIES) {
                    states.groups.put(new Key(database, state, "", "", "", "", ""), new Group());
                }
            }
        }
        return states;
    }

    private void count(SessionRows.Row row) {
        Key key = Key.of(row);
        if (isNew(key, MAX_OWN)) {
            key = key.withoutNames();
        }
        if (isNew(key, 2 * MAX_OWN)) {
            key = key.withoutDatabase();
        }
        Group group = groups.computeIfAbsent(key, k -> new Group());
        group.sessions++;
        group.oldestSeconds = Math.max(group.oldestSeconds, row.transactionSeconds());
    }

    private boolean isNew(Key key, int limit) {
        return groups.size() >= limit && !groups.containsKey(key);
    }

    /** Adds them to a page. */
    void add(TargetLabels labels, Samples found) {
        groups.forEach((key, group) -> {
            Labels series = labels.inDatabase(
                    key.database(),
                    "state",
                    key.state(),
                    "usename",
                    key.user(),
                    "application_name",
                    key.application(),
                    "backend_type",
                    key.backendType(),
                    "wait_event_type",
                    key.waitEventType(),
                    "wait_event",
                    key.waitEvent());
            found.add(PostgresMetrics.ACTIVITY_COUNT, series, group.sessions);
            found.add(PostgresMetrics.ACTIVITY_MAX_TX_DURATION, series, group.oldestSeconds);
        });
    }
}
