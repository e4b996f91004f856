package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/** What only code that can name {@code java.sql} types can do. The engine implements it. */
public interface JdbcAccess {

    /** The connection of a {@code java.sql.Statement}, or null if it will not say. */
    @Nullable
    Object connection(Object statement);

    /** Whether it is a {@code java.sql.PreparedStatement}. */
    boolean isPrepared(Object statement);

    /** The URL of a {@code java.sql.Connection} as its metadata has it, or null. Asked once per connection, never per execution. */
    @Nullable
    String url(Object connection);

    /** Product and version of the server as a {@code java.sql.Connection}'s metadata has them, or null. Asked once per connection. */
    @Nullable
    String product(Object connection);

    /** {@code host:port} that a {@code java.sql.Connection} is connected to, or null if its driver has no way to say so. */
    @Nullable
    String host(Object connection);

    /** The woven connection inside a {@code java.sql.Connection} that is a {@code java.lang.reflect.Proxy}, or null. */
    @Nullable
    WovenConnection unwrapped(Object connection);

    /** Tells of a driver's statement whose class is not woven, unless it is a {@code java.lang.reflect.Proxy}. */
    void unwoven(Object statement);

    /** The SQLSTATE of a {@code java.sql.SQLException}, or null. */
    @Nullable
    String sqlState(Throwable failure);

    /** The vendor's code of a {@code java.sql.SQLException}, or null for another exception. */
    @Nullable
    Integer vendorCode(Throwable failure);
}
