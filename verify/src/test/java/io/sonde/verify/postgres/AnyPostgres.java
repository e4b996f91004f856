package io.sonde.verify.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.postgres.Exposition.Series;
import io.sonde.verify.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What holds on every PostgreSQL, whichever version it is and however it was started. */
final class AnyPostgres {

    static final String DATABASE = "versions";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What settles: counters of a database and a table that nobody uses, sizes, limits. The peer cuts off parts of a second. */
    private static final Set<String> SETTLED = Set.of(
            "pg_stat_user_tables_seq_scan",
            "pg_stat_user_tables_n_tup_ins",
            "pg_stat_user_tables_n_live_tup",
            "pg_stat_user_tables_vacuum_count",
            "pg_stat_user_tables_table_size_bytes",
            "pg_stat_user_tables_index_size_bytes",
            "pg_stat_database_deadlocks",
            "pg_stat_database_conflicts",
            "pg_stat_database_tup_deleted",
            "pg_stat_archiver_archived_count",
            "pg_stat_archiver_failed_count",
            "pg_stat_bgwriter_stats_reset_total",
            "pg_stat_bgwriter_checkpoints_req_total",
            "pg_settings_max_connections",
            "pg_settings_shared_buffers_bytes",
            "pg_settings_autovacuum_vacuum_scale_factor",
            "pg_settings_autovacuum_naptime_seconds",
            "pg_postmaster_start_time_seconds",
            "pg_up");

    private AnyPostgres() {}

    static void sql(DatabaseServer server, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(database), server.username(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A target of a configuration: {@link #DATABASE} of that server. */
    static String target(String name, DatabaseServer server, String role) {
        return "  - {name: " + name + ", url: '" + server.url(DATABASE) + "', username: " + role + "}\n";
    }

    /** Makes {@link #DATABASE} and what the assertions below look for. */
    static void fill(DatabaseServer server) throws SQLException {
        sql(server, server.database(), "CREATE DATABASE " + DATABASE);
        sql(
                server,
                DATABASE,
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE t (id int PRIMARY KEY, x text)",
                "CREATE TABLE never_used (id int PRIMARY KEY)",
                "CREATE SEQUENCE nearly MAXVALUE 100",
                "SELECT setval('nearly', 90)",
                "INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 20000) i");
        awaitCounted(server);
        sql(server, DATABASE, "VACUUM ANALYZE t", "SELECT count(*) FROM t");
    }

    /** Rows that the server counts only after it vacuumed would be counted twice. */
    private static void awaitCounted(DatabaseServer server) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long rows = 0;
        while (rows != 20_000 && System.nanoTime() < deadline) {
            try (Connection connection = DriverManager.getConnection(server.url(DATABASE), server.username(), "");
                    Statement statement = connection.createStatement();
                    ResultSet counted =
                            statement.executeQuery("SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 't'")) {
                counted.next();
                rows = counted.getLong(1);
            }
        }
        assertThat(rows).as("rows that %s has counted", server.name()).isEqualTo(20_000);
    }

    /** Whether a page has also what is read in rounds. */
    static Predicate<Exposition> isWhole(String target) {
        return page -> page.has("pg_stat_user_tables_table_size_bytes", "target", target, "relname", "t")
                && page.has("sonde_postgres_sequence_used_ratio", "target", target);
    }

    static void assertEveryCollectorReads(Exposition page, String target, int major) {
        assertThat(page.all("pg_scrape_collector_success", "target", target)).isNotEmpty();
        assertThat(page.all("pg_scrape_collector_success", s -> target.equals(s.label("target")) && s.value() != 1))
                .isEmpty();
        Set<String> missing = new TreeSet<>();
        for (String name : Contract.names(major)) {
            if (!page.has(name, "target", target)) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
        String[] table = {"target", target, "relname", "t", "datname", DATABASE};
        assertThat(page.value("pg_stat_user_tables_n_live_tup", table)).isEqualTo(20_000);
        assertThat(page.value("sonde_postgres_sequence_used_ratio", "target", target, "sequencename", "nearly"))
                .isBetween(0.85, 0.95);
        assertThat(page.value("pg_stat_user_tables_table_size_bytes", table)).isBetween(4_000_000.0, 8_000_000.0);
        // 229 bytes a row in 20 000 rows fill their pages well.
        assertThat(page.value("sonde_postgres_table_bloat_bytes", table)).isLessThan(500_000);
    }

    /** Runs postgres_exporter on the server, and looks for each of its series on our page, and for its labels on {@code /probe}. */
    static void assertLikePostgresExporter(
            Exposition ours, ExporterProcess exporter, String target, DatabaseServer whole) throws Exception {
        Exposition theirs;
        DatabaseServer server = new DatabaseServer(
                whole.name(), whole.subprotocol(), whole.port(), DATABASE, whole.username(), whole.options());
        try (PostgresExporterPeer peer = PostgresExporterPeer.start(server)) {
            theirs = Exposition.parse(peer.scrape());
        }
        Set<String> faults = new TreeSet<>();
        int compared = 0;
        for (List<Series> all : theirs.series().values()) {
            for (Series their : all) {
                if (Contract.isOfPeer(their.metric())) {
                    Map<String, String> labels = new TreeMap<>(their.labels());
                    labels.remove("server");
                    if ("0".equals(labels.get("datid"))) {
                        continue;
                    }
                    labels.put("target", target);
                    if (labels.remove("pid") != null) {
                        labels.remove("state");
                    }
                    List<Series> found = ours.all(their.metric(), series -> series.has(labels));
                    if (found.isEmpty() && !their.metric().startsWith("pg_stat_activity")) {
                        faults.add(their.metric() + labels + " is missing");
                    } else if (SETTLED.contains(their.metric())) {
                        compared++;
                        if (found.stream().noneMatch(our -> Math.abs(our.value() - their.value()) < 1)) {
                            faults.add(their.metric() + labels + " is " + found + ", not " + their.value());
                        }
                    }
                }
            }
        }
        faults.addAll(otherLabels(Exposition.parse(exporter.get("/probe?target=" + target)), theirs));
        assertThat(faults).isEmpty();
        assertThat(compared).isGreaterThan(20);
    }

    /**
     * On {@code /probe} a metric that the peer has too has the peer's labels, none more and none less; of sessions this machine's
     * peer may be older than the one whose labels they have.
     */
    private static Set<String> otherLabels(Exposition probe, Exposition theirs) {
        Set<String> faults = new TreeSet<>();
        theirs.series().forEach((metric, series) -> {
            Set<String> expected = labelNames(series);
            expected.remove("server");
            if (!Contract.isOfPeer(metric)) {
                return;
            }
            List<Series> ours = probe.series().getOrDefault(metric, List.of());
            if (ours.isEmpty()) {
                faults.add(metric + " is not on /probe");
            } else if (metric.startsWith("pg_stat_activity") && labelNames(ours).containsAll(expected)) {
                return;
            } else if (!labelNames(ours).equals(expected)) {
                faults.add(metric + " has " + labelNames(ours) + " on /probe, not " + expected);
            }
        });
        return faults;
    }

    /** Of those that have a value somewhere; an empty label is none. */
    private static Set<String> labelNames(List<Series> all) {
        Set<String> names = new TreeSet<>();
        all.forEach(series -> series.labels().forEach((name, value) -> {
            if (!value.isEmpty()) {
                names.add(name);
            }
        }));
        return names;
    }
}
