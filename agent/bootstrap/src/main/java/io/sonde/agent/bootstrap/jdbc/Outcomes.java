package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an execution that is not just the success of a known query: a batch, a failure, one whose driver was entered by a
 * side door.
 *
 * <p>Called by the application's threads, when the execution has left the slot.
 */
final class Outcomes {

    private static volatile @Nullable JdbcAccess access;

    private Outcomes() {}

    static void access(JdbcAccess jdbc) {
        access = jdbc;
    }

    /** The server that a driver's connection is connected to, now that it is. */
    static ServerSeries connectedTo(Object connection, String url, String user) {
        return Queries.shared().server(ConnectedServer.of(connection, url, user, access));
    }

    /** What a statement's state is while it executes a text of this series. */
    static Object stateOfText(WovenStatement woven, @Nullable Object state, QuerySeries series) {
        if (state instanceof QuerySeries prepared) {
            JdbcAccess jdbc = access;
            if (jdbc != null && jdbc.isPrepared(woven)) {
                return new TextOfPrepared(prepared, series);
            }
        }
        return series;
    }

    /** What a statement's batch counts under. */
    static QuerySeries batch(WovenStatement woven, ServerSeries server, int elements) {
        if (elements < 0) {
            return server.other();
        }
        Object texts = Batches.texts(woven, server);
        if (texts instanceof QuerySeries series) {
            return series;
        }
        return texts == null && woven.sonde$state() instanceof QuerySeries own ? own : server.other();
    }

    /** Counts an execution of a statement whose server is known. */
    static void record(WovenStatement woven, long nanos, boolean batch, int elements, @Nullable Throwable failure) {
        Object state = woven.sonde$state();
        if (state instanceof TextOfPrepared of) {
            woven.sonde$state(of.prepared());
            state = of.text();
        }
        ServerSeries server = ServerSeries.of(state);
        if (server == null) {
            return;
        }
        QuerySeries series;
        if (batch) {
            series = batch(woven, server, elements);
            Batches.executed(woven);
        } else {
            series = state instanceof QuerySeries own ? own : server.other();
        }
        if (failure != null) {
            recordFailure(series, nanos, failure, batch);
        } else if (batch) {
            series.recordBatch(nanos, Math.abs(elements));
        } else {
            series.record(nanos);
        }
    }

    /** Finds the series of a statement whose driver was entered by a side door, and marks its connection. Returns whether there is one. */
    static boolean enteredBySideDoor(WovenStatement woven, boolean mark) {
        try {
            if (Connections.inside()) {
                return false;
            }
            Object state = woven.sonde$state();
            ServerSeries server = connectionServer(woven, mark);
            woven.sonde$state(state instanceof String sql ? server.query(sql) : server);
            return true;
        } catch (Throwable t) {
            Failures.suppressed(Place.EXECUTE, t);
            return false;
        }
    }

    private static ServerSeries connectionServer(WovenStatement woven, boolean mark) {
        JdbcAccess jdbc = access;
        Object connection = jdbc == null ? null : jdbc.connection(woven);
        WovenConnection owner = jdbc == null || connection == null ? null : woven(jdbc, connection);
        if (jdbc == null || owner == null) {
            return Queries.shared().server(Server.UNKNOWN);
        }
        ServerSeries known = owner.sonde$server();
        if (known != null) {
            return known;
        }
        String url = jdbc.url(owner);
        ServerSeries server = url == null ? Queries.shared().server(Server.UNKNOWN) : connectedTo(owner, url, "");
        if (mark) {
            owner.sonde$server(server);
        }
        return server;
    }

    /** The connection itself or, where the driver hides it behind a proxy that the JDK made, the one inside. */
    private static @Nullable WovenConnection woven(JdbcAccess jdbc, Object connection) {
        return connection instanceof WovenConnection woven ? woven : jdbc.unwrapped(connection);
    }

    /**
     * Marks the connection that a driver hides behind a proxy that the JDK made: as Connector/J does when it balances load. It says
     * itself which of several servers it is connected to.
     */
    static void markBehindProxy(Object proxy) {
        JdbcAccess jdbc = access;
        WovenConnection inside = jdbc == null ? null : jdbc.unwrapped(proxy);
        if (jdbc != null && inside != null && inside.sonde$server() == null) {
            String url = jdbc.url(inside);
            if (url != null) {
                inside.sonde$server(connectedTo(inside, url, ""));
            }
        }
    }

    /** Tells of a driver's statement that nobody can follow. */
    static void unwoven(Object statement) {
        JdbcAccess jdbc = access;
        if (jdbc != null) {
            jdbc.unwoven(statement);
        }
    }

    private static void recordFailure(QuerySeries series, long nanos, Throwable failure, boolean batch) {
        String state = sqlState(failure);
        series.recordFailure(nanos, failure, state.length() == 5 ? state.substring(0, 2) : ServerErrors.NONE, batch);
        ServerSeries server = series.serverSeries();
        if (server.counts(series)) {
            JdbcAccess jdbc = access;
            Integer code = jdbc == null ? null : jdbc.vendorCode(failure);
            server.errors().count(state, code == null ? ServerErrors.NONE : code.toString());
        }
    }

    /** Five characters that may stand in a label, or {@link ServerErrors#NONE}: some drivers have words of their own there. */
    private static String sqlState(Throwable failure) {
        JdbcAccess jdbc = access;
        String state = jdbc == null ? null : jdbc.sqlState(failure);
        if (state == null || state.length() != 5) {
            return ServerErrors.NONE;
        }
        for (int i = 0; i < 5; i++) {
            char c = state.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return ServerErrors.NONE;
            }
        }
        return state;
    }
}
