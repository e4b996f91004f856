package io.sonde.verify.agent.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Executes while the clock steps back and forth and another query hangs: {@code <file that tells libfaketime how wrong the clock is>}. */
public final class SteppingClock {

    private static final String ENDLESS = "select count(*) from system_range(1, 1000000000000) where x * 3 = 2";
    private static final double HOUR_MILLIS = 3_600_000;

    private SteppingClock() {}

    public static void main(String[] arguments) throws Exception {
        Path clock = Path.of(arguments[0]);
        boolean withAgent = Integer.getInteger("page.port") != null;
        List<String> ages = new ArrayList<>();
        try (Connection hanging = DriverManager.getConnection("jdbc:h2:mem:clock");
                Statement endless = hanging.createStatement();
                Connection connection = DriverManager.getConnection("jdbc:h2:mem:clock")) {
            Thread thread = new Thread(() -> hang(endless));
            thread.start();
            if (withAgent) {
                OwnPage.read();
            }
            for (String offset : new String[] {"-1h", "+2h", "-3d"}) {
                System.out.println(offset + ": " + step(clock, offset) + " h");
                execute(connection);
                if (withAgent) {
                    OwnPage.read()
                            .lines()
                            .filter(line -> line.contains("_age_seconds{"))
                            .forEach(ages::add);
                }
            }
            endless.cancel();
            thread.join();
        }
        if (withAgent) {
            OwnPage.print();
            ages.forEach(age -> System.out.println("age: " + age));
        }
        System.exit(7);
    }

    /** Sets the clock wrong by this much, and returns how many hours it has stepped. */
    private static long step(Path clock, String offset) throws IOException {
        long before = System.currentTimeMillis();
        Files.writeString(clock, offset);
        long hours = 0;
        while (hours == 0) {
            hours = Math.round((System.currentTimeMillis() - before) / HOUR_MILLIS);
            LockSupport.parkNanos(10_000_000);
        }
        return hours;
    }

    private static void hang(Statement endless) {
        try {
            endless.executeQuery(ENDLESS);
        } catch (SQLException cancelled) {
            System.out.println("cancelled: " + cancelled.getSQLState());
        }
    }

    private static void execute(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select x from system_range(1, 3) where x > ?")) {
            for (int i = 0; i < 10; i++) {
                select.setInt(1, 2);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    System.out.print(rows.getInt(1));
                }
            }
        }
        System.out.println();
    }
}
