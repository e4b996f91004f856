package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.RowRecorder;
import io.sonde.agent.bootstrap.jdbc.WovenResultSet;
import io.sonde.agent.engine.weave.stub.StubDriver;
import java.lang.management.ManagementFactory;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows that an application reads of a woven driver. */
final class ResultWeavingTest {

    private static final String STUB = StubDriver.class.getPackageName() + ".";
    private static final String FIVE_ORDERS = "select id from orders limit 5";

    private final WeavingLoader loader = new WeavingLoader(STUB, ResultWeavingTest.class.getClassLoader());
    private final long suppressedBefore = suppressed();
    private String database = "";

    /** What ends a result set beside its last row. */
    enum End {
        CLOSE,
        STATEMENT_CLOSED,
        EXECUTED_AGAIN,
        MORE_RESULTS,
        MORE_RESULTS_ALL,
        CONNECTION_CLOSED;

        void end(Connection connection, PreparedStatement statement, ResultSet rows) throws SQLException {
            switch (this) {
                case CLOSE -> rows.close();
                case STATEMENT_CLOSED -> statement.close();
                case EXECUTED_AGAIN -> statement.execute();
                case MORE_RESULTS -> statement.getMoreResults();
                case MORE_RESULTS_ALL -> statement.getMoreResults(Statement.CLOSE_ALL_RESULTS);
                case CONNECTION_CLOSED -> connection.close();
            }
        }
    }

    @BeforeEach
    void aDatabaseOfItsOwn(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName() + test.getDisplayName();
    }

    @AfterEach
    void nothingWasSuppressed() {
        assertThat(suppressed()).isEqualTo(suppressedBefore);
    }

    private static long suppressed() {
        return Arrays.stream(Place.values()).mapToLong(Failures::count).sum();
    }

    @Test
    void rowsCountToTheLastOneAndOnce() throws Exception {
        Connection connection = connect("StubDriver");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FIVE_ORDERS)) {
            assertThat(read(rows, 9)).isEqualTo(5);
            assertThat(rows.next()).isFalse();
        }
        assertThat(results()).containsExactly("SELECT orders: 1 of 5 rows");
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void whatIsNotReadToItsEndCountsWhenItEnds(End end) throws Exception {
        Connection connection = connect("StubDriver");
        PreparedStatement statement = connection.prepareStatement(FIVE_ORDERS);
        ResultSet rows = statement.executeQuery();
        assertThat(read(rows, 2)).isEqualTo(2);
        assertThat(results()).isEmpty();
        end.end(connection, statement, rows);
        assertThat(results()).containsExactly("SELECT orders: 1 of 2 rows");
        rows.close();
        statement.close();
        connection.close();
        assertThat(results()).containsExactly("SELECT orders: 1 of 2 rows");
    }

    @Test
    void keptResultsGoOn() throws Exception {
        PreparedStatement statement = connect("StubDriver").prepareStatement(FIVE_ORDERS);
        ResultSet rows = statement.executeQuery();
        rows.next();
        statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        assertThat(read(rows, 9)).isEqualTo(4);
        assertThat(results()).containsExactly("SELECT orders: 1 of 5 rows");
    }

    @Test
    void throughAWrapperRowsCountOnceAndWithTheDriversServer() throws Exception {
        Connection connection = connect("WrapperDriver");
        PreparedStatement statement = connection.prepareStatement(FIVE_ORDERS);
        for (int i = 0; i < 3; i++) {
            ResultSet rows = statement.executeQuery();
            assertThat(read(rows, 9)).isEqualTo(5);
            rows.close();
            assertThat(((WovenResultSet) rows).sonde$rows()).isZero();
        }
        assertThat(results()).containsExactly("SELECT orders: 3 of 15 rows");
    }

    @Test
    void aSideDoorsRowsCountFromItsFirstExecution() throws Exception {
        Connection driver = (Connection) loader.loadClass(STUB + "StubConnection")
                .getConstructors()[0]
                .newInstance("jdbc:postgresql://db/" + database);
        try (Statement statement = driver.createStatement();
                ResultSet rows = statement.executeQuery(FIVE_ORDERS)) {
            read(rows, 9);
        }
        assertThat(results()).containsExactly("SELECT orders: 1 of 5 rows");
    }

    @Test
    void aResultSetAskedForByItsGetterCountsOnce() throws Exception {
        PreparedStatement statement = connect("StubDriver").prepareStatement(FIVE_ORDERS);
        statement.execute();
        assertThat(read(statement.getResultSet(), 3)).isEqualTo(3);
        assertThat(read(statement.getResultSet(), 9)).isEqualTo(2);
        assertThat(read(statement.getResultSet(), 9)).isZero();
        assertThat(results()).containsExactly("SELECT orders: 1 of 5 rows");
    }

    @Test
    void whatADriverReadsWithinAnExecutionIsNoRowOfAQuery() throws Exception {
        try (Statement statement = connect("StubDriver").createStatement()) {
            assertThat(statement.execute("call last_order limit 1")).isFalse();
        }
        assertThat(results()).isEmpty();
    }

    @Test
    void keysAndMetadataAreNoRowsOfAQuery() throws Exception {
        Connection connection = connect("StubDriver");
        Statement statement = connection.createStatement();
        statement.executeUpdate("insert into orders values (1)");
        assertThat(read(statement.getGeneratedKeys(), 9)).isEqualTo(1);
        assertThat(read(connection.getMetaData().getTables(null, null, null, null), 9))
                .isEqualTo(3);
        assertThat(results()).isEmpty();
    }

    @Test
    void eachMoveToARowCountsOnceHoweverTheDriverMoves() throws Exception {
        ResultSet rows = connect("StubDriver").createStatement().executeQuery(FIVE_ORDERS);
        assertThat(rows.absolute(3)).isTrue();
        assertThat(rows.relative(-2)).isTrue();
        assertThat(rows.first()).isTrue();
        assertThat(rows.absolute(9)).isFalse();
        assertThat(results()).isEmpty();
        rows.close();
        assertThat(results()).containsExactly("SELECT orders: 1 of 3 rows");
    }

    @Test
    void whatWasNeverAskedForARowIsNotRecorded() throws Exception {
        Connection connection = connect("StubDriver");
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(FIVE_ORDERS).close();
            statement.executeQuery(FIVE_ORDERS);
        }
        assertThat(results()).isEmpty();
    }

    @Test
    void resultsAreToldApartByOperationAndMainTable() throws Exception {
        Statement statement = connect("StubDriver").createStatement();
        for (String sql : List.of(
                "select a from orders where b = 1 limit 4",
                "select c from orders o join items i on i.id = o.id limit 2",
                "select c from items limit 1",
                "insert into orders values (1) returning id -- limit 1")) {
            read(statement.executeQuery(sql), 9);
        }
        assertThat(results())
                .containsExactly(
                        "INSERT orders: 1 of 1 rows", "SELECT items: 1 of 1 rows", "SELECT orders: 2 of 6 rows");
    }

    @Test
    void readingRowsAllocatesNothing() throws Exception {
        PreparedStatement statement = connect("StubDriver").prepareStatement(FIVE_ORDERS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                ResultSet rows = statement.executeQuery();
                read(rows, 9);
                rows.close();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static int read(ResultSet rows, int atMost) throws SQLException {
        int read = 0;
        while (read < atMost && rows.next()) {
            read++;
        }
        return read;
    }

    private Connection connect(String driver) throws Exception {
        String wrapped = driver.equals("WrapperDriver") ? "wrapped:" : "";
        Driver made =
                (Driver) loader.loadClass(STUB + driver).getConstructors()[0].newInstance();
        return Objects.requireNonNull(
                made.connect("jdbc:" + wrapped + "postgresql://db/" + database, new Properties()));
    }

    /** What was recorded for this test's database. */
    private Set<String> results() {
        Set<String> mine = new TreeSet<>();
        Queries.shared().forEachResult(results -> {
            if (results.server().namespace().equals(database)) {
                RowRecorder.Snapshot rows = results.rows();
                long sets = Arrays.stream(rows.counts()).sum();
                assertThat(results.fetch().count()).isEqualTo(sets);
                if (sets > 0) {
                    mine.add(results.operation() + " " + results.collection() + ": " + sets + " of " + rows.sum()
                            + " rows");
                }
            }
        });
        return mine;
    }
}
