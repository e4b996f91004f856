package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.engine.page.InFlight;
import io.sonde.agent.engine.page.QuerySource;
import io.sonde.agent.engine.weave.stub.StubDriver;
import io.sonde.endpoint.registry.Scrape;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a query costs in memory, in the table and in what the page remembers of it. */
final class HeldMemoryTest {

    private static final String STUB = StubDriver.class.getPackageName() + ".";
    private static final int QUERIES = 1800;
    private static final int MOST_BYTES_PER_QUERY = 6 * 1024;

    @Test
    void aQueryTakesAtMostSixKibibytes() throws Exception {
        ClassLoader loader = new WeavingLoader(STUB, HeldMemoryTest.class.getClassLoader());
        Driver driver = (Driver)
                loader.loadClass(STUB + "StubDriver").getConstructors()[0].newInstance();
        Connection connection = driver.connect("jdbc:postgresql://db/memory", new Properties());
        assertThat(connection).isNotNull();
        Queries queries = Queries.shared();
        QuerySource source =
                new QuerySource(queries, 2000, () -> 200, new InFlight(queries, () -> 1L, JdbcWeaver::isWoven));
        execute(connection, 0, 10);
        scrape(source);

        int heldBefore = queries.size();
        long before = usedBytes();
        execute(connection, 10, QUERIES);
        scrape(source);
        scrape(source);
        long bytes = usedBytes() - before;
        int held = queries.size() - heldBefore;

        assertThat(held).isEqualTo(QUERIES - 10);
        System.out.println("bytes per query held: " + bytes / held);
        // The recorder alone is 2 KiB: less would mean that something was not measured.
        assertThat(bytes / held).isBetween(2L * 1024, (long) MOST_BYTES_PER_QUERY);
        scrape(source);
    }

    /** Queries of 300 characters, each as often as it takes for its text to be remembered. */
    private static void execute(Connection connection, int from, int to) throws SQLException {
        for (int i = from; i < to; i++) {
            StringBuilder sql = new StringBuilder("select a_").append(i);
            while (sql.length() < 280) {
                sql.append(", column_").append(sql.length());
            }
            String text = sql.append(" from memory_test").toString();
            for (int times = 0; times < 3; times++) {
                PreparedStatement statement = connection.prepareStatement(text);
                statement.executeQuery();
            }
        }
    }

    private static void scrape(QuerySource source) {
        assertThat(source.collect(Scrape.everything(Duration.ofSeconds(60)))).isNotEmpty();
    }

    private static long usedBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
