package io.sonde.agent.engine;

import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.agent.bootstrap.jdbc.Queries;
import io.sonde.agent.bootstrap.settings.AgentSettings;
import io.sonde.agent.engine.jvm.JvmBinders;
import io.sonde.agent.engine.page.QuerySource;
import io.sonde.agent.engine.page.SelfSource;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts all of the engine that is not the weaver. Runs once, on Sonde's own thread, while the application starts. */
public final class EngineStart implements Consumer<AgentSettings> {

    @Override
    public void accept(AgentSettings settings) {
        MicrometerLogging.install(LogSink.SILENT);
        Queries queries = Queries.shared();
        String version = Version.read();
        SondeRegistry registry = new SondeRegistry(LogSink.SILENT);
        registry.register("queries", new QuerySource(queries, settings.queriesHeld(), settings.queriesPublished()));
        registry.register("agent", new SelfSource(queries, version, JdbcWeaver::wovenClasses));
        registry.register("simpleclient", new ApplicationSimpleclient());
        registry.register("jvm", JvmBinders.bind());
        listen(settings, version, registry);
    }

    @SuppressWarnings("resource") // Serves until the JVM ends.
    private static void listen(AgentSettings settings, String version, SondeRegistry registry) {
        List<Page> pages = new ArrayList<>();
        pages.add(new MetricsPage(registry));
        pages.add(HealthPage.healthy());
        pages.add(HealthPage.ready(() -> true));
        pages.add(new LandingPage(
                "Sonde agent", version, "Measures this JVM and the SQL that it sends.", List.copyOf(pages)));
        HttpSettings http = new HttpSettings(settings.host(), settings.port(), true, HttpLimits.standard());
        try {
            HttpEndpoint.start(http, pages, LogSink.SILENT);
        } catch (CannotListenException e) {
            registry.close();
            Warnings.warn(e.getMessage() + "; the application goes on, its metrics are not served");
        }
    }
}
