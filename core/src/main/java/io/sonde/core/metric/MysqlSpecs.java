package io.sonde.core.metric;

import java.util.ArrayList;
import java.util.List;

/** How metrics of MySQL and MariaDB servers are made. */
final class MysqlSpecs {

    private MysqlSpecs() {}

    /** A metric that mysqld_exporter has too. */
    static MetricSpec peer(String name, MetricType type, String help, String... labels) {
        return spec(name, type, help, Convention.MYSQLD_EXPORTER, Stability.STABLE, labels);
    }

    /** A metric that only Sonde has. */
    static MetricSpec own(String name, MetricType type, String help, String... labels) {
        return spec(name, type, help, Convention.SONDE, Stability.EXPERIMENTAL, labels);
    }

    private static MetricSpec spec(
            String name, MetricType type, String help, Convention convention, Stability stability, String... labels) {
        List<String> all = new ArrayList<>();
        all.add(Labels.TARGET);
        all.addAll(Labels.databaseAnd(labels));
        return new MetricSpec(name, type, unit(name), help, all, convention, stability);
    }

    private static String unit(String name) {
        String base = name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        if (base.endsWith("_seconds")) {
            return "seconds";
        }
        return base.endsWith("_bytes") ? "bytes" : "";
    }
}
