package io.sonde.exporter.config;

import java.time.Duration;
import java.util.List;

/** The keys of users' queries. */
final class QueryKeys {

    static final String QUERIES = "queries";
    static final String METRICS = "metrics";
    static final String BUCKETS = "buckets";

    private static final Kind<String> IDENTIFIER = new Kind<>(
            "a name of letters, digits and `_`", text -> text.matches("[a-zA-Z_][a-zA-Z0-9_]{0,199}") ? text : null);
    private static final Kind<String> VERSION =
            new Kind<>("a version such as `14` or `8.4`", text -> text.matches("\\d{1,3}(\\.\\d{1,3})?") ? text : null);
    private static final Kind<QueryMetric.Type> TYPE = new Kind<>("`counter`, `gauge`, `histogram` or `info`", text -> {
        for (QueryMetric.Type type : QueryMetric.Type.values()) {
            if (type.name().toLowerCase(java.util.Locale.ROOT).equals(text)) {
                return type;
            }
        }
        return null;
    });
    private static final Kind<Boolean> SWITCH = new Kind<>(
            "`true` or `false`",
            text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null);

    static final Key<String> NAME = Key.required(
            "name",
            IDENTIFIER,
            "The value of the label `collector`, and the name for `collectors` and modules. Unique.");
    static final Key<String> SQL = Key.required("sql", Kind.TEXT, "One statement that returns rows.");
    static final Key<String> TARGETS =
            Key.list("targets", Kind.TEXT, "The targets to run it on, with `*` and `?`. Without it on all.");
    static final Key<String> SYSTEMS = Key.list(
            "systems",
            Kind.TEXT,
            "The kinds of databases to run it on, as in the label `db_system_name`: `postgresql`, `mysql`, `h2database`. Without it "
                    + "on all.");
    static final Key<Duration> INTERVAL = Key.withDefault(
            "interval",
            Kind.duration(Duration.ZERO, Duration.ofHours(24)),
            Duration.ZERO,
            "0ms",
            "How often it runs, in the background, whoever scrapes; at least `1s`. `0ms` is with every scrape. What is older than two "
                    + "and a half intervals is not shown.");
    static final Key<Boolean> EVERY_DATABASE = Key.withDefault(
            "every_database",
            SWITCH,
            Boolean.FALSE,
            "false",
            "Whether it runs in each database of a PostgreSQL server; takes an `interval`. Its series get the label `datname`.");
    static final Key<Duration> TIMEOUT = Key.withDefault(
            "timeout",
            Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(5)),
            Duration.ofSeconds(5),
            "5s",
            "What it may take. The target's `statement_timeout` is a limit too.");
    static final Key<Integer> MAX_ROWS = Key.withDefault(
            "max_rows",
            Kind.number(1, 100_000),
            1_000,
            "1000",
            "How many rows it may return. With one more the whole result is refused: cut results make wrong sums.");
    static final Key<String> MIN_VERSION =
            Key.optional("min_version", VERSION, "The least version of the server that it is for.");
    static final Key<String> MAX_VERSION = Key.optional(
            "max_version", VERSION, "The greatest version that it is for, with all that begin so: `14` includes 14.2.");
    static final Key<String> EXPECTED_FAILURES = Key.list(
            "expected_failures",
            Kind.TEXT,
            "SQLSTATEs and error codes by which a server says that the query is not for it, such as `42P01` for a table that is not "
                    + "there. The collector then counts as not configured, and not as an error.");

    static final Key<String> METRIC_NAME = Key.required(
            "name",
            IDENTIFIER,
            "Its name; of a counter with `_total`, of an info with `_info` at its end. Not one that Sonde has, or that begins with "
                    + "`sonde_`.");
    static final Key<QueryMetric.Type> METRIC_TYPE = Key.required("type", TYPE, "What it is.");
    static final Key<String> HELP = Key.required("help", Kind.TEXT, "One sentence for people.");
    static final Key<String> VALUE = Key.optional(
            "value",
            Kind.TEXT,
            "The column with the value, of counters and gauges. Rows where it is null are left out.");
    static final Key<String> LABELS = Key.list(
            "labels",
            IDENTIFIER,
            "Columns that become labels of the same name. No two rows may have the same values in them.");
    static final Key<String> SUM = Key.optional("sum", Kind.TEXT, "The column with a histogram's sum.");
    static final Key<String> COUNT = Key.optional("count", Kind.TEXT, "The column with a histogram's count.");
    static final Key<String> BUCKET_KEY = Key.map(
            BUCKETS,
            Kind.TEXT,
            "A histogram's upper edges, each with the column that has the cumulative count, such as `0.5: le_05`.");

    static final Keys.Section SECTION = new Keys.Section(
            QUERIES + "[]",
            "Queries of your own, on any database. Each needs `metrics`.",
            List.of(
                    NAME,
                    SQL,
                    TARGETS,
                    SYSTEMS,
                    INTERVAL,
                    EVERY_DATABASE,
                    TIMEOUT,
                    MAX_ROWS,
                    MIN_VERSION,
                    MAX_VERSION,
                    EXPECTED_FAILURES));
    static final Keys.Section METRIC_SECTION = new Keys.Section(
            QUERIES + "[]." + METRICS + "[]",
            "What a query's rows become.",
            List.of(METRIC_NAME, METRIC_TYPE, HELP, VALUE, LABELS, BUCKET_KEY, SUM, COUNT));

    private QueryKeys() {}
}
