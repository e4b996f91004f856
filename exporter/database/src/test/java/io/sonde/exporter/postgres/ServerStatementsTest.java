package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements of two databases of a real server, read by the sessions of both. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class ServerStatementsTest {

    private static final Server SERVER = new Server("postgresql", 160_000, "", "16.0.0", false, 1, true);

    private EmbeddedPostgres postgres;
    private Connection first;
    private Connection second;

    @BeforeEach
    void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        first = postgres.getPostgresDatabase().getConnection();
        run(
                first,
                "CREATE EXTENSION pg_stat_statements",
                "CREATE DATABASE second",
                "SELECT pg_stat_statements_reset()");
        second = postgres.getDatabase("postgres", "second").getConnection();
        run(second, "CREATE EXTENSION pg_stat_statements", "SELECT 1 AS of_second");
        run(first, "SELECT 1 AS of_first");
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        first.close();
        second.close();
        postgres.close();
    }

    @Test
    void whoComesFirstReadsTheTextsOfAll() throws Exception {
        ServerStatements statements = new ServerStatements(new QueryTexts(1_000), Duration.ofHours(1));
        statements.of(ofFirst(), Extension.read(first));
        StatementRows rows = statements.of(ofSecond(), Extension.read(second));
        assertThat(rows.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.database()).isEqualTo("second");
            assertThat(statements.texts().queryId(row.key())).isNotNull();
        });
        assertThat(calls("octet_length(s.query)")).isEqualTo(1);
    }

    @Test
    void whoExplainsFirstReadsTheTextsThatTheOthersWillExplain() throws Exception {
        ServerStatements statements = new ServerStatements(new QueryTexts(1_000), Duration.ofHours(1));
        List<Long> ofFirst = statements.of(ofFirst(), Extension.read(first)).slowest(40);
        List<Long> ofSecond = statements.of(ofSecond(), Extension.read(second)).slowest(40);
        assertThat(statements.slowTexts(ofFirst(), Extension.read(first), ofFirst, 40))
                .containsValue("SELECT $1 AS of_first");
        Map<Long, String> texts = statements.slowTexts(ofSecond(), Extension.read(second), ofSecond, 40);
        assertThat(texts).containsValue("SELECT $1 AS of_second").doesNotContainValue("SELECT $1 AS of_first");
        assertThat(calls("min(s.query)")).isEqualTo(1);

        // A moment later nobody reads again; what is missing then is asked for in the next round.
        assertThat(statements.slowTexts(ofFirst(), Extension.read(first), List.of(17L), 40))
                .containsEntry(17L, "");
        assertThat(calls("min(s.query)")).isEqualTo(1);
    }

    @Test
    void whatHasNotChangedIsTheSameObject() throws Exception {
        ServerStatements statements = new ServerStatements(new QueryTexts(1_000), Duration.ofHours(1));
        Coverage all = Coverage.ALL;
        StatementRows.Row before = row(statements.of(session(first, "postgres", all), Extension.read(first)));
        assertThat(row(statements.of(session(first, "postgres", all), Extension.read(first))))
                .isSameAs(before);
        run(second, "SELECT 2 AS of_second");
        StatementRows.Row after = row(statements.of(session(first, "postgres", all), Extension.read(first)));
        assertThat(after).isNotSameAs(before);
        assertThat(after.key()).isSameAs(before.key());
        assertThat(after.counters()[0]).isEqualTo(before.counters()[0] + 1);
    }

    @Test
    void whoseStatementsTheyAreIsToldAsItIsCalledNow() throws Exception {
        run(first, "CREATE ROLE app", "SET ROLE app", "SELECT 1 AS of_app", "RESET ROLE");
        ServerStatements statements = new ServerStatements(new QueryTexts(1_000), Duration.ofHours(1));
        Session session = session(first, "postgres", Coverage.ALL);
        assertThat(users(statements.of(session, Extension.read(first)))).contains("app", "postgres");
        run(first, "ALTER ROLE app RENAME TO shop");
        assertThat(users(statements.of(session, Extension.read(first))))
                .contains("shop", "postgres")
                .doesNotContain("app");
        run(first, "DROP ROLE shop");
        assertThat(users(statements.of(session, Extension.read(first))))
                .contains("", "postgres")
                .doesNotContain("shop");
    }

    private static Set<String> users(StatementRows rows) {
        return rows.rows().stream().map(StatementRows.Row::user).collect(Collectors.toSet());
    }

    @Test
    void aReadingServesSiblingsTheLongerTheMoreItTook() {
        assertThat(ServerStatements.momentNanos(1_000_000)).isEqualTo(1_000_000_000);
        assertThat(ServerStatements.momentNanos(50_000_000)).isEqualTo(1_500_000_000);
        assertThat(ServerStatements.momentNanos(10_000_000_000L)).isEqualTo(3_000_000_000L);
    }

    @Test
    void whoComesWhileASlowServerIsReadTakesWhatWasReadBefore() throws Exception {
        ServerStatements statements = new ServerStatements(new QueryTexts(1_000), Duration.ofHours(1));
        Extension extension = Extension.read(first);
        int before = statements.of(ofSecond(), Extension.read(second)).rows().size();
        try (Connection owner = postgres.getPostgresDatabase().getConnection()) {
            owner.setAutoCommit(false);
            run(owner, "LOCK TABLE pg_catalog.pg_authid IN ACCESS EXCLUSIVE MODE");
            Session alone = session(first, "postgres", Coverage.ALL);
            Thread reader = new Thread(() -> ignoring(() -> statements.of(alone, extension)), "reader");
            reader.start();
            while (reader.getState() != Thread.State.RUNNABLE || !statements.isBeingRead()) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            assertThat(statements.of(ofSecond(), extension).rows()).hasSize(before);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(reader.isAlive()).isTrue();
            owner.rollback();
            reader.join();
        }
    }

    private interface Reading {
        void run() throws Exception;
    }

    private static void ignoring(Reading reading) {
        try {
            reading.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The row of a statement that nobody executes meanwhile. */
    private StatementRows.Row row(StatementRows rows) throws SQLException {
        long id;
        try (Statement statement = first.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT queryid FROM pg_stat_statements WHERE query = 'SELECT $1 AS of_second'")) {
            assertThat(row.next()).isTrue();
            id = row.getLong(1);
        }
        return rows.rows().stream()
                .filter(row -> row.key().serverQueryId() == id && row.database().equals("second"))
                .findFirst()
                .orElseThrow();
    }

    private Session ofFirst() {
        return session(first, "postgres", new Coverage("postgres", true, Set.of("second")));
    }

    private Session ofSecond() {
        return session(second, "second", new Coverage("second", false, Set.of()));
    }

    private static Session session(Connection connection, String database, Coverage coverage) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        return new Session(connection, SERVER, database, Purpose.SCRAPE, coverage, deadline);
    }

    private int calls(String part) throws SQLException {
        try (Statement statement = first.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query LIKE '%" + part + "%'")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
