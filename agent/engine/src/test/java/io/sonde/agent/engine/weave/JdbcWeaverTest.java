package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.jdbc.ErrorCounter;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.jdbc.QuerySeries;
import io.sonde.agent.bootstrap.jdbc.Server;
import io.sonde.agent.bootstrap.jdbc.WovenConnection;
import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import io.sonde.agent.engine.weave.stub.StubDriver;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class JdbcWeaverTest {

    private static final String STUB = StubDriver.class.getPackageName() + ".";

    private final WeavingLoader loader = new WeavingLoader(STUB, JdbcWeaverTest.class.getClassLoader());
    private String database = "";

    @BeforeEach
    void aDatabaseOfItsOwn(TestInfo test) {
        database = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void nothingWasSuppressed() {
        for (Place place : Place.values()) {
            assertThat(Failures.count(place)).as(place.label()).isZero();
        }
    }

    @Test
    void aDriversExecutionsCountOnceByTheTextThatTheApplicationGave() throws Exception {
        Connection connection = connect("StubDriver", "jdbc:postgresql://db:5433/" + database);
        PreparedStatement statement = connection.prepareStatement("select * from orders where id = ?");
        for (int i = 0; i < 3; i++) {
            statement.executeQuery();
        }
        assertThat(statement.execute()).isTrue();
        assertThat(counts()).containsExactly("select * from orders where id = ?: 4");
        assertThat(server().address()).isEqualTo("db");
        assertThat(server().port()).isEqualTo("5433");
    }

    @Test
    void internalExecutionsDoNotCount() throws Exception {
        Connection connection = connect("StubDriver", "jdbc:postgresql://db/" + database);
        Statement statement = connection.createStatement();
        statement.executeQuery("select 1 from a");
        assertThat(statement.executeUpdate("update a set b = 7 where c = 'x'")).isEqualTo(16);
        assertThat(counts()).containsExactlyInAnyOrder("select ? from a: 1", "update a set b = ? where c = ?: 1");
    }

    @Test
    void aWrappedExecutionCountsOnceWithTheDriversServer() throws Exception {
        Connection connection = connect("WrapperDriver", "jdbc:wrapped:postgresql://db/" + database);
        assertThat(((WovenConnection) connection).sonde$server()).isNull();
        PreparedStatement statement = connection.prepareStatement("select 2");
        assertThat(((WovenStatement) statement).sonde$state()).isSameAs(WovenStatement.COUNTED_INSIDE);
        statement.executeQuery();
        statement.executeQuery();
        assertThat(counts()).containsExactly("select ?: 2");
    }

    @Test
    void aDriverEnteredByASideDoorCountsAndItsConnectionIsMarkedFromThenOn() throws Exception {
        Connection driver = (Connection) make("StubConnection", "jdbc:postgresql://side/" + database);
        Connection pool = (Connection) make("PoolConnection", driver);
        for (int i = 0; i < 2; i++) {
            pool.prepareStatement("select 3").executeQuery();
            assertThat(((WovenConnection) driver).sonde$server()).isNotNull();
            assertThat(((WovenConnection) pool).sonde$server()).isNull();
        }
        assertThat(counts()).containsExactly("select ?: 2");
        assertThat(server().address()).isEqualTo("side");
    }

    @Test
    void aDriversConnectionsBehindOneThatTheJdkMadeCountWithTheirOwnServers() throws Exception {
        Connection connection = connect("BalancingDriver", "jdbc:balanced:postgresql://hosts/" + database);
        for (int i = 0; i < 4; i++) {
            connection.prepareStatement("select 3").executeQuery();
        }
        assertThat(counts()).containsExactly("select ?: 2", "select ?: 2");
        assertThat(series()).extracting(series -> series.server().address()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void failuresPassThroughAndCountBySqlState() throws Exception {
        Statement statement =
                connect("StubDriver", "jdbc:postgresql://db/" + database).createStatement();
        assertThatThrownBy(() -> statement.execute("fail now"))
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("failed");
        statement.execute("select 4");
        assertThat(counts()).containsExactlyInAnyOrder("select ?: 1", "fail now: 0");
        assertThat(series().stream().flatMap(series -> series.errors().stream()))
                .singleElement()
                .extracting(ErrorCounter::errorType, ErrorCounter::sqlStateClass, ErrorCounter::count)
                .containsExactly("java.sql.SQLException", "42", 1L);
        List<String> codes = new ArrayList<>();
        Queries.shared().forEachServer(server -> {
            if (server.server().namespace().equals(database)) {
                server.errors()
                        .codes()
                        .forEach(code -> codes.add(code.sqlState() + " " + code.vendorCode() + " " + code.count()));
            }
        });
        assertThat(codes).containsExactly("42601 7 1");
    }

    @Test
    void aTextGivenToAPreparedStatementChangesNothingOfWhatItExecutes() throws Exception {
        PreparedStatement statement = connect("StubDriver", "jdbc:postgresql://db/" + database)
                .prepareStatement("select * from orders where id = ?");
        statement.executeQuery();
        assertThatThrownBy(() -> statement.execute("fail now")).isExactlyInstanceOf(SQLException.class);
        statement.executeQuery();
        // Some drivers do what JDBC forbids.
        statement.execute("select 5");
        statement.executeQuery();
        assertThatThrownBy(() -> statement.execute((String) null)).isInstanceOf(Exception.class);
        statement.executeQuery();
        assertThat(counts())
                .containsExactlyInAnyOrder("select * from orders where id = ?: 4", "fail now: 0", "select ?: 1");
        assertThat(series().stream().flatMap(series -> series.errors().stream()))
                .singleElement()
                .extracting(ErrorCounter::count)
                .isEqualTo(1L);
    }

    @Test
    void aBatchCountsOnceWithItsElements() throws Exception {
        Connection connection = connect("WrapperDriver", "jdbc:wrapped:postgresql://db/" + database);
        PreparedStatement statement = connection.prepareStatement("insert into a values (?)");
        for (int i = 0; i < 50; i++) {
            statement.addBatch();
        }
        assertThat(statement.executeBatch()).hasSize(50);
        QuerySeries series = series().get(0);
        assertThat(series.batchElements()).isEqualTo(50);
        assertThat(batches(series)).isEqualTo(1);
        assertThat(counts()).containsExactly("insert into a values (?): 0");
    }

    @Test
    void aBatchOfOneQueryWithLiteralsIsOfThatQuery() throws Exception {
        Statement statement =
                connect("StubDriver", "jdbc:postgresql://db/" + database).createStatement();
        statement.addBatch("delete from a where b = 1");
        statement.clearBatch();
        for (int i = 0; i < 3; i++) {
            statement.addBatch("insert into a values (" + i + ")");
        }
        statement.executeBatch();
        QuerySeries series = series().stream()
                .filter(some -> some.batchElements() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(text(series)).isEqualTo("insert into a values (?)");
        assertThat(series.batchElements()).isEqualTo(3);
    }

    @Test
    void aDriverThatDeclinesOrFailsIsNoMatter() throws Exception {
        Driver driver = (Driver) make("StubDriver");
        assertThat(driver.connect("jdbc:another:x", new Properties())).isNull();
        assertThatThrownBy(() -> driver.connect("jdbc:refused:x", new Properties()))
                .hasMessage("refused");
        WovenConnection connection = (WovenConnection) connect("StubDriver", "jdbc:postgresql://db/" + database);
        assertThat(connection.sonde$server()).isNotNull();
    }

    @Test
    void onlyJdbcsOwnTypesAreWoven() throws Exception {
        assertThat(loader.loadClass(STUB + "Command").getInterfaces()).doesNotContain(WovenStatement.class);
        make("StubDriver");
        make("StubConnection", "jdbc:stub");
        assertThat(loader.woven()).containsExactlyInAnyOrder(STUB + "StubDriver", STUB + "StubConnection");
        assertThat(loader.loadClass(STUB + "StubDriver").getInterfaces()).containsExactly(Driver.class);
        assertThat(loader.loadClass(STUB + "StubConnection").getInterfaces())
                .containsExactly(Connection.class, WovenConnection.class);
    }

    @Test
    void executingAPreparedStatementAllocatesNothing() throws Exception {
        Connection connection = connect("StubDriver", "jdbc:postgresql://db/" + database);
        PreparedStatement statement = connection.prepareStatement("select 5");
        assertThat(allocatedBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        statement.executeQuery();
                    }
                }))
                .isZero();
    }

    @Test
    void executingThroughAPoolAllocatesNothing() throws Exception {
        Connection connection = connect("WrapperDriver", "jdbc:wrapped:postgresql://db/" + database);
        PreparedStatement statement = connection.prepareStatement("select 5");
        assertThat(allocatedBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        statement.executeQuery();
                    }
                }))
                .isZero();
    }

    @Test
    void executingNewTextsOfAKnownQueryAllocatesNothing() throws Exception {
        Statement statement =
                connect("StubDriver", "jdbc:postgresql://db/" + database).createStatement();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("select name, price from products where id = " + i + " and name <> 'o''clock'");
        }
        assertThat(allocatedBy(() -> {
                    // By index: an iterator would be an allocation.
                    for (int i = 0; i < 1000; i++) {
                        statement.execute(texts.get(i));
                    }
                }))
                .isZero();
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** Bytes allocated by this thread in the last of several runs. */
    private static long allocatedBy(Work work) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long least = Long.MAX_VALUE;
        // What the JIT has not compiled yet may allocate; it never takes many rounds.
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private Connection connect(String driver, String url) throws Exception {
        Connection connection = ((Driver) make(driver)).connect(url, new Properties());
        assertThat(connection).isNotNull();
        return connection;
    }

    private Object make(String type, Object... arguments) throws Exception {
        try {
            return loader.loadClass(STUB + type).getConstructors()[0].newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private Server server() {
        return series().get(0).server();
    }

    private List<String> counts() {
        return series().stream()
                .map(series -> text(series) + ": " + series.executions().count())
                .toList();
    }

    private List<QuerySeries> series() {
        List<QuerySeries> mine = new ArrayList<>();
        Queries.shared().forEachQuery(series -> {
            if (series.server().namespace().equals(database)) {
                mine.add(series);
            }
        });
        return mine;
    }

    private static String text(QuerySeries series) {
        return series.query() == null ? "other" : series.query().text();
    }

    private static long batches(QuerySeries series) {
        return series.batches() == null ? 0 : series.batches().count();
    }
}
