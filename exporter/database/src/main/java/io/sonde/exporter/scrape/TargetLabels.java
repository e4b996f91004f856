package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.exporter.config.TargetConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        base = build();
    }

    /** The server said what it is. */
    void learned(String name) {
        if (!name.equals(system)) {
            system = name;
            base = build();
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
        return build(more);
    }

    /** These, the labels that name a database in the peer's and in our terms, and more as name, value, name, value. */
    public Labels inDatabase(String database, String... more) {
        String[] pairs = Arrays.copyOf(more, more.length + 4);
        pairs[more.length] = "datname";
        pairs[more.length + 1] = database;
        pairs[more.length + 2] = io.sonde.core.metric.Labels.DB_NAMESPACE;
        pairs[more.length + 3] = database;
        return build(pairs);
    }

    private Labels build(String... more) {
        List<String> pairs = new ArrayList<>(more.length + 2 * own.size() + 8);
        // What names this target goes before what its owner calls it, and that before what was found on it.
        put(io.sonde.core.metric.Labels.TARGET, target, pairs);
        put(io.sonde.core.metric.Labels.DB_SYSTEM_NAME, system, pairs);
        own.forEach((name, value) -> put(name, value, pairs));
        for (int i = 0; i < more.length; i += 2) {
            put(more[i], more[i + 1], pairs);
        }
        put(io.sonde.core.metric.Labels.SERVER_ADDRESS, address, pairs);
        put(io.sonde.core.metric.Labels.SERVER_PORT, port, pairs);
        // To Prometheus an empty label is none; leaving it out makes pages shorter.
        for (int i = pairs.size() - 1; i > 0; i -= 2) {
            if (pairs.get(i).isEmpty()) {
                pairs.remove(i);
                pairs.remove(i - 1);
            }
        }
        return Labels.of(pairs.toArray(new String[0]));
    }

    /** Unless it is there. A handful are faster looked through than hashed. */
    private static void put(String name, String value, List<String> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return;
            }
        }
        pairs.add(name);
        pairs.add(value);
    }
}
