package io.sonde.benchmarks.jdbc;

import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;

/** A driver that does nothing. Its classes are abstract for brevity; {@link StubLoader} makes them concrete. */
public abstract class StubDriver implements Driver {

    private static final Constructor<?> CONNECTION = StubConnection.class.getConstructors()[0];

    @Override
    public Connection connect(String url, Properties info) {
        return (Connection) make(CONNECTION);
    }

    static Object make(Constructor<?> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
