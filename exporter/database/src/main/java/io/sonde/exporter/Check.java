package io.sonde.exporter;

import io.prometheus.client.CollectorRegistry;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.custom.WithQueries;
import io.sonde.exporter.log.Mask;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import io.sonde.exporter.scrape.Trial;
import java.io.IOException;
import java.io.PrintStream;

/** The command {@code check}: tries each target once, and says what will be collected. */
final class Check {

    private Check() {}

    /** Whether all targets are up. */
    static boolean run(ExporterConfig config, Mask mask, PrintStream out) throws IOException {
        boolean all = true;
        for (String pattern : config.targetsFiles().fittingNone()) {
            out.println("targets_files: there is no file " + pattern + ", or its folder cannot be read");
        }
        Drivers drivers = config.drivers() == null ? Drivers.builtIn() : Drivers.of(config.drivers());
        try (PoolShare share = new PoolShare(new CollectorRegistry(), drivers)) {
            for (TargetConfig target : config.targets()) {
                DatabaseSystem served = Exporter.systems(new Plans()).stream()
                        .filter(candidate -> candidate.serves(target.url()))
                        .findFirst()
                        .orElseThrow();
                DatabaseSystem system = new WithQueries(
                        served,
                        config.queries().stream()
                                .filter(query -> query.isFor(target))
                                .toList(),
                        share.scheduler());
                try (TargetPool pool = share.open(target, system)) {
                    TargetSetup setup = new TargetSetup(target, new TargetLabels(target), config.collection());
                    Trial trial = new Trial(system, setup, pool);
                    all &= trial.up();
                    trial.lines().forEach(line -> out.println(mask.apply(line.replace('\n', ' '))));
                }
            }
        }
        return all;
    }
}
