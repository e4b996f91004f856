package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.exporter.scrape.Coverage;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sizes of tables of a real server, which grow while nothing is counted. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class TableSizesTest {

    private static final String ROWS = "INSERT INTO t SELECT repeat('x', 100) FROM generate_series(1, 1000)";
    private static final int ROUNDS = 5;

    private EmbeddedPostgres postgres;
    private Connection connection;
    private long id;

    @BeforeEach
    void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("autovacuum", "off")
                .start();
        connection = postgres.getPostgresDatabase().getConnection();
        run("CREATE TABLE t (x text)", "CREATE INDEX ON t (x)", ROWS);
        id = (long) number("SELECT 't'::regclass::oid::int8");
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }

    @Test
    void isReadAnewAsSoonAsSomethingIsCounted() throws Exception {
        TableSizes sizes = new TableSizes(10);
        assertThat(sizes.of(session(false), table(17))).containsEntry(id, now());
        run(ROWS);
        assertThat(sizes.of(session(false), table(18))).containsEntry(id, now());
    }

    @Test
    void isReadAnewInFiveRoundsWhenNothingIs() throws Exception {
        TableSizes sizes = new TableSizes(10);
        sizes.of(session(false), table(17));
        int seen = 0;
        for (int growth = 0; growth < 3; growth++) {
            run(ROWS);
            TableSizes.Size expected = now();
            int rounds = 1;
            while (!expected.equals(sizes.of(session(false), table(17)).get(id))) {
                rounds++;
                assertThat(rounds).isLessThanOrEqualTo(ROUNDS);
            }
            seen = rounds;
        }
        // The first time it may come earlier, so that not all tables are read in one round.
        assertThat(seen).isEqualTo(ROUNDS);
    }

    @Test
    void isReadAnewInEachRoundOfAReplica() throws Exception {
        TableSizes sizes = new TableSizes(10);
        for (int i = 0; i < ROUNDS; i++) {
            run(ROWS);
            assertThat(sizes.of(session(true), table(0))).containsEntry(id, now());
        }
    }

    @Test
    void hasNoneWhileItIsAskedForAndLockedOrWhenItIsGone() throws Exception {
        TableSizes sizes = new TableSizes(10);
        sizes.of(session(false), table(17));
        try (Connection owner = postgres.getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            assertThat(sizes.of(session(false), table(18))).isEmpty();
            owner.rollback();
        }
        assertThat(sizes.of(session(false), table(18))).containsEntry(id, now());
        run("DROP TABLE t");
        assertThat(sizes.of(session(false), table(19))).isEmpty();
    }

    @Test
    void remembersNoMoreThanItsLimit() throws Exception {
        TableSizes sizes = new TableSizes(1);
        run("CREATE TABLE u (x int)");
        Map<Long, TopView.Published> both = new LinkedHashMap<>(table(17).chosen());
        both.put((long) number("SELECT 'u'::regclass::oid::int8"), new TopView.Published(Labels.EMPTY, 17));
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(sizes.of(session(false), new TopView.Reading("postgres", both, 2)))
                    .hasSize(2);
        }
        assertThat(sizes.size()).isEqualTo(1);
    }

    private TopView.Reading table(int counted) {
        return new TopView.Reading("postgres", Map.of(id, new TopView.Published(Labels.EMPTY, counted)), 1);
    }

    private TableSizes.Size now() throws SQLException {
        return new TableSizes.Size(number("SELECT pg_table_size('t')"), number("SELECT pg_indexes_size('t')"));
    }

    private Session session(boolean replica) {
        Server server = new Server("postgresql", 160_000, "", "16.0.0", replica, 1, true);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        return new Session(connection, server, "postgres", Purpose.ROUND, Coverage.ALL, deadline);
    }

    private double number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getDouble(1);
        }
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
