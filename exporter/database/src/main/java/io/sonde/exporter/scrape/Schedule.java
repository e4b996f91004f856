package io.sonde.exporter.scrape;

import java.time.Duration;

/**
 * When a collector runs.
 *
 * @param interval zero for every scrape; otherwise from one start to the next, whoever scrapes
 */
public record Schedule(Duration interval) {

    /** As part of each scrape, and therefore as fresh as it. */
    public static final Schedule EVERY_SCRAPE = new Schedule(Duration.ZERO);

    /** For what is too dear for every scrape, or visits every database: sizes, bloat, tables, indexes. */
    public static final Schedule EVERY_MINUTE = new Schedule(Duration.ofMinutes(1));

    /** In the background, so often. */
    public static Schedule every(Duration interval) {
        return new Schedule(interval);
    }

    boolean inBackground() {
        return !interval.isZero();
    }

    /** How old a result may be when it is published: one run may be missed, and another may be on its way. */
    Duration oldest() {
        return interval.multipliedBy(5).dividedBy(2);
    }
}
