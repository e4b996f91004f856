package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JDBC calls on a driver that does nothing, bare and under the packaged agent, beside the floor of two clock reads and two atomic
 * additions. What the agent adds is the difference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JdbcBenchmark {

    private static final String AGENT = "-javaagent:../dist/sonde-agent.jar=host=127.0.0.1,port=0";
    private static final int TEXTS = 100;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final Connection connection = StubLoader.connect();
    private final String[] texts = texts();
    private final PreparedStatement prepared = prepare(texts[0]);
    private final Statement plain = prepare(texts[1]);
    private int next;

    @Benchmark
    public void floor() {
        long start = System.nanoTime();
        long end = System.nanoTime();
        count.getAndAdd(1);
        sum.getAndAdd(end - start);
    }

    @Benchmark
    public @Nullable ResultSet execute() throws SQLException {
        return prepared.executeQuery();
    }

    @Benchmark
    @Fork(value = 3, jvmArgsAppend = AGENT)
    public @Nullable ResultSet executeUnderTheAgent() throws SQLException {
        return execute();
    }

    @Benchmark
    public void prepareExecuteClose() throws SQLException {
        next = next + 1 == TEXTS ? 0 : next + 1;
        try (PreparedStatement statement = connection.prepareStatement(texts[next])) {
            statement.executeQuery();
        }
    }

    @Benchmark
    @Fork(value = 3, jvmArgsAppend = AGENT)
    public void prepareExecuteCloseUnderTheAgent() throws SQLException {
        prepareExecuteClose();
    }

    @Benchmark
    public boolean executeNewText() throws SQLException {
        return plain.execute(newText());
    }

    @Benchmark
    @Fork(value = 3, jvmArgsAppend = AGENT)
    public boolean executeNewTextUnderTheAgent() throws SQLException {
        return executeNewText();
    }

    /** 130 characters that were never seen, of one query. */
    private String newText() {
        return "select id, customer, total, currency, created_at from orders where id = "
                .concat(Integer.toString(100_000_000 + next++))
                .concat(" and state in ('open', 'paid') order by created_at");
    }

    private static String[] texts() {
        String[] texts = new String[TEXTS];
        for (int i = 0; i < TEXTS; i++) {
            texts[i] = "select a, b, c from table_" + i + " where id = ? and name like ? order by b";
        }
        return texts;
    }

    private PreparedStatement prepare(String sql) {
        try {
            return connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
