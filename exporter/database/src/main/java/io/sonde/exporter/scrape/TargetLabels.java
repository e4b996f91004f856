package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.exporter.config.TargetConfig;
import java.util.Map;
import java.util.TreeMap;

/** The labels that every series of one target carries. Immutable. */
public final class TargetLabels {

    private static final String DB_SYSTEM = "postgresql";

    private final String target;
    private final String address;
    private final String port;
    private final Map<String, String> own;
    private final Labels base;

    public TargetLabels(TargetConfig config) {
        target = config.name();
        address = config.url().address().host();
        port = Integer.toString(config.url().address().port());
        own = new TreeMap<>(config.labels());
        base = build(new TreeMap<>());
    }

    /** These alone. */
    public Labels base() {
        return base;
    }

    /** These, and more as name, value, name, value. */
    public Labels with(String... more) {
        return build(pairs(more));
    }

    /** These, the labels that name a database in the peer's and in our terms, and more as name, value, name, value. */
    public Labels inDatabase(String database, String... more) {
        Map<String, String> all = pairs(more);
        all.put("datname", database);
        all.put(io.sonde.core.metric.Labels.DB_NAMESPACE, database);
        return build(all);
    }

    private static Map<String, String> pairs(String... more) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private Labels build(Map<String, String> all) {
        all.putAll(own);
        // To Prometheus an empty label is none; leaving it out makes pages shorter.
        all.values().removeIf(String::isEmpty);
        all.put(io.sonde.core.metric.Labels.TARGET, target);
        all.put(io.sonde.core.metric.Labels.DB_SYSTEM_NAME, DB_SYSTEM);
        all.putIfAbsent(io.sonde.core.metric.Labels.SERVER_ADDRESS, address);
        all.putIfAbsent(io.sonde.core.metric.Labels.SERVER_PORT, port);
        return Labels.of(all.keySet().toArray(new String[0]), all.values().toArray(new String[0]));
    }
}
