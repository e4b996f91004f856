package io.sonde.verify.agent.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * An application whose agent's settings are changed while one of its queries hangs: {@code <file>}. After each change it waits until the
 * page shows what the change makes of it.
 */
public final class ChangesSettings {

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final String ENDLESS = "select count(*) from system_range(1, 1000000000000) where x * 3 = 2";

    private ChangesSettings() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:settings");
                Statement statement = connection.createStatement()) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread hanging = new Thread(() -> hang(statement, begun));
            hanging.start();
            begun.await();
            await(true, false);
            Files.writeString(file, "log.level = info\nexecutions.long = 200ms\n");
            await(true, true);
            Files.writeString(file, "log.level = info\n# a comment\nexecutions.lon = 1h\n");
            await(false, true);
            Files.writeString(file, "log.level = info\nexecutions.long = 300ms\n");
            await(true, true);
            Files.writeString(file, "log.level = info\nexecutions.long = soon\n");
            await(false, true);
            Files.writeString(file, "log.level = info\nexecutions.long = 400ms\n");
            await(true, true);
            Files.writeString(file, "log.level = info\nexecutions.lo");
            await(false, true);
            Files.writeString(file, "log.level = info\nexecutions.long = 500ms\n");
            await(true, true);
            Files.delete(file);
            await(false, true);
            Files.writeString(file, "log.level = info\nexecutions.long = 1h\n");
            await(true, false);
            statement.cancel();
            hanging.join();
        }
        OwnPage.print();
    }

    private static void hang(Statement statement, CountDownLatch begun) {
        begun.countDown();
        try {
            statement.executeQuery(ENDLESS);
        } catch (SQLException cancelled) {
            System.out.println("cancelled: " + cancelled.getSQLState());
        }
    }

    /** Waits for a page that says whether the file was right when it was last read, and whether the query hangs for long. */
    private static void await(boolean successful, boolean hangs) throws Exception {
        String reading = "\nsonde_config_last_reload_successful " + (successful ? "1.0" : "0.0");
        long start = System.nanoTime();
        String page = OwnPage.read();
        while (!page.contains(reading) || page.contains("\nsonde_execution_long_age_seconds{") != hangs) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("successful " + successful + ", hangs " + hangs + " not in: " + page);
            }
            LockSupport.parkNanos(50_000_000);
            page = OwnPage.read();
        }
        System.out.println("successful " + successful + ", hangs " + hangs);
    }
}
