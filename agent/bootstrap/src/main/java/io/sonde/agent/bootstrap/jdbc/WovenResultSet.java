package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What the weaver adds to a class that implements {@code java.sql.ResultSet}: four fields and their accessors.
 *
 * <p>Each woven class of a hierarchy has its own; the most derived ones are those in use. Used by the thread that uses the result set,
 * as JDBC demands.
 */
public interface WovenResultSet {

    /** 0 when its rows are nobody's, one more than the rows read so far while they are counted, -1 after its end. */
    long sonde$rows();

    void sonde$rows(long rowsAndOne);

    /** When the first row was asked for, by {@link System#nanoTime}; 0 before that. */
    long sonde$start();

    void sonde$start(long nanos);

    /** What counts it; null when nothing does. */
    @Nullable
    ResultSeries sonde$series();

    void sonde$series(@Nullable ResultSeries series);

    /** The statement that returned it, while it is counted. */
    @Nullable
    WovenStatement sonde$statement();

    void sonde$statement(@Nullable WovenStatement statement);
}
