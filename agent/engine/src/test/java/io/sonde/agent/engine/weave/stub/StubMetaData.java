package io.sonde.agent.engine.weave.stub;

import java.sql.DatabaseMetaData;

/** Knows its URL. */
public abstract class StubMetaData implements DatabaseMetaData {

    private final String url;

    public StubMetaData(String url) {
        this.url = url;
    }

    @Override
    public String getURL() {
        return url;
    }
}
