package io.sonde.verify.agent.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;

/**
 * Has each of many virtual threads execute one query: {@code <threads of the first round> <of the second>}; then prints the page. After each
 * round it tells what failed and what is left.
 */
public final class ManyVirtualThreads {

    private static final int CONNECTIONS = 8;
    private static final int AT_ONCE = 2_000;

    private final BlockingQueue<PreparedStatement> idle = new LinkedBlockingQueue<>();
    private final Semaphore alive = new Semaphore(AT_ONCE);
    private final AtomicLong failed = new AtomicLong();
    private final MethodHandle start;

    private ManyVirtualThreads(MethodHandle start) {
        this.start = start;
    }

    public static void main(String[] arguments) throws Throwable {
        MethodHandle start = MethodHandles.lookup()
                .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        ManyVirtualThreads threads = new ManyVirtualThreads(start);
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = DriverManager.getConnection("jdbc:h2:mem:virtual");
            connections.add(connection);
            threads.idle.add(connection.prepareStatement("select 1 as one where ? >= 0"));
        }
        for (String count : arguments) {
            threads.round(Integer.parseInt(count));
            threads.tell();
        }
        OwnPage.print();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void round(int threads) throws Throwable {
        Runnable query = this::query;
        for (int i = 0; i < threads; i++) {
            alive.acquire();
            Thread ignored = (Thread) start.invokeExact(query);
        }
        alive.acquire(AT_ONCE);
        alive.release(AT_ONCE);
    }

    private void query() {
        try {
            PreparedStatement statement = idle.take();
            statement.setInt(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getInt(1) != 1) {
                    failed.incrementAndGet();
                }
            } finally {
                idle.add(statement);
            }
        } catch (SQLException | InterruptedException | RuntimeException | Error e) {
            failed.incrementAndGet();
        } finally {
            alive.release();
        }
    }

    /** One line: failures, bytes of heap after a collection, Sonde's threads, series of queries, and Sonde's objects: slots' segments, bytes. */
    private void tell() throws Exception {
        String page = OwnPage.read();
        String objects = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long segments = 0;
        long ownBytes = 0;
        for (String line : objects.split("\n", -1)) {
            String[] row = line.trim().split("\\s+", -1);
            if (row.length > 3 && row[3].startsWith("io.sonde.") && !row[3].startsWith("io.sonde.verify.")) {
                ownBytes += Long.parseLong(row[2]);
                segments += row[3].endsWith(".ThreadSlots") ? Long.parseLong(row[1]) : 0;
            }
        }
        long series = page.lines().filter(line -> line.startsWith("db_")).count();
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sonde-"))
                .count();
        System.out.println(
                "round: " + failed + " " + heap + " " + threads + " " + series + " " + segments + " " + ownBytes);
    }
}
