package io.sonde.exporter.scrape;

import java.sql.SQLException;

/**
 * Looks at a server every second, on a connection that all samplers of a target share, and counts what it saw. Of several targets that
 * are databases of one server one looks, and the samplers of all of them count what is theirs.
 *
 * <p>{@link #look} is called by one thread at a time, and so are the other methods; but these beside it.
 *
 * @param <T> what a look sees; immutable
 */
public interface Sampler<T> {

    /** The value of the label {@code collector}, and the name by which configurations and modules choose it. */
    String name();

    /** Looks once. A second that was missed is not made up for. */
    T look(Session session) throws SQLException, SkippedException;

    /**
     * Counts what was seen.
     *
     * @param coverage the databases that count
     * @param seconds how much time the look stands for; about 1, at most 2 after looks that were missed
     */
    void count(T seen, Coverage coverage, double seconds);

    /** Adds what was counted so far. */
    void report(Samples found);
}
