package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.exporter.config.TargetConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that every series of one target carries. What kind of database it is is guessed from the URL until a server answered.
 *
 * <p>Any thread may call it.
 */
public final class TargetLabels {

    private final String target;
    private final String address;
    private final String port;
    private final Map<String, String> own;
    private volatile String system;
    private volatile Labels base;

    public TargetLabels(TargetConfig config) {
        target = config.name();
        address = config.url().address().host();
        int number = config.url().address().port();
        port = number < 0 ? "" : Integer.toString(number);
        system = config.url().system();
        own = new TreeMap<>(config.labels());
        base = build(new TreeMap<>());
    }

    /** The server said what it is. */
    void learned(String name) {
        if (!name.equals(system)) {
            system = name;
            base = build(new TreeMap<>());
        }
    }

    /** The value of {@code db_system_name}. */
    public String system() {
        return system;
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
        all.put(io.sonde.core.metric.Labels.TARGET, target);
        all.put(io.sonde.core.metric.Labels.DB_SYSTEM_NAME, system);
        all.putIfAbsent(io.sonde.core.metric.Labels.SERVER_ADDRESS, address);
        all.putIfAbsent(io.sonde.core.metric.Labels.SERVER_PORT, port);
        // To Prometheus an empty label is none; leaving it out makes pages shorter.
        all.values().removeIf(String::isEmpty);
        return Labels.of(all.keySet().toArray(new String[0]), all.values().toArray(new String[0]));
    }
}
