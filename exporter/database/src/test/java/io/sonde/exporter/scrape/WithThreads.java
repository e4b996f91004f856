package io.sonde.exporter.scrape;

import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a target, and the threads that collect from it; without a server. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
abstract class WithThreads {

    static final int THREADS = 2;

    final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    final Lanes lanes = new Lanes(THREADS, scheduler);
    final Background background = new Background(scheduler, 1);
    TargetConfig config;

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"), "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1/shop'}]\n");
        config = new ExporterConfigReader(Map.of()).read(file).targets().get(0);
    }

    @AfterEach
    void end() {
        lanes.close();
        background.close();
        scheduler.shutdownNow();
    }
}
