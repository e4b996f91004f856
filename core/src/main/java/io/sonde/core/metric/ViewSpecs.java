package io.sonde.core.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes down the metrics of one view of a PostgreSQL server. They share what their names begin with, and their labels. For one thread.
 *
 * <p>What begins with {@code pg_} follows postgres_exporter's scheme, the view and then the column, also where that exporter does not
 * read the view.
 */
final class ViewSpecs {

    private final String prefix;
    private final List<String> labels = new ArrayList<>();
    private final List<MetricSpec> specs = new ArrayList<>();

    private ViewSpecs(String prefix, String... labels) {
        this.prefix = prefix;
        this.labels.addAll(List.of(Labels.TARGET, Labels.DB_SYSTEM_NAME, Labels.SERVER_ADDRESS, Labels.SERVER_PORT));
        for (String label : labels) {
            this.labels.add(label);
            if (label.equals("datname")) {
                this.labels.add(Labels.DB_NAMESPACE);
            }
        }
    }

    /**
     * Starts with none.
     *
     * @param prefix what all names begin with
     * @param labels beside those of the target; {@code datname} brings the namespace with it
     */
    static ViewSpecs of(String prefix, String... labels) {
        return new ViewSpecs(prefix, labels);
    }

    /** A counter whose name ends in {@code _total}, as it should. */
    ViewSpecs total(String name, String help) {
        return add(name + "_total", MetricType.COUNTER, help);
    }

    /** A counter whose name does not say so. */
    ViewSpecs counter(String name, String help) {
        return add(name, MetricType.COUNTER, help);
    }

    ViewSpecs gauge(String name, String help) {
        return add(name, MetricType.GAUGE, help);
    }

    /** Always 1; the name ends in {@code _info}. */
    ViewSpecs info(String name, String help) {
        return add(name + "_info", MetricType.INFO, help);
    }

    private ViewSpecs add(String name, MetricType type, String help) {
        String full = prefix + name;
        boolean ours = full.startsWith("sonde_");
        specs.add(new MetricSpec(
                full,
                type,
                unit(full),
                help,
                labels,
                ours ? Convention.SONDE : Convention.POSTGRES_EXPORTER,
                ours ? Stability.EXPERIMENTAL : Stability.STABLE));
        return this;
    }

    private static String unit(String name) {
        String base = name.replaceFirst("_total$", "");
        for (String unit : List.of("seconds", "bytes", "ratio")) {
            if (base.endsWith("_" + unit)) {
                return unit;
            }
        }
        return "";
    }

    /** The only one. */
    MetricSpec one() {
        if (specs.size() != 1) {
            throw new IllegalStateException("not one but " + specs);
        }
        return specs.get(0);
    }

    List<MetricSpec> list() {
        return List.copyOf(specs);
    }
}
