package io.sonde.exporter.mysql;

import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.core.metric.MysqlServerMetrics;
import io.sonde.core.metric.MysqlTableMetrics;
import io.sonde.exporter.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables of the information schema, as tables. */
final class InformationTables {

    private static final String OWN_SCHEMAS = "('mysql', 'performance_schema', 'information_schema', 'sys')";
    /** Schemas, users and clients. */
    private static final int OBJECTS = 200;

    private static final int ROWS = 1_000;

    /** Of a user or a client; the ones that may go down are gauges. */
    private static final List<String> STATISTICS = List.of(
            "TOTAL_CONNECTIONS",
            "CONCURRENT_CONNECTIONS",
            "CONNECTED_TIME",
            "BUSY_TIME",
            "CPU_TIME",
            "BYTES_RECEIVED",
            "BYTES_SENT",
            "BINLOG_BYTES_WRITTEN",
            "ROWS_READ",
            "ROWS_SENT",
            "ROWS_DELETED",
            "ROWS_INSERTED",
            "ROWS_UPDATED",
            "SELECT_COMMANDS",
            "UPDATE_COMMANDS",
            "OTHER_COMMANDS",
            "COMMIT_TRANSACTIONS",
            "ROLLBACK_TRANSACTIONS",
            "DENIED_CONNECTIONS",
            "LOST_CONNECTIONS",
            "ACCESS_DENIED",
            "EMPTY_QUERIES",
            "TOTAL_SSL_CONNECTIONS",
            "MAX_STATEMENT_TIME_EXCEEDED");

    private InformationTables() {}

    /** Cheap enough for every collection. */
    static List<Table> often() {
        return List.of(compression(), compressionMemory());
    }

    /** Of MariaDB, while {@code userstat} is on. */
    static List<Table> userStatistics(Limits limits) {
        return List.of(
                statistics("info_schema.userstats", "USER_STATISTICS", "USER", "user", InformationTables::userSpec),
                statistics(
                        "info_schema.clientstats",
                        "CLIENT_STATISTICS",
                        "CLIENT",
                        "client",
                        InformationTables::clientSpec),
                tableStatistics(limits.tables()));
    }

    /** Those that look at every table of the server. */
    static List<Table> seldom(Limits limits) {
        int tables = limits.tables();
        return List.of(tables(tables), tableVersions(tables), schemaSizes(), withoutPrimaryKey(), autoIncrement());
    }

    /**
     * Which indexes nobody has read; from the performance schema, but as seldom. That lists the indexes of all tables; whether one is
     * unique, only the tables that the account may see.
     */
    static Table unusedIndexes(int most) {
        return unusedIndexes(most, """
                SELECT u.OBJECT_SCHEMA, u.OBJECT_NAME, u.INDEX_NAME, 1
                FROM performance_schema.table_io_waits_summary_by_index_usage u
                JOIN information_schema.STATISTICS s ON s.TABLE_SCHEMA = u.OBJECT_SCHEMA AND s.TABLE_NAME = u.OBJECT_NAME
                    AND s.INDEX_NAME = u.INDEX_NAME AND s.SEQ_IN_INDEX = 1 AND s.NON_UNIQUE = 1
                WHERE u.COUNT_STAR = 0 AND u.OBJECT_SCHEMA NOT IN %s
                ORDER BY 1, 2, 3 LIMIT %d
                """);
    }

    /** The same from MariaDB's statistics of indexes, which count while {@code userstat} is on. */
    static Table unusedIndexesByStatistics(int most) {
        return unusedIndexes(most, """
                SELECT s.TABLE_SCHEMA, s.TABLE_NAME, s.INDEX_NAME, 1
                FROM information_schema.STATISTICS s
                LEFT JOIN information_schema.INDEX_STATISTICS u ON u.TABLE_SCHEMA = s.TABLE_SCHEMA AND u.TABLE_NAME = s.TABLE_NAME
                    AND u.INDEX_NAME = s.INDEX_NAME
                WHERE u.INDEX_NAME IS NULL AND s.SEQ_IN_INDEX = 1 AND s.NON_UNIQUE = 1 AND s.TABLE_SCHEMA NOT IN %s
                ORDER BY 1, 2, 3 LIMIT %d
                """);
    }

    private static Table unusedIndexes(int most, String sql) {
        return new Table(
                "unused_indexes",
                sql.formatted(OWN_SCHEMAS, most),
                List.of("schema", "table", "index"),
                List.of(Column.of(MysqlServerMetrics.INDEX_UNUSED)),
                most,
                -1);
    }

    private static Table tables(int most) {
        return new Table(
                "info_schema.tables",
                """
                SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH, INDEX_LENGTH, DATA_FREE
                FROM information_schema.TABLES
                WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN %s
                ORDER BY DATA_LENGTH + INDEX_LENGTH DESC, 1, 2 LIMIT %d
                """.formatted(OWN_SCHEMAS, most),
                List.of("schema", "table"),
                List.of(
                        Column.of(MysqlTableMetrics.TABLE_ROWS),
                        Column.of(MysqlTableMetrics.TABLE_SIZE).labelled("component", "data_length"),
                        Column.of(MysqlTableMetrics.TABLE_SIZE).labelled("component", "index_length"),
                        Column.of(MysqlTableMetrics.TABLE_SIZE).labelled("component", "data_free")),
                most,
                -1);
    }

    private static Table tableVersions(int most) {
        return new Table(
                "info_schema.table_versions",
                """
                SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, IFNULL(ENGINE, 'NONE'), IFNULL(ROW_FORMAT, 'NONE'),
                       IFNULL(CREATE_OPTIONS, 'NONE'), IFNULL(VERSION, 0)
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA NOT IN %s
                ORDER BY DATA_LENGTH + INDEX_LENGTH DESC, 1, 2 LIMIT %d
                """.formatted(OWN_SCHEMAS, most),
                List.of("schema", "table", "type", "engine", "row_format", "create_options"),
                List.of(Column.of(MysqlTableMetrics.TABLE_VERSION)),
                most,
                -1);
    }

    /** All tables, also those beyond the largest. */
    private static Table schemaSizes() {
        return new Table(
                "schema_sizes",
                """
                SELECT TABLE_SCHEMA, SUM(DATA_LENGTH + INDEX_LENGTH), COUNT(*)
                FROM information_schema.TABLES
                WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN %s
                GROUP BY TABLE_SCHEMA ORDER BY 2 DESC, 1 LIMIT %d
                """.formatted(OWN_SCHEMAS, OBJECTS),
                List.of("schema"),
                List.of(Column.of(MysqlServerMetrics.SCHEMA_SIZE), Column.of(MysqlServerMetrics.SCHEMA_TABLES)),
                OBJECTS,
                -1);
    }

    private static Table withoutPrimaryKey() {
        return new Table(
                "tables_without_primary_key",
                """
                SELECT t.TABLE_SCHEMA, COUNT(*)
                FROM information_schema.TABLES t
                LEFT JOIN information_schema.STATISTICS s ON s.TABLE_SCHEMA = t.TABLE_SCHEMA
                    AND s.TABLE_NAME = t.TABLE_NAME AND s.INDEX_NAME = 'PRIMARY' AND s.SEQ_IN_INDEX = 1
                WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.ENGINE = 'InnoDB' AND s.INDEX_NAME IS NULL
                    AND t.TABLE_SCHEMA NOT IN %s
                GROUP BY t.TABLE_SCHEMA ORDER BY 2 DESC, 1 LIMIT %d
                """.formatted(OWN_SCHEMAS, OBJECTS),
                List.of("schema"),
                List.of(Column.of(MysqlServerMetrics.TABLES_WITHOUT_PRIMARY_KEY)),
                OBJECTS,
                -1);
    }

    /** How far AUTO_INCREMENT columns are from their end: the fullest ones. */
    private static Table autoIncrement() {
        String max = """
                CASE c.DATA_TYPE WHEN 'tinyint' THEN 255 WHEN 'smallint' THEN 65535 WHEN 'mediumint' THEN 16777215
                    WHEN 'int' THEN 4294967295 ELSE 18446744073709551615 END
                    >> IF(LOCATE('unsigned', c.COLUMN_TYPE) > 0, 0, 1)
                """;
        return new Table(
                "auto_increment.columns",
                """
                SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, t.AUTO_INCREMENT AS next_value, %s AS most
                FROM information_schema.COLUMNS c
                JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
                WHERE c.EXTRA LIKE '%%auto_increment%%' AND t.AUTO_INCREMENT IS NOT NULL AND c.TABLE_SCHEMA NOT IN %s
                ORDER BY next_value / most DESC, 1, 2 LIMIT %d
                """.formatted(max, OWN_SCHEMAS, ROWS),
                List.of("schema", "table", "column"),
                List.of(Column.of(MysqlTableMetrics.AUTO_INCREMENT), Column.of(MysqlTableMetrics.AUTO_INCREMENT_MAX)),
                ROWS,
                -1);
    }

    private static Table compression() {
        return new Table(
                "info_schema.innodb_cmp",
                "SELECT page_size, compress_ops, compress_ops_ok, compress_time, uncompress_ops, uncompress_time"
                        + " FROM information_schema.INNODB_CMP",
                List.of("page_size"),
                List.of(
                        Column.of(MysqlTableMetrics.CMP_OPS),
                        Column.of(MysqlTableMetrics.CMP_OPS_OK),
                        Column.of(MysqlTableMetrics.CMP_SECONDS),
                        Column.of(MysqlTableMetrics.UNCMP_OPS),
                        Column.of(MysqlTableMetrics.UNCMP_SECONDS)),
                ROWS,
                -1);
    }

    private static Table compressionMemory() {
        return new Table(
                "info_schema.innodb_cmpmem",
                "SELECT page_size, buffer_pool_instance, pages_used, pages_free, relocation_ops, relocation_time"
                        + " FROM information_schema.INNODB_CMPMEM",
                List.of("page_size", "buffer_pool"),
                List.of(
                        Column.of(MysqlTableMetrics.CMPMEM_USED),
                        Column.of(MysqlTableMetrics.CMPMEM_FREE),
                        Column.of(MysqlTableMetrics.CMPMEM_RELOCATIONS),
                        Column.of(MysqlTableMetrics.CMPMEM_RELOCATION_SECONDS, 1e-6)),
                ROWS,
                -1);
    }

    private static Table statistics(
            String collector, String table, String key, String label, Function<String, MetricSpec> spec) {
        List<Column> columns = new ArrayList<>();
        STATISTICS.forEach(name -> columns.add(Column.of(spec.apply(name))));
        return new Table(
                collector,
                "SELECT " + key + ", " + String.join(", ", STATISTICS) + " FROM information_schema." + table
                        + " ORDER BY BUSY_TIME DESC LIMIT " + OBJECTS,
                List.of(label),
                columns,
                OBJECTS,
                -1);
    }

    private static Table tableStatistics(int most) {
        return new Table(
                "info_schema.tablestats",
                "SELECT TABLE_SCHEMA, TABLE_NAME, ROWS_READ, ROWS_CHANGED, ROWS_CHANGED_X_INDEXES"
                        + " FROM information_schema.TABLE_STATISTICS",
                List.of("schema", "table"),
                List.of(
                        Column.of(MysqlTableMetrics.TABLE_ROWS_READ),
                        Column.of(MysqlTableMetrics.TABLE_ROWS_CHANGED),
                        Column.of(MysqlTableMetrics.TABLE_ROWS_CHANGED_X_INDEXES)),
                most,
                0);
    }

    /** mysqld_exporter lacks the ending at one counter of users, and the name is the contract. */
    private static MetricSpec userSpec(String column) {
        String name = column.equals("MAX_STATEMENT_TIME_EXCEEDED") ? "max_statement_time_exceeded" : name(column);
        return MysqlTableMetrics.user(name, type(column), help(column, "user"));
    }

    private static MetricSpec clientSpec(String column) {
        return MysqlTableMetrics.client(name(column), type(column), help(column, "client"));
    }

    private static String help(String column, String of) {
        return "Column " + column + " of MariaDB's statistics of each " + of + ".";
    }

    private static MetricType type(String column) {
        return switch (column) {
            case "CONCURRENT_CONNECTIONS", "TOTAL_CONNECTIONS" -> MetricType.GAUGE;
            default -> MetricType.COUNTER;
        };
    }

    /** With the endings that mysqld_exporter gives and does not give. */
    private static String name(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return switch (column) {
            case "TOTAL_CONNECTIONS", "CONCURRENT_CONNECTIONS" -> lower;
            case "CONNECTED_TIME", "CPU_TIME" -> lower + "_seconds_total";
            case "BUSY_TIME" -> "busy_seconds_total";
            default -> lower + "_total";
        };
    }
}
