package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What the weaver adds to a class that implements {@code java.sql.Statement}: five fields and their accessors.
 *
 * <p>Each woven class of a hierarchy has fields and accessors of its own; the most derived ones are those in use, so no class needs
 * to know whether its superclass is woven. Used by the thread that uses the statement, as JDBC demands.
 */
public interface WovenStatement {

    /*
     * The state is one of six things, none of which is allocated per statement:
     *   QuerySeries      a driver's statement whose text is known: prepared, or executed before
     *   ServerSeries     a driver's statement without a text yet
     *   COUNTED_INSIDE   a wrapper's statement around a driver's, which counts the executions: nothing is done for it
     *   String           a text given to a statement of an unmarked connection, kept in case nobody inside counts its execution
     *   TextOfPrepared   a driver's prepared statement while it executes a text, which JDBC forbids: the one exception, it is allocated
     *   null             nothing known yet
     */

    /** The state of a wrapper's statement that was made while a driver's connection made the one inside. */
    Object COUNTED_INSIDE = new Object();

    @Nullable
    Object sonde$state();

    void sonde$state(@Nullable Object state);

    /** Elements in the batch so far; negative when they are of more than one query. */
    int sonde$batch();

    void sonde$batch(int elements);

    /**
     * Of the batch's texts what the state is of an executed one: QuerySeries or String. Null when it has none, because its elements are
     * sets of parameters.
     */
    @Nullable
    Object sonde$batched();

    void sonde$batched(@Nullable Object texts);

    /** The result set that is being read, to be recorded when the statement ends it. */
    @Nullable
    WovenResultSet sonde$open();

    void sonde$open(@Nullable WovenResultSet resultSet);

    /** The connection that made it, if it is a driver's. */
    @Nullable
    WovenConnection sonde$owner();

    void sonde$owner(@Nullable WovenConnection connection);
}
