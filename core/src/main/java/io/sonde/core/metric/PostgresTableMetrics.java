package io.sonde.core.metric;

import java.util.List;
import java.util.stream.Stream;

/** What the exporter reads within each database of a PostgreSQL server: tables, indexes, sequences, extensions. */
public final class PostgresTableMetrics {

    private static final String[] TABLE = {"datname", "schemaname", "relname"};
    private static final String[] INDEX = {"datname", "schemaname", "relname", "indexrelname"};

    private static final List<MetricSpec> TABLE_STATISTICS = ViewSpecs.of("pg_stat_user_tables_", TABLE)
            .counter("seq_scan", "Sequential scans of the table.")
            .counter("seq_tup_read", "Rows read by sequential scans.")
            .counter("idx_scan", "Index scans of the table.")
            .counter("idx_tup_fetch", "Rows fetched by index scans.")
            .counter("n_tup_ins", "Rows inserted.")
            .counter("n_tup_upd", "Rows updated.")
            .counter("n_tup_del", "Rows deleted.")
            .counter("n_tup_hot_upd", "Rows updated without touching an index.")
            .counter("n_tup_newpage_upd", "Rows updated whose new version went to another page.")
            .gauge("n_live_tup", "Live rows, estimated.")
            .gauge("n_dead_tup", "Dead rows, estimated.")
            .gauge("n_mod_since_analyze", "Rows changed since the table was analyzed.")
            .gauge("n_ins_since_vacuum", "Rows inserted since the table was vacuumed.")
            .gauge("last_vacuum", "When somebody vacuumed the table, in seconds since 1970; 0 when never.")
            .gauge("last_autovacuum", "When the server vacuumed the table, in seconds since 1970; 0 when never.")
            .gauge("last_analyze", "When somebody analyzed the table, in seconds since 1970; 0 when never.")
            .gauge("last_autoanalyze", "When the server analyzed the table, in seconds since 1970; 0 when never.")
            .counter("vacuum_count", "Times that somebody vacuumed the table.")
            .counter("autovacuum_count", "Times that the server vacuumed the table.")
            .counter("analyze_count", "Times that somebody analyzed the table.")
            .counter("autoanalyze_count", "Times that the server analyzed the table.")
            .gauge(
                    "index_size_bytes",
                    "Disk space of the table's indexes; may be five minutes old while nothing of the table is counted.")
            .gauge(
                    "table_size_bytes",
                    "Disk space of the table, with its TOAST table and without its indexes; may be five minutes old while nothing of the table is counted.")
            .gauge("last_seq_scan", "When the table was last scanned from end to end, in seconds since 1970.")
            .total("vacuum_time_seconds", "Time that vacuums of the table took, by anybody.")
            .total("analyze_time_seconds", "Time that analyzes of the table took, by anybody.")
            .list();

    private static final List<MetricSpec> TABLE_BLOCKS = ViewSpecs.of("pg_statio_user_tables_", TABLE)
            .counter("heap_blocks_read", "Blocks of the table read from disk.")
            .counter("heap_blocks_hit", "Blocks of the table found in shared buffers.")
            .counter("idx_blocks_read", "Blocks of the table's indexes read from disk.")
            .counter("idx_blocks_hit", "Blocks of the table's indexes found in shared buffers.")
            .counter("toast_blocks_read", "Blocks of the TOAST table read from disk.")
            .counter("toast_blocks_hit", "Blocks of the TOAST table found in shared buffers.")
            .counter("tidx_blocks_read", "Blocks of the TOAST table's index read from disk.")
            .counter("tidx_blocks_hit", "Blocks of the TOAST table's index found in shared buffers.")
            .list();

    private static final List<MetricSpec> OWN_TABLES = ViewSpecs.of("sonde_postgres_table_", TABLE)
            .gauge("bloat_bytes", "Disk space of a table that the role may read beyond what its rows need, estimated.")
            .gauge("xid_age", "Age of the oldest transaction id in the table, in transactions.")
            .gauge("mxid_age", "Age of the oldest multitransaction id in the table, in multitransactions.")
            .list();

    private static final List<MetricSpec> INDEX_STATISTICS = Stream.of(
                    ViewSpecs.of("pg_stat_user_indexes_", INDEX)
                            .counter("idx_scan", "Scans of the index.")
                            .counter("idx_tup_read", "Entries of the index returned by scans.")
                            .counter("idx_tup_fetch", "Rows of the table fetched by simple scans of the index.")
                            .gauge("last_idx_scan", "When the index was last used, in seconds since 1970.")
                            .list(),
                    ViewSpecs.of("pg_statio_user_indexes_", INDEX)
                            .total("idx_blks_read", "Blocks of the index read from disk.")
                            .total("idx_blks_hit", "Blocks of the index found in shared buffers.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_index_", INDEX)
                            .gauge("size_bytes", "Disk space of the index.")
                            .gauge(
                                    "bloat_bytes",
                                    "Disk space of a B-tree beyond what its entries need, estimated, where the role may read the table.")
                            .gauge("invalid", "1 for an index that is not used because building it failed or goes on.")
                            .gauge("unique", "1 for an index that enforces uniqueness, 0 otherwise.")
                            .list())
            .flatMap(List::stream)
            .toList();

    public static final MetricSpec TABLES = count("tables", "Tables of users in the database.");
    public static final MetricSpec TABLES_UNPUBLISHED =
            count("tables_unpublished", "Tables in relname=\"other\" because others are bigger.");
    public static final MetricSpec INDEXES = count("indexes", "Indexes of users' tables in the database.");
    public static final MetricSpec INDEXES_UNPUBLISHED =
            count("indexes_unpublished", "Indexes without series because others are bigger.");

    private static final List<MetricSpec> DATABASE = Stream.of(
                    ViewSpecs.of("sonde_postgres_sequence_", "datname", "schemaname", "sequencename")
                            .gauge("used_ratio", "Part of a sequence's values that is used up; of those most used.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_", "datname", "extension", "version", "available_version")
                            .info("extension", "An installed extension, and the version it could be updated to.")
                            .list())
            .flatMap(List::stream)
            .toList();

    private PostgresTableMetrics() {}

    private static MetricSpec count(String name, String help) {
        return ViewSpecs.of("sonde_postgres_", "datname")
                .gauge(name, help)
                .list()
                .get(0);
    }

    static List<MetricSpec> all() {
        return Stream.of(
                        TABLE_STATISTICS,
                        TABLE_BLOCKS,
                        OWN_TABLES,
                        INDEX_STATISTICS,
                        List.of(TABLES, TABLES_UNPUBLISHED, INDEXES, INDEXES_UNPUBLISHED),
                        DATABASE)
                .flatMap(List::stream)
                .toList();
    }
}
