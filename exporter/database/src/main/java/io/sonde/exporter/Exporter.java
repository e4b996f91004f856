package io.sonde.exporter;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.SelfMetrics;
import io.sonde.core.sql.QueryId;
import io.sonde.endpoint.http.HttpEndpoint;
import io.sonde.endpoint.http.HttpLimits;
import io.sonde.endpoint.http.HttpSettings;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.HealthPage;
import io.sonde.endpoint.page.LandingPage;
import io.sonde.endpoint.page.MetricsPage;
import io.sonde.endpoint.registry.Series;
import io.sonde.endpoint.registry.SondeRegistry;
import io.sonde.endpoint.simpleclient.SimpleclientSource;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.custom.JdbcSystem;
import io.sonde.exporter.mysql.MysqlSystem;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.postgres.PlansPage;
import io.sonde.exporter.postgres.PostgresSystem;
import io.sonde.exporter.postgres.QueryTexts;
import io.sonde.exporter.scrape.Background;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Lanes;
import io.sonde.exporter.scrape.TargetsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running exporter: its targets, their pools, and the endpoint that shows them. Any thread may close it. */
public final class Exporter implements AutoCloseable {

    /** Enough for what a few hundred targets publish: a text that was forgotten is read again, with all others of its server. */
    private static final int MAX_TEXTS = 50_000;

    private static final long LOOK_SECONDS = 10;

    private final PoolShare share;
    private final Lanes lanes;
    private final Background background;
    private final WatchedTargets targets;
    private final Reloads reloads;
    private final SondeRegistry registry;
    private final HttpEndpoint endpoint;
    private final Plans plans = new Plans();

    /**
     * Starts it. No target needs to be up.
     *
     * @param reader gives the configuration anew for reloads
     * @param daemon whether the process may end while it runs
     * @param known is told of each configuration before it is used
     * @throws IOException when it cannot listen, or drivers cannot be loaded; nothing is left running
     */
    static Exporter start(
            ExporterConfig config,
            Reloads.Reader reader,
            HostPort listen,
            boolean daemon,
            Consumer<ExporterConfig> known,
            LogSink log)
            throws IOException {
        return new Exporter(config, reader, listen, daemon, known, log);
    }

    private Exporter(
            ExporterConfig config,
            Reloads.Reader reader,
            HostPort listen,
            boolean daemon,
            Consumer<ExporterConfig> known,
            LogSink log)
            throws IOException {
        CollectorRegistry poolMetrics = new CollectorRegistry();
        Path folder = config.drivers();
        share = new PoolShare(poolMetrics, folder == null ? Drivers.builtIn() : Drivers.of(folder));
        int threads = config.collection().threads();
        lanes = new Lanes(threads, share.scheduler());
        background = new Background(share.scheduler(), threads);
        targets = new WatchedTargets(share, background, systems(plans), log);
        known.accept(config);
        targets.apply(config);
        reloads = new Reloads(
                reader,
                config,
                fresh -> {
                    known.accept(fresh);
                    lanes.threads(fresh.collection().threads());
                    targets.apply(fresh);
                },
                log,
                Clock.systemUTC());
        registry = new SondeRegistry(log);
        registry.registerSlow("targets", new TargetsSource(targets::current, lanes));
        registry.register("pools", new SimpleclientSource(poolMetrics));
        registry.register("build", scrape -> List.of(buildInfo().snapshot()));
        registry.register("configuration", scrape -> reloads.metrics());
        MetricsPage metrics = new MetricsPage(registry);
        HealthPage healthy = HealthPage.healthy();
        HealthPage ready = HealthPage.ready(() -> true);
        DiscoveryPage discovery = new DiscoveryPage(targets);
        LandingPage landing = new LandingPage(
                "Sonde exporter",
                Version.number(),
                "Watches databases for Prometheus.",
                List.of(metrics, discovery, healthy, ready));
        ProbePage probe = new ProbePage(targets, lanes, reloads::config);
        List<Page> pages = List.of(
                metrics, probe, discovery, new ReloadPage(reloads), new PlansPage(plans), healthy, ready, landing);
        try {
            HttpSettings settings = new HttpSettings(listen.host(), listen.port(), daemon, HttpLimits.manyTargets());
            endpoint = HttpEndpoint.start(settings, pages, log);
        } catch (IOException e) {
            closeCollection();
            throw e;
        }
        var unused = share.scheduler().scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        log.log(
                LogSink.Level.INFO,
                Version.line() + " listens on " + new HostPort(listen.host(), endpoint.port()) + ", targets: "
                        + config.targets().size(),
                null);
    }

    /** The kinds of databases that there are. */
    static List<DatabaseSystem> systems(Plans plans) {
        return List.of(new PostgresSystem(new QueryTexts(MAX_TEXTS), plans), new MysqlSystem(), new JdbcSystem());
    }

    private void look() {
        if (reloads.changed()) {
            // Closing pools takes its time, and others wait for this thread.
            Thread thread = new Thread(reloads::reload, "sonde-reload");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Reads the configuration again; empty when it is in use now, otherwise why not. */
    String reload() {
        return reloads.reload();
    }

    private static Series buildInfo() {
        Series series = Series.of(SelfMetrics.BUILD_INFO);
        return series.add(Labels.of(
                "version",
                Version.number(),
                "query_id_version",
                Integer.toString(QueryId.VERSION),
                "component",
                "exporter"));
    }

    /** The port that is listened on. */
    public int port() {
        return endpoint.port();
    }

    @Override
    public void close() {
        endpoint.close();
        closeCollection();
    }

    private void closeCollection() {
        lanes.close();
        background.close();
        registry.close();
        targets.close();
        share.close();
    }
}
