package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;

/** Makes what woven code calls ready, before there is any. */
public final class EntryPoints {

    /*
     * The JVM initialises a class when it is first used. One whose initialisation fails, because there is no memory or no stack left at that
     * moment, is broken for good: each later call throws, and a call of an entry point would throw into the application. So all of them, and
     * what they use, are initialised where a failure only means that nothing is woven.
     */

    static final Class<?>[] CALLED = {
        Batches.class, Connections.class, Executions.class, MetadataCalls.class, Preparations.class, Results.class
    };

    private static final Class<?>[] USED = {
        ConnectedServer.class,
        MadeWithin.class,
        Outcomes.class,
        QueryErrors.class,
        RowRecorder.class,
        StaleSlots.class,
        WovenStatement.class
    };

    private EntryPoints() {}

    /** Initialises them; whatever is thrown, no class may be woven then. */
    public static void initialize() {
        initialize(CALLED);
        initialize(USED);
        OwnCost.estimateNanos();
        Queries.shared().server(Server.UNKNOWN).other();
        Query.describe("select a from b where c = 'd'", Dialect.GENERIC, Notation.JDBC, 64);
    }

    private static void initialize(Class<?>[] types) {
        for (Class<?> type : types) {
            try {
                Class.forName(type.getName(), true, type.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
