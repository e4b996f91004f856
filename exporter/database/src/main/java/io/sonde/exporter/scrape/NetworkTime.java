package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How long a connection waits for the next answer before it takes the network for dead. */
final class NetworkTime {

    /*
     * A login's own time-out is for statements that may take all of their time. When nobody will wait for so long, the server is told to
     * end a statement sooner; so an answer that is not there soon after that will not come, and the thread that waits for it is of use
     * elsewhere. It is the socket's time-out, which costs the server nothing and needs nobody who watches.
     */

    private NetworkTime() {}

    /** Must be called anew when the time that is left has changed. */
    static void limit(Connection connection, TargetConfig target, Purpose purpose, long deadlineNanos) {
        Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
        Duration statement = purpose.statementTimeout(target);
        Duration least = left.compareTo(statement) < 0 ? left : statement;
        try {
            connection.setNetworkTimeout(
                    Runnable::run, (int) least.plus(Purpose.NETWORK_GRACE).toMillis());
        } catch (SQLException | AbstractMethodError e) {
            // A driver that has no such thing keeps its own time-out.
        }
    }
}
