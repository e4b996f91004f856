package io.sonde.exporter.scrape;

import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A kind of database: how to log in to it without hurting it, how to recognise it, what to read of it, and what its errors mean.
 *
 * <p>Any thread may call it, for several targets at once.
 */
public interface DatabaseSystem {

    /** What commands and messages call it, such as {@code postgresql}. */
    String name();

    /** Whether a target with this URL is one of these. The first system that says so has it. */
    boolean serves(JdbcUrl url);

    /** The names of the metrics about the scraping itself. */
    StatusMetrics status();

    /**
     * How the driver is called for a connection.
     *
     * @param database empty for that of the target's URL
     * @param plain without anything that {@link #refusedSettings} may be said about
     */
    Login login(TargetConfig target, String database, Purpose purpose, boolean plain);

    /** Whether this failure to log in is about the settings that the login came with, so that a plain one may do. */
    default boolean refusedSettings(SQLException failure) {
        return false;
    }

    /** Called once for each new connection, after its driver opened it. */
    default void prepare(Connection connection, TargetConfig target, Purpose purpose) throws SQLException {
        connection.setReadOnly(true);
    }

    /** Asks what is at the other end. Called at the beginning of each collection: it may change. */
    Server recognise(Connection connection) throws SQLException;

    /**
     * Called before each collector.
     *
     * @param millis what a statement may take; less than usual when the scrape's time is running out
     */
    default Guard guard(Session session, TargetConfig target, long millis) throws SQLException {
        return Guard.NONE;
    }

    /** The databases of the server that one may connect to; empty when a connection sees them all. */
    default List<String> databases(Connection connection) throws SQLException {
        return List.of();
    }

    /** The collectors of one target, a new set of them, in the order in which they run: the cheap and telling ones first. */
    List<Collector> collectors(TargetSetup setup);

    /** What looks at the server every second; a new set of them. Without any there is no connection for them. */
    default List<Sampler<?>> samplers(TargetSetup setup) {
        return List.of();
    }

    /** Adds what is known of a server that is up, such as its version. */
    default void describe(Server server, TargetLabels labels, Samples page) {}

    /** What a failure means. */
    default Reason reason(SQLException failure) {
        return Reason.of(failure);
    }

    /** Whether the connection is of no use after this. */
    default boolean connectionLost(SQLException failure) {
        return Reason.connectionLost(failure);
    }

    /** The SQL that makes a role with the least privileges, with comments; empty where there is none to print. */
    default String grants() {
        return "";
    }

    /** The command or setting that helps against a reason; empty when there is none to name. */
    default String remedy(Reason reason, TargetConfig target) {
        return "";
    }
}
