package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What goes wrong in shops, to be switched on for a while. Any thread may ask and switch; a fault that is on already stays on until
 * its own time is over.
 */
final class Faults {
    /** The faults, each with what a visitor of the index page should know. */
    enum Fault {
        MISSING_INDEX("a customer's orders are found by reading all orders"),
        N_PLUS_ONE("an order's lines are read one by one"),
        LOCK("a transaction that forgot to commit holds 1000 products: orders for them wait"),
        POOL("9 of the pool's 10 connections are borrowed and not given back"),
        ERRORS("every full-text search asks for a column that does not exist");

        private final String effect;

        Fault(String effect) {
            this.effect = effect;
        }

        /** As it stands in the address. */
        String path() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String effect() {
            return effect;
        }
    }

    private static final Logger LOG = Logger.getLogger(Faults.class.getName());
    private static final int MAX_SECONDS = 3_600;
    private static final int BORROWED = 9;

    private final DataSource database;
    private final Set<Fault> on = Collections.synchronizedSet(EnumSet.noneOf(Fault.class));

    Faults(DataSource database) {
        this.database = database;
    }

    boolean isOn(Fault fault) {
        return on.contains(fault);
    }

    /**
     * Switches a fault on for some seconds, at most an hour.
     *
     * @return which faults are on now
     * @throws IllegalArgumentException if there is no fault of that name
     */
    Map<String, Boolean> switchOn(String path, int seconds) {
        Fault fault = Arrays.stream(Fault.values())
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault; there are "
                        + Arrays.stream(Fault.values()).map(Fault::path).collect(Collectors.joining(", "))));
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("seconds must be from 1 to " + MAX_SECONDS);
        }
        if (on.add(fault)) {
            Thread thread = new Thread(() -> run(fault, seconds), "shop-fault-" + fault.path());
            thread.setDaemon(true);
            thread.start();
        }
        Map<String, Boolean> states = new LinkedHashMap<>();
        for (Fault each : Fault.values()) {
            states.put(each.path(), isOn(each));
        }
        return states;
    }

    private void run(Fault fault, int seconds) {
        try {
            switch (fault) {
                case MISSING_INDEX -> {
                    execute("drop index " + Schema.CUSTOMERS_ORDERS);
                    try {
                        waitFor(seconds);
                    } finally {
                        execute("create index " + Schema.CUSTOMERS_ORDERS
                                + " on customer_order (customer_id, placed_at desc)");
                    }
                }
                case LOCK -> hold(1, "select id from product where id <= 1000 order by id for update", seconds);
                case POOL -> hold(BORROWED, "", seconds);
                case N_PLUS_ONE, ERRORS -> waitFor(seconds);
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "fault {0}: {1}", new Object[] {fault.path(), e});
        } finally {
            on.remove(fault);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Borrows connections, executes something in a transaction if asked, and gives them back after a while. */
    private void hold(int connections, String sql, int seconds) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Connection connection = database.getConnection();
                held.add(connection);
                if (!sql.isEmpty()) {
                    connection.setAutoCommit(false);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                }
            }
            waitFor(seconds);
        } finally {
            for (Connection connection : held) {
                if (!sql.isEmpty()) {
                    connection.rollback();
                }
                connection.close();
            }
        }
    }

    private static void waitFor(int seconds) {
        try {
            // Nobody counts down: this is a wait that an interrupt ends.
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
