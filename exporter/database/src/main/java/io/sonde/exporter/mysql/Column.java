package io.sonde.exporter.mysql;

import io.sonde.core.metric.MetricSpec;

/**
 * What one column of a {@link Table} becomes.
 *
 * @param scale by which the value is multiplied
 * @param label a label that tells this column from others of the same metric; empty for none
 * @param only the value that the last of the row's labels must have; empty for any
 */
record Column(MetricSpec spec, double scale, String label, String value, String only) {

    /** Of the performance schema's timers, which count picoseconds. */
    static final double PICOSECONDS = 1e-12;

    static Column of(MetricSpec spec) {
        return new Column(spec, 1, "", "", "");
    }

    static Column of(MetricSpec spec, double scale) {
        return new Column(spec, scale, "", "", "");
    }

    Column labelled(String name, String text) {
        return new Column(spec, scale, name, text, only);
    }

    Column onlyFor(String lastLabel) {
        return new Column(spec, scale, label, value, lastLabel);
    }
}
