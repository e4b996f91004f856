package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import org.jspecify.annotations.Nullable;

/**
 * Entry points that follow a driver's result sets: how many rows an application reads of each, and how long it takes.
 *
 * <p>Called by the application's threads. Nothing is thrown, nothing blocks, and nothing is allocated but the series of an operation
 * that is seen for the first time. A row costs a read and a write of a field of its result set; the clock is read when the first row is
 * asked for, and at the end.
 */
public final class Results {

    /*
     * A result set's life:
     *
     *   returned by a driver's own statement       rows = 1: counted from now on, statement and series known
     *   first asked for a row                      start = now; the statement and its connection know that it is open
     *   moved to a row                             rows + 1
     *   end: next() is false │ closed │ its statement is closed, executes again or goes on to further results │ its connection is closed
     *                                              recorded, rows = -1
     *
     * Drivers end result sets by internal methods of many names when a statement is closed or executes again. So the statement holds
     * the one that is being read. It learns of it with the first row and not when it executes: storing a reference into an old object
     * costs a fence with G1, which the execution need not pay.
     *
     * A method that moves may move by others of its kind, its superclass's included. So rows are not counted up: what they were on entry
     * is kept, and the return sets one more than that, as often as it may be set.
     *
     * What was never asked for a row is not recorded, and neither is what is neither read to its end nor ended by any of the
     * above: nobody knows that it ended. It is not kept from the garbage collector but by what it was kept by anyway, its statement.
     */

    private static final long ENDED = -1;
    private static final int CLOSE_CURRENT_RESULT = 1;
    private static final int CLOSE_ALL_RESULTS = 3;

    private Results() {}

    /** An {@code executeQuery} returns; the token is that of its execution, which is over. */
    public static void returned(@Nullable Object resultSet, Object statement, long token) {
        if (token == 0) {
            // Inside another execution: what the driver reads for itself.
            return;
        }
        try {
            if (resultSet instanceof WovenResultSet rows && rows.sonde$rows() <= 0) {
                follow(rows, (WovenStatement) statement);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /**
     * A {@code getResultSet} returns; maybe not for the first time. Within an execution a driver asks for itself: PgJDBC does for what a
     * function returns, which the application reads as a parameter.
     */
    public static void returned(@Nullable Object resultSet, Object statement) {
        try {
            if (resultSet instanceof WovenResultSet rows && rows.sonde$rows() == 0 && !Executions.insideDriver()) {
                follow(rows, (WovenStatement) statement);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /** A method begins that moves to a row. Returns what {@link #next} and {@link #moved} need. */
    public static long moving(Object resultSet) {
        try {
            WovenResultSet rows = (WovenResultSet) resultSet;
            long rowsAndOne = rows.sonde$rows();
            if (rowsAndOne == 1) {
                begin(rows);
            }
            return rowsAndOne;
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
            return 0;
        }
    }

    /** A {@code next} returns; without a row, the result set is at its end. */
    public static void next(boolean onRow, Object resultSet, long token) {
        if (token > 0) {
            try {
                WovenResultSet rows = (WovenResultSet) resultSet;
                if (onRow) {
                    rows.sonde$rows(token + 1);
                } else {
                    end(rows);
                }
            } catch (Throwable t) {
                Failures.suppressed(Place.RESULT, t);
            }
        }
    }

    /** Another method that moves returns; each row that it lands on counts, also if it was read before. */
    public static void moved(boolean onRow, Object resultSet, long token) {
        if (onRow && token > 0) {
            try {
                ((WovenResultSet) resultSet).sonde$rows(token + 1);
            } catch (Throwable t) {
                Failures.suppressed(Place.RESULT, t);
            }
        }
    }

    /** A result set was closed. */
    public static void closed(Object resultSet) {
        try {
            end((WovenResultSet) resultSet);
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /** A statement executes again, which ends what it returned before. */
    public static void executing(Object statement) {
        try {
            WovenResultSet open = ((WovenStatement) statement).sonde$open();
            if (open != null) {
                end(open);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /** A {@code getMoreResults(int)} begins. */
    public static void moreResults(Object statement, int current) {
        if (current == CLOSE_CURRENT_RESULT || current == CLOSE_ALL_RESULTS) {
            executing(statement);
        }
    }

    /** A statement was closed. */
    public static void statementClosed(Object statement) {
        try {
            WovenStatement woven = (WovenStatement) statement;
            WovenResultSet open = woven.sonde$open();
            if (open != null) {
                end(open);
            }
            WovenConnection connection = woven.sonde$owner();
            if (connection != null && connection.sonde$reading() == woven) {
                connection.sonde$reading(null);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    /** A connection was closed. */
    public static void connectionClosed(Object connection) {
        try {
            WovenConnection woven = (WovenConnection) connection;
            WovenStatement statement = woven.sonde$reading();
            if (statement != null) {
                woven.sonde$reading(null);
                WovenResultSet open = statement.sonde$open();
                if (open != null) {
                    end(open);
                }
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.RESULT, t);
        }
    }

    private static void follow(WovenResultSet rows, WovenStatement statement) {
        if (!(statement.sonde$state() instanceof QuerySeries query) || MetadataCalls.inside()) {
            return;
        }
        ResultSeries series = query.results();
        if (series != null) {
            rows.sonde$series(series);
            rows.sonde$statement(statement);
            rows.sonde$start(0);
            rows.sonde$rows(1);
        }
    }

    private static void begin(WovenResultSet rows) {
        WovenStatement statement = rows.sonde$statement();
        if (statement == null || rows.sonde$start() != 0) {
            return;
        }
        rows.sonde$start(System.nanoTime() | 1);
        statement.sonde$open(rows);
        WovenConnection connection = statement.sonde$owner();
        if (connection != null && connection.sonde$reading() != statement) {
            connection.sonde$reading(statement);
        }
    }

    private static void end(WovenResultSet rows) {
        ResultSeries series = rows.sonde$series();
        if (series == null) {
            return;
        }
        long read = rows.sonde$rows() - 1;
        long start = rows.sonde$start();
        WovenStatement statement = rows.sonde$statement();
        rows.sonde$rows(ENDED);
        rows.sonde$series(null);
        rows.sonde$statement(null);
        if (statement != null && statement.sonde$open() == rows) {
            statement.sonde$open(null);
        }
        if (start != 0) {
            series.record(read, System.nanoTime() - start);
        }
    }
}
