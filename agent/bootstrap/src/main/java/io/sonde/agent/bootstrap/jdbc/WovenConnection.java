package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/** What the weaver adds to a class that implements {@code java.sql.Connection}: two fields and their accessors. */
public interface WovenConnection {

    /** Set when the connection is a driver's own; null for a pool's or another wrapper's. */
    @Nullable
    ServerSeries sonde$server();

    void sonde$server(@Nullable ServerSeries server);

    /** The statement whose rows were last begun to be read. */
    @Nullable
    WovenStatement sonde$reading();

    void sonde$reading(@Nullable WovenStatement statement);
}
