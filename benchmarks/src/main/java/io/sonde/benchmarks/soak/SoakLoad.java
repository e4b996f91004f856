package io.sonde.benchmarks.soak;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The application that is watched: everything in it comes and goes, nothing stays. Argument: literal statements per second.
 *
 * <p>Answers lines of its standard input: {@code sample} with what is used of the heap after a collection and what was executed so far,
 * {@code stop} with the same after all work has ended.
 */
public final class SoakLoad {

    /** Executions on the stub driver, all of which the agent must have counted. */
    private static final AtomicLong EXECUTED = new AtomicLong();

    private static final AtomicLong LITERALS = new AtomicLong();
    private static final AtomicLong POOLS = new AtomicLong();
    private static final AtomicLong FAILED_TURNS = new AtomicLong();
    private static final Properties NO_PROPERTIES = new Properties();
    private static final String STUB_URL = "jdbc:postgresql://stub.example/soak";
    private static final String H2_URL = "jdbc:h2:mem:soak;DB_CLOSE_DELAY=-1";
    private static volatile Driver driver = StubDriverLoader.newDriver();
    private static volatile boolean stopped;

    private SoakLoad() {}

    /** One turn of a load. The number counts the turns. */
    private interface Turn {
        void run(long number) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        double rate = Double.parseDouble(arguments[0]);
        try (Connection keep = DriverManager.getConnection(H2_URL);
                Statement statement = keep.createStatement()) {
            statement.execute("create table items (id int primary key, name varchar(20))");
        }
        List<Thread> loads = new ArrayList<>();
        Connection flood = connect();
        loads.add(load("literals", rate, number -> literal(flood, number)));
        loads.add(load("statements", 500, SoakLoad::prepare));
        loads.add(load("connections", 100, SoakLoad::connectAndExecute));
        loads.add(load("pools", 1, SoakLoad::pool));
        loads.add(load("threads", 50, SoakLoad::thread));
        loads.add(load("redeployments", 0.2, number -> driver = StubDriverLoader.newDriver()));
        Method virtual = virtualThreads();
        if (virtual != null) {
            loads.add(load("virtual threads", 500, number -> virtual.invoke(null, task(number))));
        }
        answer(loads);
    }

    private static void answer(List<Thread> loads) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("stop")) {
                stopped = true;
                for (Thread load : loads) {
                    load.join();
                }
            }
            // Twice: what references and cleaners hold is freed by the second.
            System.gc();
            System.gc();
            System.out.println(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " " + EXECUTED + " " + LITERALS
                            + " " + POOLS + " " + FAILED_TURNS);
        }
    }

    private static Thread load(String name, double perSecond, Turn turn) {
        Thread thread = new Thread(() -> turns(new Pace(perSecond), turn), "load " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void turns(Pace pace, Turn turn) {
        long number = 0;
        while (!stopped) {
            for (int left = pace.turns(); left > 0 && !stopped; left--) {
                try {
                    turn.run(number++);
                } catch (Exception e) {
                    if (FAILED_TURNS.getAndIncrement() == 0) {
                        e.printStackTrace();
                    }
                }
            }
        }
    }

    private static Connection connect() throws SQLException {
        Connection connection = driver.connect(STUB_URL, NO_PROPERTIES);
        if (connection == null) {
            throw new SQLException("the stub declined");
        }
        return connection;
    }

    /** A text that was never seen, of one of 300 queries; 130 characters or so. */
    private static void literal(Connection connection, long number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select id, customer, total, currency, created_at from orders_" + number % 300
                    + " where id = " + number + " and state in ('open', 's" + number + "') order by created_at");
        }
        EXECUTED.getAndIncrement();
        LITERALS.getAndIncrement();
    }

    /** One of 5 000 queries, more than the agent holds; sometimes a batch. */
    private static void prepare(long number) throws SQLException {
        String sql = "update stock_" + number % 5000 + " set amount = ? where id = ?";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (number % 10 == 0) {
                statement.addBatch();
                statement.addBatch();
                statement.executeBatch();
            } else {
                statement.executeUpdate();
            }
        }
        EXECUTED.getAndIncrement();
    }

    private static void connectAndExecute(long number) throws SQLException {
        try (Connection connection = DriverManager.getConnection(H2_URL)) {
            read(connection, number);
        }
    }

    private static void read(Connection connection, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select name from items where id = ?")) {
            select.setLong(1, number % 1000);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
            }
        }
        if (number % 20 == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("selec nonsense " + number);
            } catch (SQLException expected) {
                // Errors are a load too.
            }
        }
    }

    private static void pool(long number) throws SQLException {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(H2_URL);
        configuration.setMaximumPoolSize(2);
        configuration.setPoolName("soak-" + number);
        try (HikariDataSource pool = new HikariDataSource(configuration)) {
            for (int i = 0; i < 5; i++) {
                try (Connection connection = pool.getConnection()) {
                    read(connection, number * 5 + i + 1);
                }
            }
        }
        POOLS.getAndIncrement();
    }

    private static void thread(long number) throws InterruptedException {
        Thread thread = new Thread(task(number), "short-lived");
        thread.start();
        thread.join();
    }

    private static Runnable task(long number) {
        return () -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("delete from baskets where id = " + number);
                EXECUTED.getAndIncrement();
            } catch (SQLException e) {
                FAILED_TURNS.getAndIncrement();
            }
        };
    }

    /** {@code Thread.startVirtualThread}, or null before Java 21. */
    private static @Nullable Method virtualThreads() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException older) {
            return null;
        }
    }
}
