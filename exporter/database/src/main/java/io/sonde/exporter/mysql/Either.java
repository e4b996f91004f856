package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Schedule;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.SQLException;

/**
 * Two ways to the same numbers. Where the first one is switched off and the second one too, the reason is the first one's.
 *
 * @param second what is read while the server has the first one switched off
 */
record Either(Collector first, Collector second) implements Collector {

    @Override
    public String name() {
        return first.name();
    }

    @Override
    public Schedule schedule() {
        return first.schedule();
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        try {
            first.collect(session, found);
        } catch (SkippedException off) {
            if (off.reason() != Reason.NOT_CONFIGURED) {
                throw off;
            }
            collectOther(session, found, off);
        }
    }

    private void collectOther(Session session, Samples found, SkippedException off)
            throws SQLException, SkippedException {
        try {
            second.collect(session, found);
        } catch (SkippedException alsoOff) {
            throw alsoOff.reason() == Reason.NOT_CONFIGURED ? off : alsoOff;
        }
    }
}
