package io.sonde.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;

/** A driver that does nothing. Its classes are abstract for brevity; {@link StubLoader} makes them concrete. */
public abstract class StubDriver implements Driver {

    private final StubMaker maker = StubMaker.loaded();

    public StubDriver() {}

    @Override
    public Connection connect(String url, Properties info) {
        return maker.connection();
    }

    @Override
    public boolean acceptsURL(String url) {
        return true;
    }
}
