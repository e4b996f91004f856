package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.ErrorCounter;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.agent.bootstrap.jdbc.RowRecorder;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A real driver whose statements and result sets inherit nearly all they do from classes that are none of JDBC's. */
final class SqliteTest {

    private static final WeavingLoader LOADER = new WeavingLoader("org.sqlite.", SqliteTest.class.getClassLoader());

    private final int unwovenBefore = UnwovenClasses.statements();
    private String database = "";

    @BeforeEach
    void aDatabaseOfItsOwn(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void nothingWasSuppressedAndNothingIsUnwoven() {
        for (Place place : Place.values()) {
            assertThat(Failures.count(place)).as(place.label()).isZero();
        }
        assertThat(UnwovenClasses.statements()).isEqualTo(unwovenBefore);
    }

    @Test
    void statementsCountOnceWithTheirRows() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table shop (a int)");
            assertThat(statement.executeLargeUpdate("insert into shop values (1), (2), (3)"))
                    .isEqualTo(3);
            for (int i = 0; i < 5; i++) {
                assertThat(read(statement.executeQuery("select a from shop where a > " + i % 2)))
                        .isEqualTo(3 - i % 2);
            }
            try (Statement another = connection.createStatement()) {
                assertThat(another.execute("select a from shop")).isTrue();
                assertThat(read(another.getResultSet())).isEqualTo(3);
            }
            assertThatThrownBy(() -> statement.executeQuery("select b from shop"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(counts())
                .containsExactly(
                        "create table shop(a int): 1",
                        "insert into shop values (?): 1",
                        "select a from shop where a > ?: 5",
                        "select a from shop: 1",
                        "select b from shop: 0 and 1 failed");
        assertThat(results()).containsExactly("SELECT shop: 6 of 16 rows");
    }

    @Test
    void preparedStatementsAndBatchesCountOnceWithTheirRows() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table shop (a int)");
            try (PreparedStatement insert = connection.prepareStatement("insert into shop values (?)")) {
                for (int i = 0; i < 4; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(4);
                insert.setInt(1, 4);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            statement.addBatch("delete from shop where a = 0");
            statement.addBatch("delete from shop where a = 1");
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            try (PreparedStatement select = connection.prepareStatement("select a from shop")) {
                assertThat(read(select.executeQuery())).isEqualTo(3);
            }
        }
        assertThat(counts())
                .containsExactly(
                        "create table shop(a int): 1",
                        "delete from shop where a = ?: 0 and a batch of 2",
                        "insert into shop values (?): 1 and a batch of 4",
                        "select a from shop: 1");
        assertThat(results()).containsExactly("SELECT shop: 1 of 3 rows");
    }

    private Connection connect() throws Exception {
        Driver driver =
                (Driver) LOADER.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
        return Objects.requireNonNull(
                driver.connect("jdbc:sqlite:file:" + database + "?mode=memory&cache=private", new Properties()));
    }

    private static int read(ResultSet rows) throws SQLException {
        int read = 0;
        try (rows) {
            while (rows.next()) {
                read++;
            }
        }
        return read;
    }

    private Set<String> counts() {
        Set<String> mine = new TreeSet<>();
        Queries.shared().forEachQuery(series -> {
            if (series.server().namespace().contains(database)) {
                mine.add(line(series));
            }
        });
        return mine;
    }

    private static String line(QuerySeries series) {
        String text = series.query() == null ? "other" : series.query().text();
        long failed = series.errors().stream().mapToLong(ErrorCounter::count).sum();
        boolean batches = series.batches() != null && series.batches().count() == 1;
        return text + ": " + series.executions().count() + (failed == 0 ? "" : " and " + failed + " failed")
                + (batches ? " and a batch of " + series.batchElements() : "");
    }

    private List<String> results() {
        Set<String> mine = new TreeSet<>();
        Queries.shared().forEachResult(results -> {
            if (results.server().namespace().contains(database)) {
                RowRecorder.Snapshot rows = results.rows();
                long sets = Arrays.stream(rows.counts()).sum();
                assertThat(results.fetch().count()).isEqualTo(sets);
                if (sets > 0) {
                    mine.add(results.operation() + " " + results.collection() + ": " + sets + " of " + rows.sum()
                            + " rows");
                }
            }
        });
        return List.copyOf(mine);
    }
}
