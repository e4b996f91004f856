package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;

/** How long a connection waits for the next answer before it takes the network for dead. For one thread, and one collection. */
final class NetworkTime {

    /*
     * A login's own time-out is for statements that may take all of their time. When nobody will wait for so long, the server is told to
     * end a statement sooner; so an answer that is not there soon after that will not come, and the thread that waits for it is of use
     * elsewhere. It is the socket's time-out, which costs the server nothing and needs nobody who watches.
     */

    private final Connection connection;
    private final long statementMillis;
    private boolean shortened;
    private int own;

    NetworkTime(Connection connection, TargetConfig target, Purpose purpose) {
        this.connection = connection;
        this.statementMillis = purpose.statementTimeout(target).toMillis();
    }

    /** To be called before each collector: less time is left by then, or, when somebody more waits, more. */
    void limit(long deadlineNanos) {
        long left = Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
        try {
            if (left < statementMillis) {
                shorten(left + Purpose.NETWORK_GRACE.toMillis());
            } else if (shortened) {
                connection.setNetworkTimeout(Runnable::run, own);
                shortened = false;
            }
        } catch (SQLException | UnsupportedOperationException | AbstractMethodError e) {
            // A driver that has no such thing keeps its own time-out.
        }
    }

    private void shorten(long millis) throws SQLException {
        if (!shortened) {
            own = connection.getNetworkTimeout();
            shortened = true;
        }
        // 0 is for ever.
        int most = own == 0 ? Integer.MAX_VALUE : own;
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(most, millis));
    }
}
