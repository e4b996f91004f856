package io.sonde.demo;

import io.sonde.demo.page.Comparison;
import io.sonde.demo.page.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Sonde on a real database: PostgreSQL, the exporter, the shop with the agent in its JVM, and visitors. Everything it
 * starts is stopped by {@link #close}, or when this JVM ends in whatever orderly way, Ctrl-C included.
 */
public final class Demo implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Started started;
    private final Thread hook;
    private @Nullable RunDirectory run;
    private @Nullable URI shop;
    private @Nullable URI agent;
    private @Nullable URI exporter;
    private @Nullable Load load;
    private @Nullable Database database;
    private final List<Child> children = new ArrayList<>();

    private Demo(Started started) {
        this.started = started;
        this.hook = new Thread(started::close, "demo-stop");
    }

    /** Starts everything but says nothing. */
    public static Demo start(DemoOptions options) throws IOException {
        return start(options, step -> {});
    }

    /**
     * Starts everything and returns when the shop answers and has been scraped once, before the load begins.
     *
     * @param progress told what is being done, a line at a time
     * @throws IOException saying what did not start, with the end of its log; whatever had started is stopped again
     */
    public static Demo start(DemoOptions options, Consumer<String> progress) throws IOException {
        Started started = new Started();
        Demo demo = new Demo(started);
        Runtime.getRuntime().addShutdownHook(demo.hook);
        boolean complete = false;
        try {
            demo.startAll(options, progress);
            complete = true;
            return demo;
        } finally {
            if (!complete && demo.run != null && !started.stopping()) {
                demo.run.keepLogs();
            }
            started.complete();
            if (!complete) {
                demo.close();
            }
        }
    }

    private void startAll(DemoOptions options, Consumer<String> progress) throws IOException {
        Path agentJar = built(options.root(), "sonde-agent.jar");
        Path exporterJar = built(options.root(), "sonde-exporter.jar");
        Ports ports = new Ports(options.standardPorts());
        run = started.add(RunDirectory.below(options.directory()));

        progress.accept("Starting PostgreSQL (logs in " + run.logs() + ")");
        database = Database.start(options.directory().resolve("postgres"), run, started);

        progress.accept("Starting the exporter");
        int exporterPort = ports.choose(9477);
        exporter = local(exporterPort, "/metrics");
        await(ExporterProcess.start(exporterJar, exporterPort, run, database), local(exporterPort, "/-/ready"));

        progress.accept("Starting the shop, with the agent in its JVM");
        int shopPort = ports.choose(8080);
        int agentPort = ports.choose(9476);
        shop = local(shopPort, "/");
        agent = local(agentPort, "/metrics");
        Child service = ShopProcess.start(
                shopPort,
                database,
                List.of("-javaagent:" + agentJar, "-Dsonde.host=127.0.0.1", "-Dsonde.port=" + agentPort),
                run);
        await(service, local(shopPort, "/health"));
        service.awaitReady(local(agentPort, "/-/ready"), READY_WITHIN, started);

        load = started.add(new Load(shop, options.pagesPerSecond(), options.visitors()));
    }

    private void await(Child child, URI address) throws IOException {
        children.add(started.add(child));
        child.awaitReady(address, READY_WITHIN, started);
    }

    private static Path built(Path root, String jar) throws IOException {
        Path path = root.resolve("dist").resolve(jar);
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is missing; mvn -Pdemo builds it");
        }
        return path;
    }

    private static URI local(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** The shop's front page. */
    public URI shop() {
        return present(shop);
    }

    /** The agent's page of metrics. */
    public URI agentMetrics() {
        return present(agent);
    }

    /** The exporter's page of metrics. */
    public URI exporterMetrics() {
        return present(exporter);
    }

    /** The JDBC URL of the shop's database, without user and password. */
    public String databaseUrl() {
        return present(database).jdbcUrl();
    }

    /** The visitors. */
    public Load load() {
        return present(load);
    }

    /** Where the logs are while the demo runs. */
    public Path logs() {
        return present(run).logs();
    }

    /** Scrapes both pages, the application's first, and sets them beside each other. */
    public Comparison compare() throws IOException {
        MetricsPage client = MetricsPage.scrape(agentMetrics());
        return Comparison.of(client, MetricsPage.scrape(exporterMetrics()));
    }

    /** Throws, with the end of its log, if one of the processes has ended by itself. */
    public void checkAlive() throws IOException {
        for (Child child : children) {
            try {
                child.checkAlive();
            } catch (IOException e) {
                present(run).keepLogs();
                throw e;
            }
        }
    }

    /** Waits; returns early, and then true, when the demo is being stopped. */
    public boolean stopsWithin(Duration time) throws IOException {
        return started.stopsWithin(time);
    }

    private static <T> T present(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("not started");
        }
        return thing;
    }

    @Override
    public void close() {
        started.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook runs already.
        }
    }
}
