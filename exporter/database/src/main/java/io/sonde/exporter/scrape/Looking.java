package io.sonde.exporter.scrape;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A sampler's look in the clothes of a collector, so that it is guarded like one; what was seen is left here. */
final class Looking<T> implements Collector {

    private final Sampler<T> sampler;
    private @Nullable T seen;

    Looking(Sampler<T> sampler) {
        this.sampler = sampler;
    }

    @Override
    public String name() {
        return sampler.name();
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        seen = sampler.look(session);
    }

    /** Null when the look failed. */
    @Nullable
    T seen() {
        return seen;
    }
}
