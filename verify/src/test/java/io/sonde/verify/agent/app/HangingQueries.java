package io.sonde.verify.agent.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries that would not end in years: one is cancelled by another thread while the page shows that it hangs, one runs into its time-out.
 * {@code <url>…} of MySQL and MariaDB; then prints the page.
 */
public final class HangingQueries {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private HangingQueries() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < arguments.length; i++) {
            try (Connection connection = DriverManager.getConnection(arguments[i])) {
                cancel(connection, endless("cancelled" + i));
                timeout(connection, endless("late" + i));
            }
        }
        OwnPage.print();
        System.out.flush();
        // Connector/J leaves a thread behind that is none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    /** A query of MySQL and MariaDB that would not end in years, with this name for its column. */
    static String endless(String name) {
        return "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000) select count(*) as "
                + name + " from n a, n b, n c, n d where a.i + b.i + c.i + d.i = 0";
    }

    static void timeout(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            statement.executeQuery(sql);
            throw new IllegalStateException("in time");
        } catch (SQLException expected) {
            print("timeout", expected);
        }
    }

    /** Another thread waits until the page shows that this one hangs, and cancels it. */
    static void cancel(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            AtomicReference<String> seen = new AtomicReference<>("");
            Thread watcher = new Thread(() -> {
                try {
                    seen.set(pageWithLongExecution());
                    statement.cancel();
                } catch (Exception e) {
                    seen.set("watcher failed: " + e);
                }
            });
            watcher.start();
            try {
                statement.executeQuery(sql);
                throw new IllegalStateException("not cancelled");
            } catch (SQLException expected) {
                print("cancelled", expected);
            }
            watcher.join();
            String.valueOf(seen.get())
                    .lines()
                    .filter(line -> line.contains("_in_flight{") || line.contains("_long_age_seconds{"))
                    .forEach(line -> System.out.println("hangs: " + line));
        }
    }

    private static void print(String what, SQLException expected) {
        System.out.println(what + ": " + expected.getSQLState() + " " + expected.getErrorCode() + " "
                + expected.getClass().getName());
    }

    private static String pageWithLongExecution() throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            String page = OwnPage.read();
            if (page.contains("sonde_execution_long_age_seconds{")) {
                return page;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IllegalStateException("nothing hangs");
    }
}
