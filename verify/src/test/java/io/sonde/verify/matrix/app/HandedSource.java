package io.sonde.verify.matrix.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** For a pool that makes its data source itself, from a class and properties: hands it one that exists. */
public final class HandedSource implements Source {

    private static final Map<String, DataSource> HANDED = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private @Nullable String handed;

    /** Keeps a source; returns what {@link #setHanded} wants. */
    static String hand(DataSource source) {
        String key = Integer.toString(NEXT.incrementAndGet());
        HANDED.put(key, source);
        return key;
    }

    public void setHanded(String key) {
        handed = key;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource source = handed == null ? null : HANDED.get(handed);
        if (source == null) {
            throw new SQLException("nothing was handed over");
        }
        return source.getConnection();
    }
}
