package io.sonde.core.metric;

import java.util.List;

/** What kind of metric it is, in the terms of Prometheus, and which names its series have beside the metric's own. */
public enum MetricType {
    /** Only grows, until its process restarts. */
    COUNTER,
    GAUGE,
    /** Exposed as {@code _bucket}, {@code _sum} and {@code _count}. */
    HISTOGRAM,
    /** Exposed as {@code _sum} and {@code _count}, with quantiles under its own name. */
    SUMMARY,
    /** A gauge that is always 1; what it says is in its labels. */
    INFO,
    /** A name kept from an exporter that gives it no type. */
    UNTYPED;

    /** What may follow the metric's name in the names of its series. */
    public List<String> suffixes() {
        return switch (this) {
            case COUNTER -> List.of("_created");
            case HISTOGRAM -> List.of("_bucket", "_sum", "_count", "_created");
            case SUMMARY -> List.of("_sum", "_count", "_created");
            case GAUGE, INFO, UNTYPED -> List.of();
        };
    }
}
