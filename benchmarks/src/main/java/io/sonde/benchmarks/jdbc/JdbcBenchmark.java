package io.sonde.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * JDBC calls on a driver that does nothing, beside the floor of two clock reads and two atomic additions. What an agent or a wrapper adds is
 * the difference between a run with it and one without; {@code compare.sh} makes both and the table.
 *
 * <p>A call of a benchmark is {@value #OPERATIONS} operations, as a request of an application executes many queries: agents that measure
 * only inside a transaction take these methods for one.
 */
@SuppressWarnings("NullAway.Init")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JdbcBenchmark {

    static final int OPERATIONS = 100;
    static final int BATCH = 50;
    private static final int TEXTS = 10_000;

    /** What the threads of an application share. */
    @State(Scope.Benchmark)
    public static class Application {

        private final DataSource unpooled = WrappedDataSource.of(new StubDataSource());
        private final DataSource pooled = WrappedDataSource.of(pool());
        private final String[] texts = texts();
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong sum = new AtomicLong();

        @TearDown
        public void keepEvidence() throws Exception {
            Evidence.keep();
        }

        private static HikariDataSource pool() {
            HikariConfig configuration = new HikariConfig();
            configuration.setDataSource(new StubDataSource());
            configuration.setMaximumPoolSize(4);
            configuration.setPoolName("stub");
            return new HikariDataSource(configuration);
        }

        private static String[] texts() {
            String[] texts = new String[TEXTS];
            for (int i = 0; i < TEXTS; i++) {
                texts[i] = "select a, b, c from table_" + i + " where id = ? and name like ? order by b";
            }
            return texts;
        }
    }

    private Connection connection;
    private PreparedStatement prepared;
    private Statement plain;
    private int next;

    @Setup
    public void connect(Application application) throws SQLException {
        connection = application.unpooled.getConnection();
        prepared = connection.prepareStatement(application.texts[0]);
        plain = connection.createStatement();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void floor(Application application) {
        for (int i = 0; i < OPERATIONS; i++) {
            long start = System.nanoTime();
            long end = System.nanoTime();
            application.count.getAndAdd(1);
            application.sum.getAndAdd(end - start);
        }
    }

    /** A statement that was prepared once. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void execute(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            hole.consume(prepared.executeQuery());
        }
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void prepareOneOfHundred(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            prepareExecuteClose(connection, application.texts[next(100)], hole);
        }
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void prepareOneOfTenThousand(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            prepareExecuteClose(connection, application.texts[next(TEXTS)], hole);
        }
    }

    /** Texts that were never seen, of one query. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void executeNewText(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            hole.consume(plain.execute(newText()));
        }
    }

    /** {@value #BATCH} elements are one operation. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void batch(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            for (int k = 0; k < BATCH; k++) {
                prepared.addBatch();
            }
            hole.consume(prepared.executeBatch());
        }
    }

    /** A connection from HikariCP, and a query. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void leaseAndExecute(Application application, Blackhole hole) throws SQLException {
        for (int i = 0; i < OPERATIONS; i++) {
            try (Connection leased = application.pooled.getConnection()) {
                prepareExecuteClose(leased, application.texts[0], hole);
            }
        }
    }

    /** A row is an operation, and one in a thousand an execution too. */
    @Benchmark
    @OperationsPerInvocation(StubResultSet.ROWS)
    public void readRows(Application application, Blackhole hole) throws SQLException {
        try (ResultSet rows = prepared.executeQuery()) {
            while (rows.next()) {
                hole.consume(rows);
            }
        }
    }

    private static void prepareExecuteClose(Connection connection, String sql, Blackhole hole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            hole.consume(statement.executeQuery());
            hole.consume(statement);
        }
    }

    private int next(int texts) {
        next = next + 1 < texts ? next + 1 : 0;
        return next;
    }

    /** 130 characters. Not inlined, so that the text costs the same whatever stands around it. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private String newText() {
        return "select id, customer, total, currency, created_at from orders where id = "
                .concat(Integer.toString(100_000_000 + next++ % 100_000_000))
                .concat(" and state in ('open', 'paid') order by created_at");
    }
}
