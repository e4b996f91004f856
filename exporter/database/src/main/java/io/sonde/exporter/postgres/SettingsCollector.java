package io.sonde.exporter.postgres;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.PostgresServerMetrics;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code pg_settings}: each setting that is a number or a switch, in seconds or bytes where it has a unit. */
final class SettingsCollector implements Collector {

    /** Extensions may add settings; a server has some 350. */
    private static final int MAX_SETTINGS = 1_000;

    private static final String QUERY = """
            SELECT name, setting, coalesce(unit, ''), vartype = 'bool'
            FROM pg_catalog.pg_settings
            WHERE vartype IN ('bool', 'integer', 'real') AND setting IS NOT NULL
            LIMIT %d
            """.formatted(MAX_SETTINGS);

    /** Of all targets: servers of one version have the same settings. */
    private static final Map<String, MetricSpec> SPECS = new ConcurrentHashMap<>();

    private final TargetLabels labels;

    SettingsCollector(TargetLabels labels) {
        this.labels = labels;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException {
        if (SPECS.size() > 4 * MAX_SETTINGS) {
            SPECS.clear();
        }
        try (PreparedStatement statement = session.connection().prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                SettingUnit unit = SettingUnit.of(row.getString(3));
                String setting = row.getString(2);
                double value = row.getBoolean(4) ? ("on".equals(setting) ? 1 : 0) : Double.parseDouble(setting);
                found.add(
                        SPECS.computeIfAbsent(name + unit.suffix(), n -> spec(name, unit)),
                        labels.base(),
                        unit.convert(value));
            }
        }
    }

    private static MetricSpec spec(String name, SettingUnit unit) {
        String help = "Server Parameter: " + name + (unit.name().isEmpty() ? "" : " [in " + unit.name() + "]");
        String metric = name.replaceAll("[^a-zA-Z0-9_]", "_") + unit.suffix();
        return PostgresServerMetrics.setting(metric, unit.name(), help);
    }
}
