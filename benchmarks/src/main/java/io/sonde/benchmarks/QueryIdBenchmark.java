package io.sonde.benchmarks;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The id of a statement of 200 ASCII characters: N ns per operation are 200 000 / N MB/s, so 400 MB/s are 500 ns. Run with
 * {@code -prof gc}, which must show 0 B/op for {@code id} and {@code idOfServerText}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryIdBenchmark {

    private static final String PREPARED = "select o.id, o.status, o.total, c.name from orders o join customers c on"
            + " c.id = o.customer_id where o.status = ? and o.created_at > ? and c.region in (?, ?, ?)"
            + " order by o.created_at limit 50 offset 10";

    private static final String LITERALS = "insert into order_items (order_id, sku, quantity, price, note) values"
            + " (1001, 'SKU-4711', 2, 19.99, 'gift'), (1001, 'SKU-4712', 1, 5.49, null),"
            + " (1002, 'SKU-0815', 7, 120.00, 'heavy'), (1003, 'S', 1, 1)";

    private static final String SERVER =
            "SELECT `o` . `id` , `o` . `status` , `o` . `total` , `c` . `name` FROM `orders`"
                    + " `o` JOIN `customers` `c` ON `c` . `id` = `o` . `customer_id` WHERE `o` . `status` = ? AND `c` ."
                    + " `region_number` IN (...)";

    private String prepared = PREPARED;
    private String literals = LITERALS;
    private String server = SERVER;

    /** A figure per 200 characters means nothing for a text of another length. */
    @Setup
    public void checkLength() {
        for (String sql : new String[] {prepared, literals, server}) {
            if (sql.length() != 200) {
                throw new IllegalStateException(sql.length() + " characters: " + sql);
            }
        }
    }

    @Benchmark
    public long id() {
        return QueryId.of(prepared, Dialect.POSTGRESQL, Notation.JDBC);
    }

    @Benchmark
    public long idOfLiterals() {
        return QueryId.of(literals, Dialect.POSTGRESQL, Notation.JDBC);
    }

    @Benchmark
    public long idOfServerText() {
        return QueryId.of(server, Dialect.MYSQL, Notation.SERVER);
    }

    @Benchmark
    public Query describe() {
        return Query.describe(prepared, Dialect.POSTGRESQL, Notation.JDBC, 4096);
    }
}
