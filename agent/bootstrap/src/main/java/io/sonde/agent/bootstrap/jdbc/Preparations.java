package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of woven {@code Connection} methods that make statements: they attach what is known to the statement.
 *
 * <p>Called by the application's threads, {@link #making} on entry and the others on return. Nothing is thrown; a text that was seen before allocates nothing.
 */
public final class Preparations {

    private Preparations() {}

    /** A connection begins to make a statement. */
    public static void making(Object connection) {
        try {
            if (((WovenConnection) connection).sonde$server() == null) {
                MadeWithin.begins(Thread.currentThread().getId());
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.PREPARE, t);
        }
    }

    /** A connection returns a prepared or callable statement. */
    public static void prepared(@Nullable Object statement, @Nullable Object connection, @Nullable String sql) {
        try {
            if (!(connection instanceof WovenConnection owner) || sql == null) {
                return;
            }
            if (!(statement instanceof WovenStatement woven)) {
                unwoven(statement, owner);
                return;
            }
            ServerSeries server = owner.sonde$server();
            if (server == null && isProxy(woven)) {
                return;
            }
            // A batch that was never executed, if a cache of the driver's or a pool's hands out a closed statement
            // again.
            Batches.executed(woven);
            if (server != null) {
                // Also when the statement has a state: drivers hand out closed statements again.
                woven.sonde$state(server.query(sql));
                woven.sonde$owner(owner);
                MadeWithin.made(Thread.currentThread().getId());
            } else if (!isKnown(woven.sonde$state())) {
                boolean counted = MadeWithin.happened(Thread.currentThread().getId());
                woven.sonde$state(counted ? WovenStatement.COUNTED_INSIDE : sql);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.PREPARE, t);
        }
    }

    /** A connection returns a statement without a text. */
    public static void created(@Nullable Object statement, @Nullable Object connection) {
        try {
            if (!(connection instanceof WovenConnection owner)) {
                return;
            }
            if (statement instanceof WovenStatement woven) {
                ServerSeries server = owner.sonde$server();
                if (server == null && isProxy(woven)) {
                    return;
                }
                Batches.executed(woven);
                if (server != null) {
                    woven.sonde$state(server);
                    woven.sonde$owner(owner);
                    MadeWithin.made(Thread.currentThread().getId());
                } else if (!isKnown(woven.sonde$state())) {
                    boolean counted = MadeWithin.happened(Thread.currentThread().getId());
                    woven.sonde$state(counted ? WovenStatement.COUNTED_INSIDE : null);
                }
            } else {
                unwoven(statement, owner);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.PREPARE, t);
        }
    }

    /** Whether it is an application's proxy of all interfaces of a woven statement: it would be asked for what it has never heard of. */
    private static boolean isProxy(WovenStatement statement) {
        return statement instanceof Proxy;
    }

    /** A wrapper may make what it likes; what a driver makes should have been woven. */
    private static void unwoven(@Nullable Object statement, WovenConnection owner) {
        if (statement != null && owner.sonde$server() != null) {
            Outcomes.unwoven(statement);
        }
    }

    /** Whether it is a driver's statement: a wrapper may hand out the driver's own object. */
    private static boolean isKnown(@Nullable Object state) {
        return state instanceof QuerySeries || state instanceof ServerSeries;
    }
}
