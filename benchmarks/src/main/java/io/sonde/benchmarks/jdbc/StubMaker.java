package io.sonde.benchmarks.jdbc;

import java.sql.PreparedStatement;

/** Makes prepared statements by plain {@code new}, which the source cannot say of abstract classes. {@link StubLoader} implements it. */
public abstract class StubMaker {

    static StubMaker loaded() {
        try {
            return Class.forName(StubMaker.class.getName() + "Impl", true, StubMaker.class.getClassLoader())
                    .asSubclass(StubMaker.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new {@link StubPreparedStatement}. */
    public abstract PreparedStatement prepared(String sql);
}
