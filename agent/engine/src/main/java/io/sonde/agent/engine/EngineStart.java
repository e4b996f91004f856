package io.sonde.agent.engine;

import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.settings.AgentSettings;
import io.sonde.agent.bootstrap.settings.LiveSettings;
import io.sonde.agent.engine.jvm.JvmBinders;
import io.sonde.agent.engine.page.ConfigSource;
import io.sonde.agent.engine.page.InFlight;
import io.sonde.agent.engine.page.QuerySource;
import io.sonde.agent.engine.page.ResultSource;
import io.sonde.agent.engine.page.SelfSource;
import io.sonde.agent.engine.trace.TraceSource;
import io.sonde.agent.engine.weave.JdbcWeaver;
import io.sonde.endpoint.http.CannotListenException;
import io.sonde.endpoint.http.HttpEndpoint;
import io.sonde.endpoint.http.HttpLimits;
import io.sonde.endpoint.http.HttpSettings;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.micrometer.MicrometerLogging;
import io.sonde.endpoint.page.HealthPage;
import io.sonde.endpoint.page.LandingPage;
import io.sonde.endpoint.page.MetricsPage;
import io.sonde.endpoint.registry.SondeRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts all of the engine that is not the weaver. Runs once, on Sonde's own thread, while the application starts. */
public final class EngineStart implements Consumer<LiveSettings> {

    /**
     * The longest that a source may take, half of what Prometheus waits by default and more than the registry's own. All but the
     * application's own collectors answer from memory, but the first page loads their classes, on a processor that the application or
     * another agent's transformers may need more.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void accept(LiveSettings live) {
        LogSink log = new AgentLog();
        MicrometerLogging.install(log.libraries());
        AgentSettings settings = live.get();
        Queries queries = Queries.shared();
        String version = Version.read();
        SondeRegistry registry = new SondeRegistry(log, PATIENCE);
        InFlight inFlight = new InFlight(queries, () -> live.get().executionsLongNanos(), JdbcWeaver::isWoven);
        QuerySource source = new QuerySource(
                queries, settings.queriesHeld(), () -> live.get().queriesPublished(), inFlight);
        registry.register("queries", source);
        registry.register("traces", new TraceSource());
        registry.register("results", new ResultSource(queries));
        registry.register("agent", new SelfSource(queries, version, JdbcWeaver::wovenClasses, source::lastPublished));
        registry.register("config", new ConfigSource(live));
        registry.register("simpleclient", new ApplicationSimpleclient());
        registry.register("jvm", JvmBinders.bind());
        listen(settings, version, registry, log);
    }

    @SuppressWarnings("resource") // Serves until the JVM ends.
    private static void listen(AgentSettings settings, String version, SondeRegistry registry, LogSink log) {
        List<Page> pages = new ArrayList<>();
        pages.add(new MetricsPage(registry));
        pages.add(HealthPage.healthy());
        pages.add(HealthPage.ready(() -> true));
        pages.add(new LandingPage(
                "Sonde agent", version, "Measures this JVM and the SQL that it sends.", List.copyOf(pages)));
        HttpSettings http = new HttpSettings(settings.host(), settings.port(), true, HttpLimits.standard());
        try {
            HttpEndpoint endpoint = HttpEndpoint.start(http, pages, log);
            log.log(LogSink.Level.INFO, "serves metrics on port " + endpoint.port(), null);
        } catch (CannotListenException e) {
            registry.close();
            Warnings.warn(e.getMessage() + "; the application goes on, its metrics are not served");
        }
    }
}
