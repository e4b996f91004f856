package io.sonde.exporter;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.core.metric.SelfMetrics;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.Series;
import io.sonde.exporter.config.ConfigException;
import io.sonde.exporter.config.ExporterConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the configuration again when asked to. One that cannot be used changes nothing.
 *
 * <p>Any thread may call it; reloads follow each other.
 */
final class Reloads {

    /** Where a configuration comes from. */
    interface Reader {
        ExporterConfig read() throws ConfigException;
    }

    private final Reader reader;
    private final Consumer<ExporterConfig> apply;
    private final LogSink log;
    private final Clock clock;
    private volatile ExporterConfig config;
    private volatile boolean successful = true;
    private volatile double successSeconds;
    private volatile String filesState;

    /** @param apply takes a configuration that can be used; the one that is in use already was applied */
    Reloads(Reader reader, ExporterConfig config, Consumer<ExporterConfig> apply, LogSink log, Clock clock) {
        this.reader = reader;
        this.config = config;
        this.apply = apply;
        this.log = log;
        this.clock = clock;
        successSeconds = clock.millis() / 1000.0;
        filesState = config.targetsFiles().state();
        warnOfMissing(config);
    }

    /** The configuration in use. */
    ExporterConfig config() {
        return config;
    }

    /** Reads it again; empty when it is in use now, otherwise why not. */
    synchronized String reload() {
        ExporterConfig fresh;
        try {
            // Before the files are read: what changes meanwhile is read once more.
            filesState = config.targetsFiles().state();
            fresh = reader.read();
        } catch (ConfigException e) {
            successful = false;
            log.log(
                    LogSink.Level.ERROR,
                    "the configuration cannot be used, the old one goes on:\n" + e.getMessage(),
                    null);
            return String.valueOf(e.getMessage());
        }
        ExporterConfig old = config;
        try {
            apply.accept(fresh);
        } catch (RuntimeException e) {
            successful = false;
            log.log(LogSink.Level.ERROR, "the configuration was read again, but cannot be applied", e);
            return "It was read again, but cannot be applied: " + e;
        }
        if (!fresh.targetsFiles().equals(old.targetsFiles())) {
            filesState = fresh.targetsFiles().state();
        }
        config = fresh;
        successful = true;
        successSeconds = clock.millis() / 1000.0;
        log.log(
                LogSink.Level.INFO,
                "the configuration was read again, targets: " + fresh.targets().size(),
                null);
        warnOfMissing(fresh);
        if (!fresh.web().equals(old.web())) {
            log.warn("the new web section takes effect after a restart", null);
        }
        return "";
    }

    private void warnOfMissing(ExporterConfig config) {
        for (String pattern : config.targetsFiles().fittingNone()) {
            log.warn(
                    "targets_files: there is no file " + pattern + ", or its folder cannot be read; looked after again",
                    null);
        }
    }

    /** Whether files with targets came, went or changed since the configuration was read, or that was tried. */
    boolean changed() {
        return !config.targetsFiles().state().equals(filesState);
    }

    List<MetricSnapshot> metrics() {
        return List.of(
                Series.of(SelfMetrics.CONFIG_LAST_RELOAD_SUCCESSFUL)
                        .add(successful ? 1 : 0, Labels.EMPTY)
                        .snapshot(),
                Series.of(SelfMetrics.CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP)
                        .add(successSeconds, Labels.EMPTY)
                        .snapshot());
    }
}
