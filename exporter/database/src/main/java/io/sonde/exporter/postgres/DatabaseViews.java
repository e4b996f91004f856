package io.sonde.exporter.postgres;

import io.sonde.exporter.config.Limits;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Scope;
import io.sonde.exporter.scrape.TargetLabels;
import java.time.Duration;
import java.util.List;

/** The collectors that read within one database. None of them opens a table that somebody may have locked, but for a moment. */
final class DatabaseViews {

    /** Of a table, what its TOAST table says counts too: vacuum has to reach both. */
    private static final String AGES = """
            SELECT current_database() AS datname, n.nspname AS schemaname, c.relname,
                   greatest(age(c.relfrozenxid), age(t.relfrozenxid)) AS sonde_postgres_table_xid_age,
                   greatest(mxid_age(c.relminmxid), mxid_age(t.relminmxid)) AS sonde_postgres_table_mxid_age
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
            WHERE c.relkind IN ('r', 'm', 't') AND c.relfrozenxid <> 0 AND n.nspname NOT LIKE 'pg_toast%'
            ORDER BY greatest(age(c.relfrozenxid), age(t.relfrozenxid)) DESC, c.oid
            LIMIT 20
            """;

    private static final String SEQUENCES = TablesCollector.LOCKED + """
            SELECT current_database() AS datname, schemaname, sequencename, used AS sonde_postgres_sequence_used_ratio
            FROM (
              SELECT n.nspname AS schemaname, c.relname AS sequencename,
                     CASE WHEN s.seqincrement > 0
                          THEN (l.value::numeric - s.seqmin) / (s.seqmax::numeric - s.seqmin)
                          ELSE (s.seqmax::numeric - l.value) / (s.seqmax::numeric - s.seqmin) END::float8 AS used
              FROM pg_catalog.pg_sequence s
              JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN LATERAL (
                SELECT CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') AND NOT pg_is_other_temp_schema(n.oid)
                            THEN pg_sequence_last_value(c.oid::regclass) END AS value) AS l
              WHERE NOT s.seqcycle AND s.seqmax > s.seqmin
                AND c.oid NOT IN (SELECT relation FROM locked WHERE relation IS NOT NULL)
              LIMIT 5000
            ) AS sequences
            WHERE used IS NOT NULL
            ORDER BY used DESC, schemaname, sequencename
            LIMIT 20
            """;

    private static final String EXTENSIONS = """
            SELECT current_database() AS datname, e.extname AS extension, e.extversion AS version,
                   a.default_version AS available_version, 1 AS sonde_postgres_extension_info
            FROM pg_catalog.pg_extension e
            LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname
            LIMIT 200
            """;

    /*
     * How much bigger a table is than its rows, as the planner knows them, would need in pages filled as its fillfactor says. A row has a
     * header of 24 bytes, with a bitmap of null columns more, and a line pointer of 4; pg_stats shows only what the role may read.
     * Tables of less than a hundred pages are not worth an estimate.
     */
    private static final String TABLE_BLOAT = """
            SELECT current_database() AS datname, n.nspname AS schemaname, c.relname,
                   greatest(0, c.relpages - ceil(c.reltuples * (4 + 24 + w.width + (w.nullable > 0)::int * 8)
                       / ((%1$s - 24) * coalesce(f.factor, 100) / 100.0))) * %1$s AS sonde_postgres_table_bloat_bytes
            FROM (SELECT * FROM pg_catalog.pg_class
                  WHERE relkind IN ('r', 'm') AND relpages >= 100 AND reltuples >= 0
                  ORDER BY relpages DESC LIMIT 100) AS c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN LATERAL (
              SELECT sum((1 - s.null_frac) * s.avg_width) AS width, count(*) FILTER (WHERE s.null_frac > 0) AS nullable,
                     count(*) AS columns
              FROM pg_catalog.pg_stats s
              WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited) AS w ON w.columns > 0
            LEFT JOIN LATERAL (
              SELECT option_value::int AS factor FROM pg_options_to_table(c.reloptions)
              WHERE option_name = 'fillfactor') AS f ON true
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
            """.formatted("current_setting('block_size')::int");

    /** A B-tree's entry has a header of 8 bytes and a line pointer of 4; equal keys share entries, so this errs on the small side. */
    private static final String INDEX_BLOAT = """
            SELECT current_database() AS datname, n.nspname AS schemaname, t.relname, c.relname AS indexrelname,
                   greatest(0, c.relpages - 1 - ceil(c.reltuples * (4 + 8 + ceil(w.width / 8.0) * 8)
                       / ((%1$s - 40) * coalesce(f.factor, 90) / 100.0))) * %1$s AS sonde_postgres_index_bloat_bytes
            FROM (SELECT c.*, i.indrelid, i.indkey
                  FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                  JOIN pg_catalog.pg_am a ON a.oid = c.relam AND a.amname = 'btree'
                  WHERE c.relpages >= 100 AND c.reltuples >= 0 AND i.indexprs IS NULL AND c.relkind = 'i'
                  ORDER BY c.relpages DESC LIMIT 100) AS c
            JOIN pg_catalog.pg_class t ON t.oid = c.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            JOIN LATERAL (
              SELECT sum((1 - s.null_frac) * s.avg_width) AS width, count(*) AS columns
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_stats s ON s.schemaname = n.nspname AND s.tablename = t.relname AND s.attname = a.attname
                                         AND NOT s.inherited
              WHERE a.attrelid = t.oid AND a.attnum = ANY (c.indkey::int2[])) AS w ON w.columns > 0
            LEFT JOIN LATERAL (
              SELECT option_value::int AS factor FROM pg_options_to_table(c.reloptions)
              WHERE option_name = 'fillfactor') AS f ON true
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
            """.formatted("current_setting('block_size')::int");

    /** For what only vacuum and analyze change. */
    private static final Schedule SELDOM = Schedule.every(Duration.ofMinutes(10));

    private DatabaseViews() {}

    static List<Collector> all(TargetLabels labels, Limits limits) {
        return List.of(
                new TablesCollector(labels, limits.tables()),
                new IndexesCollector(labels, limits.indexes()),
                minutely("table_age", labels, AGES),
                minutely("sequences", labels, SEQUENCES),
                minutely("extensions", labels, EXTENSIONS),
                new ViewCollector("bloat", 0, SELDOM, Scope.DATABASE, labels, TABLE_BLOAT, INDEX_BLOAT));
    }

    private static Collector minutely(String name, TargetLabels labels, String sql) {
        return new ViewCollector(name, 0, Schedule.EVERY_MINUTE, Scope.DATABASE, labels, sql);
    }
}
