package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/** What a woven connection looks like to the entry points. */
final class FakeConnection implements WovenConnection {

    private @Nullable ServerSeries server;

    FakeConnection(@Nullable ServerSeries server) {
        this.server = server;
    }

    @Override
    public @Nullable ServerSeries sonde$server() {
        return server;
    }

    @Override
    public void sonde$server(@Nullable ServerSeries marked) {
        server = marked;
    }

    @Override
    public @Nullable WovenStatement sonde$reading() {
        return null;
    }

    @Override
    public void sonde$reading(@Nullable WovenStatement statement) {}
}
