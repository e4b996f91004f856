package io.sonde.verify.matrix.app;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Several threads, platform threads first and then virtual ones where there are any, with a connection each. */
final class Concurrently {

    private static final int THREADS = 4;
    private static final int EACH = 5;

    private final DataSource source;
    private final Ledger ledger;
    private final String table;
    private final String select;

    Concurrently(DataSource source, Ledger ledger, String table) {
        this.source = source;
        this.ledger = ledger;
        this.table = table;
        this.select = "select id from " + table + " where name = ?";
    }

    void run() throws Exception {
        runIn(Executors.newFixedThreadPool(THREADS));
        if (Runtime.version().feature() >= 21) {
            Method virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            runIn((ExecutorService) virtual.invoke(null));
        }
    }

    private void runIn(ExecutorService threads) throws Exception {
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(this::select));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void select() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            for (int i = 1; i <= EACH; i++) {
                statement.setString(1, "n" + i);
                try (ResultSet rows = statement.executeQuery()) {
                    if (!rows.next() || rows.getInt(1) != i) {
                        throw new IllegalStateException("wrong result of: " + select);
                    }
                }
            }
        }
        ledger.executedConcurrently(select, EACH);
        ledger.read(table, EACH, EACH);
        return null;
    }
}
