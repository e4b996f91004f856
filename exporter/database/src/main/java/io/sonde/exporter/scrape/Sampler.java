package io.sonde.exporter.scrape;

import java.sql.SQLException;

/**
 * Looks at a server every second, on a connection that all samplers of a target share, and counts what it saw.
 *
 * <p>Called by one thread at a time.
 */
public interface Sampler {

    /** The value of the label {@code collector}, and the name by which configurations and modules choose it. */
    String name();

    /**
     * Looks once. A second that was missed is not made up for.
     *
     * @param seconds how much time this look stands for; about 1, at most 2 after looks that were missed
     */
    void sample(Session session, double seconds) throws SQLException, SkippedException;

    /** Adds what was counted so far; called after each look that did not fail, so it should be cheap. */
    void report(Samples found);
}
