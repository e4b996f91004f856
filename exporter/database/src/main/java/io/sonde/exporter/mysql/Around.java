package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Schedule;

/** A collector around another one, under whose name and at whose times it runs. */
interface Around extends Collector {

    Collector collector();

    @Override
    default String name() {
        return collector().name();
    }

    @Override
    default Schedule schedule() {
        return collector().schedule();
    }
}
