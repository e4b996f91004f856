package io.sonde.exporter.mysql;

import static io.sonde.exporter.mysql.Column.PICOSECONDS;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MysqlTableMetrics;
import io.sonde.exporter.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Summaries of the performance schema, as tables. */
final class PerformanceTables {

    private static final String OWN_SCHEMAS = "('mysql', 'performance_schema', 'information_schema', 'sys')";
    private static final int EVENTS = 500;

    private static final List<String> OPERATIONS = List.of("FETCH", "INSERT", "UPDATE", "DELETE");
    private static final List<String> SQL_LOCKS = List.of(
            "READ_NORMAL",
            "READ_WITH_SHARED_LOCKS",
            "READ_HIGH_PRIORITY",
            "READ_NO_INSERT",
            "WRITE_NORMAL",
            "WRITE_ALLOW_WRITE",
            "WRITE_CONCURRENT_INSERT",
            "WRITE_LOW_PRIORITY");
    private static final List<String> EXTERNAL_LOCKS = List.of("READ_EXTERNAL", "WRITE_EXTERNAL");
    private static final List<String> STATEMENT_SUMS = List.of(
            "CREATED_TMP_DISK_TABLES",
            "CREATED_TMP_TABLES",
            "ERRORS",
            "LOCK_TIME",
            "NO_GOOD_INDEX_USED",
            "NO_INDEX_USED",
            "ROWS_AFFECTED",
            "ROWS_EXAMINED",
            "ROWS_SENT",
            "SELECT_FULL_JOIN",
            "SELECT_FULL_RANGE_JOIN",
            "SELECT_RANGE",
            "SELECT_RANGE_CHECK",
            "SELECT_SCAN",
            "SORT_MERGE_PASSES",
            "SORT_RANGE",
            "SORT_ROWS",
            "SORT_SCAN",
            "TIMER_WAIT",
            "WARNINGS");

    private PerformanceTables() {}

    static List<Table> all(Limits limits) {
        return List.of(
                statementsSum(),
                tableWaits(limits.tables()),
                indexWaits(limits.indexes()),
                tableLocks(limits.tables()),
                eventsWaits(),
                fileEvents(),
                memory());
    }

    private static Table statementsSum() {
        List<String> sums = new ArrayList<>(List.of("SUM(COUNT_STAR)"));
        List<Column> columns = new ArrayList<>(List.of(Column.of(sum("total", "COUNT_STAR"))));
        for (String name : STATEMENT_SUMS) {
            sums.add("SUM(SUM_" + name + ")");
            boolean time = name.equals("TIMER_WAIT") || name.equals("LOCK_TIME");
            columns.add(Column.of(sum(lower(name), "SUM_" + name), time ? PICOSECONDS : 1));
        }
        return new Table(
                "perf_schema.eventsstatementssum",
                "SELECT " + String.join(", ", sums) + " FROM performance_schema.events_statements_summary_by_digest",
                List.of(),
                columns,
                1,
                -1);
    }

    private static MetricSpec sum(String name, String column) {
        return MysqlTableMetrics.statementsSum(name, "Sum of " + column + " over all digests.");
    }

    private static Table tableWaits(int most) {
        return objects(
                "perf_schema.tableiowaits",
                "OBJECT_SCHEMA, OBJECT_NAME",
                List.of("schema", "name"),
                operations(MysqlTableMetrics.TABLE_IO_WAITS, MysqlTableMetrics.TABLE_IO_WAITS_SECONDS, false),
                OPERATIONS,
                "performance_schema.table_io_waits_summary_by_table WHERE COUNT_STAR > 0 AND OBJECT_SCHEMA NOT IN "
                        + OWN_SCHEMAS,
                OPERATIONS.size(),
                most);
    }

    private static Table indexWaits(int most) {
        return objects(
                "perf_schema.indexiowaits",
                "OBJECT_SCHEMA, OBJECT_NAME, IFNULL(INDEX_NAME, 'NONE')",
                List.of("schema", "name", "index"),
                operations(MysqlTableMetrics.INDEX_IO_WAITS, MysqlTableMetrics.INDEX_IO_WAITS_SECONDS, true),
                OPERATIONS,
                "performance_schema.table_io_waits_summary_by_index_usage WHERE COUNT_STAR > 0 AND OBJECT_SCHEMA NOT IN "
                        + OWN_SCHEMAS,
                OPERATIONS.size(),
                most);
    }

    private static Table tableLocks(int most) {
        List<String> all = new ArrayList<>(SQL_LOCKS);
        all.addAll(EXTERNAL_LOCKS);
        List<Column> columns = new ArrayList<>();
        for (int times = 0; times < 2; times++) {
            for (String lock : all) {
                boolean external = lock.endsWith("_EXTERNAL");
                MetricSpec spec = external
                        ? times == 0
                                ? MysqlTableMetrics.EXTERNAL_LOCK_WAITS
                                : MysqlTableMetrics.EXTERNAL_LOCK_WAITS_SECONDS
                        : times == 0 ? MysqlTableMetrics.SQL_LOCK_WAITS : MysqlTableMetrics.SQL_LOCK_WAITS_SECONDS;
                String operation = lower(lock).replace("_external", "");
                columns.add(Column.of(spec, times == 0 ? 1 : PICOSECONDS).labelled("operation", operation));
            }
        }
        return objects(
                "perf_schema.tablelocks",
                "OBJECT_SCHEMA, OBJECT_NAME",
                List.of("schema", "name"),
                columns,
                all,
                "performance_schema.table_lock_waits_summary_by_table WHERE COUNT_STAR > 0 AND OBJECT_SCHEMA NOT IN "
                        + OWN_SCHEMAS,
                all.size(),
                most);
    }

    /** A table with a COUNT_ and a SUM_TIMER_ column for each of some names; the first of the times weighs. */
    private static Table objects(
            String collector,
            String key,
            List<String> labels,
            List<Column> columns,
            List<String> names,
            String from,
            int weight,
            int most) {
        StringBuilder sql = new StringBuilder("SELECT ").append(key);
        names.forEach(name -> sql.append(", COUNT_").append(name));
        names.forEach(name -> sql.append(", SUM_TIMER_").append(name));
        return new Table(collector, sql.append(" FROM ").append(from).toString(), labels, columns, most, weight);
    }

    /** An insert uses no index, so mysqld_exporter has inserts for none only. */
    private static List<Column> operations(MetricSpec counts, MetricSpec times, boolean byIndex) {
        List<Column> columns = new ArrayList<>();
        for (MetricSpec spec : List.of(counts, times)) {
            for (String operation : OPERATIONS) {
                Column column =
                        Column.of(spec, spec.equals(times) ? PICOSECONDS : 1).labelled("operation", lower(operation));
                columns.add(byIndex && operation.equals("INSERT") ? column.onlyFor("NONE") : column);
            }
        }
        return columns;
    }

    private static Table eventsWaits() {
        return new Table(
                "perf_schema.eventswaits",
                "SELECT EVENT_NAME, COUNT_STAR, SUM_TIMER_WAIT FROM performance_schema.events_waits_summary_global_by_event_name"
                        + " WHERE COUNT_STAR > 0 AND EVENT_NAME <> 'idle' ORDER BY SUM_TIMER_WAIT DESC LIMIT " + EVENTS,
                List.of("event_name"),
                List.of(
                        Column.of(MysqlTableMetrics.EVENTS_WAITS),
                        Column.of(MysqlTableMetrics.EVENTS_WAITS_SECONDS, PICOSECONDS)),
                EVENTS,
                -1);
    }

    private static Table fileEvents() {
        return new Table(
                "perf_schema.file_events",
                "SELECT EVENT_NAME, COUNT_READ, SUM_TIMER_READ, SUM_NUMBER_OF_BYTES_READ, COUNT_WRITE, SUM_TIMER_WRITE,"
                        + " SUM_NUMBER_OF_BYTES_WRITE, COUNT_MISC, SUM_TIMER_MISC"
                        + " FROM performance_schema.file_summary_by_event_name WHERE COUNT_STAR > 0 LIMIT " + EVENTS,
                List.of("event_name"),
                List.of(
                        Column.of(MysqlTableMetrics.FILE_EVENTS).labelled("mode", "read"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS_SECONDS, PICOSECONDS)
                                .labelled("mode", "read"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS_BYTES).labelled("mode", "read"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS).labelled("mode", "write"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS_SECONDS, PICOSECONDS)
                                .labelled("mode", "write"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS_BYTES).labelled("mode", "write"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS).labelled("mode", "misc"),
                        Column.of(MysqlTableMetrics.FILE_EVENTS_SECONDS, PICOSECONDS)
                                .labelled("mode", "misc")),
                EVENTS,
                -1);
    }

    private static Table memory() {
        return new Table(
                "perf_schema.memory_events",
                // mysqld_exporter leaves out what all names begin with.
                """
                SELECT IF(EVENT_NAME LIKE 'memory/%%', SUBSTR(EVENT_NAME, 8), EVENT_NAME),
                       SUM_NUMBER_OF_BYTES_ALLOC, SUM_NUMBER_OF_BYTES_FREE, CURRENT_NUMBER_OF_BYTES_USED
                FROM performance_schema.memory_summary_global_by_event_name
                WHERE COUNT_ALLOC > 0
                ORDER BY CURRENT_NUMBER_OF_BYTES_USED DESC LIMIT %d
                """.formatted(EVENTS),
                List.of("event_name"),
                List.of(
                        Column.of(MysqlTableMetrics.MEMORY_ALLOC),
                        Column.of(MysqlTableMetrics.MEMORY_FREE),
                        Column.of(MysqlTableMetrics.MEMORY_USED)),
                EVENTS,
                -1);
    }

    /**
     * Of a MySQL that replicates: what its workers have applied and are applying. Empty elsewhere. mysqld_exporter calls a worker's number
     * member_id.
     */
    static Table appliers() {
        List<Column> columns = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (MetricSpec spec : MysqlTableMetrics.APPLIER) {
            String column = spec.name().replaceAll("^mysql_perf_schema_|_seconds$", "");
            times.add("UNIX_TIMESTAMP(" + column + ")");
            columns.add(Column.of(spec));
        }
        return new Table(
                "perf_schema.replication_applier_status_by_worker",
                "SELECT CHANNEL_NAME, WORKER_ID, " + String.join(", ", times)
                        + " FROM performance_schema.replication_applier_status_by_worker ORDER BY 1, 2 LIMIT " + EVENTS,
                List.of("channel_name", "member_id"),
                columns,
                EVENTS,
                -1);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
