package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of woven {@code Driver.connect} methods: they mark the connections that drivers make.
 *
 * <p>Called by the application's threads. Nothing is thrown. Connecting takes milliseconds, so a map entry per connect is no matter.
 */
public final class Connections {

    /** The connects that one thread is in, and how many connections it has marked in them. Used by that thread alone. */
    private static final class Nest {
        private int depth;
        private long marks;
    }

    private static final ConcurrentHashMap<Long, Nest> NESTS = new ConcurrentHashMap<>();

    private Connections() {}

    /** A driver's connect begins. Returns what {@link #connected} and {@link #failed} need; 0 when it cannot be followed. */
    public static long connecting() {
        try {
            Long thread = Thread.currentThread().getId();
            Nest nest = NESTS.get(thread);
            if (nest == null) {
                nest = new Nest();
                NESTS.put(thread, nest);
            }
            nest.depth++;
            return nest.marks + 1;
        } catch (Throwable t) {
            Failures.suppressed(Place.CONNECT, t);
            return 0;
        }
    }

    /** A driver's connect ends with this connection, or with null if the URL is another driver's. */
    public static void connected(
            @Nullable Object connection, @Nullable String url, @Nullable Object properties, long token) {
        if (token == 0) {
            return;
        }
        try {
            Nest nest = leave();
            // A wrapper's driver connects through the real one: the innermost connection is the driver's own.
            boolean innermost = nest == null || nest.marks == token - 1;
            if (innermost && url != null && connection instanceof WovenConnection woven && !JdbcUrl.isWrapper(url)) {
                if (nest != null) {
                    nest.marks++;
                }
                // A driver that hands out connections which another one opened says less of where they lead.
                if (woven.sonde$server() == null) {
                    woven.sonde$server(Outcomes.connectedTo(connection, url, user(properties)));
                }
            } else if (innermost && connection instanceof Proxy && url != null && !JdbcUrl.isWrapper(url)) {
                Outcomes.markBehindProxy(connection);
            }
        } catch (Throwable t) {
            Failures.suppressed(Place.CONNECT, t);
        }
    }

    /** A driver's connect ends with an exception. */
    public static void failed(long token) {
        if (token == 0) {
            return;
        }
        try {
            leave();
        } catch (Throwable t) {
            Failures.suppressed(Place.CONNECT, t);
        }
    }

    /** Whether this thread is in a driver's connect: what is executed there is the driver's own. */
    static boolean inside() {
        return !NESTS.isEmpty() && NESTS.containsKey(Thread.currentThread().getId());
    }

    private static @Nullable Nest leave() {
        Long thread = Thread.currentThread().getId();
        Nest nest = NESTS.get(thread);
        if (nest != null && --nest.depth == 0) {
            NESTS.remove(thread);
        }
        return nest;
    }

    private static String user(@Nullable Object properties) {
        String user = properties instanceof java.util.Properties given ? given.getProperty("user") : null;
        return user == null ? "" : user;
    }
}
