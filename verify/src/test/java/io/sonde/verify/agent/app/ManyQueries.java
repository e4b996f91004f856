package io.sonde.verify.agent.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/**
 * An application with more queries than the agent is to hold and to show: {@code <file of settings> <settings to change to>}. Query n is
 * executed n times, and the first {@value #SLOW} take so much time that it is them that are shown. Prints the page before the change behind {@code page:}, and behind {@code changed:} the one after it and one more execution of
 * each query.
 */
public final class ManyQueries {

    /** How many queries there are. */
    public static final int QUERIES = 30;

    /** How many of them take most of the time. */
    public static final int SLOW = 8;

    /** How much more often these are executed than they would be. */
    public static final int MORE_OF_SLOW = 10;

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private ManyQueries() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:many");
                Statement statement = connection.createStatement()) {
            for (int query = 1; query <= QUERIES; query++) {
                for (int i = 0; i < (query <= SLOW ? query + MORE_OF_SLOW : query); i++) {
                    execute(statement, query);
                }
            }
            String page = OwnPage.print();
            Files.writeString(file, arguments[1]);
            String shown = "\nsonde_agent_queries_published ";
            String before = line(page, shown);
            long start = System.nanoTime();
            while (line(page, shown).equals(before)) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("still" + before + " in: " + page);
                }
                LockSupport.parkNanos(50_000_000);
                page = OwnPage.read();
            }
            for (int query = 1; query <= QUERIES; query++) {
                execute(statement, query);
            }
            System.out.println("changed:");
            System.out.print(OwnPage.read());
        }
    }

    private static void execute(Statement statement, int query) throws SQLException {
        int rows = query <= SLOW ? 200_000 : 10;
        statement.execute("select sum(" + "x + ".repeat(query) + "1) from system_range(1, " + rows + ")");
    }

    private static String line(String page, String prefix) {
        int at = page.indexOf(prefix);
        return at < 0 ? "" : page.substring(at, page.indexOf('\n', at + 1));
    }
}
