package io.sonde.benchmarks.jdbc;

/** Makes the driver's objects by plain {@code new}, which the source cannot say of abstract classes. {@link StubLoader} implements it. */
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

    public abstract StubConnection connection();

    public abstract StubPreparedStatement prepared(StubConnection connection, String sql);

    public abstract StubResultSet result(StubConnection connection);

    public abstract StubDatabaseMetaData metaData(StubConnection connection);
}
