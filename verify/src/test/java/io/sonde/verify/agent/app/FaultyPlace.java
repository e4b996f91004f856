package io.sonde.verify.agent.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An application in a place where something is wrong. The first argument says what it does. */
public final class FaultyPlace {

    private FaultyPlace() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("begins");
        switch (arguments[0]) {
            case "exit" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
                System.exit(3);
            }
            case "work" -> work();
            case "delete" -> {
                for (String jar : arguments[1].split(File.pathSeparator, -1)) {
                    Files.deleteIfExists(Path.of(jar));
                }
                work();
            }
            case "heap" -> {
                work();
                if (Integer.getInteger("page.port") != null) {
                    OwnPage.read();
                }
                exhaustHeap();
                work();
            }
            case "heap at start" -> {
                // What is done without memory is done before, so that all that it needs is loaded.
                Thread agent = agentsStart();
                isAtWork(agent);
                Thread.onSpinWait();
                byte[][] all = fillHeap();
                // It ends, or waits for the memory to say that it had none.
                while (isAtWork(agent)) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < all.length; i++) {
                    all[i] = null;
                }
                System.out.println("free again");
                System.exit(7);
            }
            case "threads" -> {
                Thread agent = agentsStart();
                if (agent != null) {
                    agent.join();
                }
                ThreadHog.release();
                work();
                System.exit(7);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        printPage();
        System.exit(7);
    }

    private static void work() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table items (id int primary key, name varchar(20))");
            statement.execute("insert into items values (1, 'a'), (2, 'b')");
            try (PreparedStatement select = connection.prepareStatement("select name from items where id = ?")) {
                select.setInt(1, 2);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    System.out.println("name: " + rows.getString(1));
                }
            }
            statement.execute("selec nonsense");
        } catch (SQLException expected) {
            System.out.println(expected.getErrorCode() + " " + expected.getSQLState());
        }
    }

    /** The thread on which the agent starts, while it does; null without it. */
    private static @Nullable Thread agentsStart() {
        Thread[] threads = new Thread[100];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals("sonde-start")) {
                return threads[i];
            }
        }
        return null;
    }

    private static boolean isAtWork(@Nullable Thread thread) {
        return thread != null && thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING;
    }

    private static byte[][] fillHeap() {
        byte[][] all = new byte[100_000][];
        int next = 0;
        int size = 1 << 20;
        while (size > 2048 && next < all.length) {
            try {
                all[next] = new byte[size];
                next++;
            } catch (OutOfMemoryError full) {
                size /= 2;
            }
        }
        return all;
    }

    private static void exhaustHeap() {
        byte[][] all = fillHeap();
        tryPage();
        Arrays.fill(all, null);
        System.out.println("free again");
    }

    /** What the page is while there is no memory or thread to make it does not matter. */
    private static void tryPage() {
        try {
            if (Integer.getInteger("page.port") != null) {
                OwnPage.tryOnce();
            }
        } catch (IOException | OutOfMemoryError none) {
            // As expected.
        }
    }

    private static void printPage() throws IOException, InterruptedException {
        if (Integer.getInteger("page.port") != null) {
            OwnPage.print();
        }
    }
}
