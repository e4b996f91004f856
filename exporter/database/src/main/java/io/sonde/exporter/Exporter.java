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
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.custom.JdbcSystem;
import io.sonde.exporter.pool.Drivers;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.postgres.PlansPage;
import io.sonde.exporter.postgres.PostgresSystem;
import io.sonde.exporter.postgres.QueryTexts;
import io.sonde.exporter.scrape.Background;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Lanes;
import io.sonde.exporter.scrape.Target;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import io.sonde.exporter.scrape.TargetsSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running exporter: its targets, their pools, and the endpoint that shows them. Any thread may close it. */
public final class Exporter implements AutoCloseable {

    private static final int MAX_TEXTS = 10_000;

    /** So that many targets do not all begin with what runs in the background at once. */
    private static final Duration BETWEEN_BEGINNINGS = Duration.ofMillis(50);

    private final List<TargetPool> pools = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final Background background;
    private final PoolShare share;
    private final Lanes lanes;
    private final SondeRegistry registry;
    private final HttpEndpoint endpoint;
    private final Plans plans = new Plans();

    /**
     * Starts it. No target needs to be up.
     *
     * @param daemon whether the process may end while it runs
     * @throws IOException when it cannot listen; nothing is left running
     */
    public static Exporter start(ExporterConfig config, HostPort listen, boolean daemon, LogSink log)
            throws IOException {
        return new Exporter(config, listen, daemon, log);
    }

    private Exporter(ExporterConfig config, HostPort listen, boolean daemon, LogSink log) throws IOException {
        CollectorRegistry poolMetrics = new CollectorRegistry();
        share = new PoolShare(poolMetrics, Drivers.builtIn());
        lanes = new Lanes(config.collection().threads(), share.scheduler());
        background = new Background(share.scheduler(), config.collection().threads());
        registry = new SondeRegistry(log);
        registry.registerSlow("targets", new TargetsSource(targets(config, log), lanes));
        registry.register("pools", new SimpleclientSource(poolMetrics));
        registry.register("build", scrape -> List.of(buildInfo().snapshot()));
        MetricsPage metrics = new MetricsPage(registry);
        HealthPage healthy = HealthPage.healthy();
        HealthPage ready = HealthPage.ready(() -> true);
        PlansPage plansPage = new PlansPage(plans);
        List<Page> pages = List.of(metrics, healthy, ready, plansPage);
        LandingPage landing =
                new LandingPage("Sonde exporter", Version.number(), "Watches databases for Prometheus.", pages);
        try {
            HttpSettings settings = new HttpSettings(listen.host(), listen.port(), daemon, HttpLimits.standard());
            endpoint = HttpEndpoint.start(settings, List.of(metrics, healthy, ready, plansPage, landing), log);
        } catch (IOException e) {
            closeCollection();
            throw e;
        }
        log.log(
                LogSink.Level.INFO,
                Version.line() + " listens on " + new HostPort(listen.host(), endpoint.port()) + ", targets: "
                        + config.targets().size(),
                null);
    }

    private List<Target> targets(ExporterConfig config, LogSink log) {
        List<DatabaseSystem> systems = List.of(new PostgresSystem(new QueryTexts(MAX_TEXTS), plans), new JdbcSystem());
        for (TargetConfig target : config.targets()) {
            DatabaseSystem system = systems.stream()
                    .filter(candidate -> candidate.serves(target.url()))
                    .findFirst()
                    .orElseThrow();
            TargetPool pool = share.open(target, system);
            pools.add(pool);
            TargetSetup setup = new TargetSetup(target, new TargetLabels(target), config.collection());
            targets.add(new Target(setup, system, pool, background, log));
        }
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).begin(BETWEEN_BEGINNINGS.multipliedBy(i));
        }
        return targets;
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
        targets.forEach(Target::close);
        lanes.close();
        background.close();
        registry.close();
        pools.forEach(TargetPool::close);
        share.close();
    }
}
