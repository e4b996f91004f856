package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.engine.page.InFlight;
import io.sonde.agent.engine.page.QuerySource;
import io.sonde.agent.engine.weave.stub.StubDriver;
import io.sonde.endpoint.registry.Scrape;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the page says while executions hang. */
final class InFlightTest {

    private static final String STUB = StubDriver.class.getPackageName() + ".";
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final WeavingLoader loader = new WeavingLoader(STUB, InFlightTest.class.getClassLoader());
    private final AtomicLong longNanos = new AtomicLong(3_600_000_000_000L);
    private final QuerySource source = new QuerySource(
            Queries.shared(), 2000, () -> 1, new InFlight(Queries.shared(), longNanos::get, JdbcWeaver::isWoven));
    private final List<Thread> threads = new ArrayList<>();
    private String database = "";

    private interface Work {
        void run() throws SQLException;
    }

    @BeforeEach
    void aDatabaseOfItsOwn(TestInfo test) {
        database = "flight_" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void allEndAndNothingIsInFlight() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        if (!threads.isEmpty()) {
            assertThat(gauges("sonde_executions_in_flight")).containsExactly("db 0");
            assertThat(gauges("sonde_execution_oldest_age_seconds")).containsExactly("db 0");
            assertThat(gauges("sonde_execution_long_age_seconds")).isEmpty();
        }
    }

    @Test
    void eachExecutionIsSeenOnceThroughWhateverWrappers() throws Exception {
        Connection alone = connect("StubDriver", "jdbc:postgresql://db/" + database);
        Connection wrapped = connect("WrapperDriver", "jdbc:wrapped:postgresql://db/" + database);
        hang(() -> alone.prepareStatement("select 1 from hang").execute());
        hang(() -> wrapped.prepareStatement("select 2 from hang").execute());
        hang(() -> alone.createStatement().executeQuery("select 3 from hang_text"));
        await(() -> gauges("sonde_executions_in_flight").equals(List.of("db 3")));
        await(() -> value("sonde_execution_oldest_age_seconds") >= 1);
        assertThat(gauges("sonde_execution_long_age_seconds")).isEmpty();
    }

    @Test
    void aLongOneIsShownWithItsQueryOnceTheSettingSaysSo() throws Exception {
        Connection alone = connect("StubDriver", "jdbc:postgresql://db/" + database);
        hang(() -> alone.prepareStatement("select a from hang where b = 7").execute());
        await(() -> value("sonde_execution_oldest_age_seconds") >= 1);
        assertThat(gauges("sonde_execution_long_age_seconds")).isEmpty();
        longNanos.set(1_000_000_000);
        assertThat(gauges("sonde_execution_long_age_seconds")).singleElement().satisfies(line -> assertThat(line)
                .startsWith("db SELECT hang "));
        assertThat(texts()).contains("select a from hang where b = ?");
    }

    @Test
    void beyondTwentyQueriesTheRestIsOther() throws Exception {
        Connection alone = connect("StubDriver", "jdbc:postgresql://db/" + database);
        for (int i = 0; i < 25; i++) {
            String sql = "select a from hang_" + i;
            hang(() -> alone.prepareStatement(sql).execute());
        }
        longNanos.set(1_000_000_000);
        await(() -> gauges("sonde_execution_long_age_seconds").size() == 21);
        assertThat(gauges("sonde_execution_long_age_seconds"))
                .filteredOn(line -> line.startsWith("db other "))
                .hasSize(1);
        assertThat(gauges("sonde_executions_in_flight")).containsExactly("db 25");
    }

    @Test
    void aDriverEnteredByASideDoorIsSeenBeforeItIsKnown() throws Exception {
        Connection driver = (Connection) make("StubConnection", "jdbc:postgresql://db/" + database);
        Connection pool = (Connection) make("PoolConnection", driver);
        Thread thread = hang(() -> pool.prepareStatement("select 1 from hang").execute());
        await(() -> unknown().equals(List.of(" 1")));
        thread.interrupt();
        thread.join();
        assertThat(unknown()).isEmpty();
        threads.clear();
    }

    private Thread hang(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SQLException expected) {
                assertThat(expected.getSQLState()).isEqualTo("57014");
            }
        });
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private double value(String metric) {
        List<String> all = gauges(metric);
        assertThat(all).hasSize(1);
        return Double.parseDouble(all.get(0).substring(all.get(0).lastIndexOf(' ') + 1));
    }

    /** The gauge's series of this test's database: address, query and value. */
    private List<String> gauges(String metric) {
        return gauges(metric, database);
    }

    private List<String> unknown() {
        return gauges("sonde_executions_in_flight", "");
    }

    private List<String> gauges(String metric, String namespace) {
        List<String> lines = new ArrayList<>();
        for (MetricSnapshot snapshot : collect()) {
            if (snapshot instanceof GaugeSnapshot gauge
                    && gauge.getMetadata().getName().equals(metric)) {
                gauge.getDataPoints().forEach(point -> {
                    Labels labels = point.getLabels();
                    if (orEmpty(labels.get("db_namespace")).equals(namespace)) {
                        String other = "other".equals(labels.get("query_id")) ? "other " : "";
                        String summary = orEmpty(labels.get("db_query_summary"));
                        double value = point.getValue();
                        lines.add(orEmpty(labels.get("server_address")) + " " + other
                                + (summary.isEmpty() ? "" : summary + " ")
                                + (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value)));
                    }
                });
            }
        }
        return lines;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (MetricSnapshot snapshot : collect()) {
            if (snapshot instanceof InfoSnapshot info) {
                info.getDataPoints()
                        .forEach(point -> texts.add(point.getLabels().get("db_query_text")));
            }
        }
        return texts;
    }

    private List<MetricSnapshot> collect() {
        return source.collect(Scrape.everything(Duration.ofSeconds(30)));
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
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
}
