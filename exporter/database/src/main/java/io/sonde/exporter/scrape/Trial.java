package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try of everything that would be collected from a target, told to people. For one thread. */
public final class Trial {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final DatabaseSystem system;
    private final TargetSetup setup;
    private final Connections connections;
    private final List<String> lines = new ArrayList<>();

    public Trial(DatabaseSystem system, TargetSetup setup, Connections connections) {
        this.system = system;
        this.setup = setup;
        this.connections = connections;
    }

    /** What was found out, line by line; whether the target is up is {@link #up}. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Connects, and runs each collector once. False when the target cannot be used at all. */
    public boolean up() {
        TargetConfig target = setup.config();
        lines.add(target.name() + "  " + target.url());
        try (Connection connection = connections.open("", Purpose.ROUND)) {
            Server server = system.recognise(connection);
            setup.labels().learned(server.system());
            lines.add("  up: " + server.system() + " " + server.shortVersion() + (server.replica() ? ", a replica" : "")
                    + (server.limited() ? "" : ", each collector in a transaction of its own"));
            collect(target, connection, server);
            return true;
        } catch (SQLException e) {
            Reason reason = system.reason(e);
            lines.add("  down: " + reason.label() + ": " + words(e) + help(system.remedy(reason, target)));
            return false;
        }
    }

    private void collect(TargetConfig target, Connection connection, Server server) throws SQLException {
        String own = target.url().database();
        Visit visit = new Visit(system, setup, connection, server, own, Purpose.ROUND);
        List<Collector> collectors = system.collectors(setup);
        List<Sampler<?>> samplers = system.samplers(setup);
        List<String> names = new ArrayList<>();
        collectors.forEach(collector -> names.add(collector.name()));
        samplers.forEach(sampler -> names.add(sampler.name()));
        for (Collector collector : collectors) {
            if (target.collectors().includes(collector.name())) {
                tell(visit.collect(collector, System.nanoTime() + PATIENCE_NANOS), when(collector));
            } else {
                lines.add("  -     " + collector.name() + ": not chosen by the configuration");
            }
        }
        for (Sampler<?> sampler : samplers) {
            if (target.collectors().includes(sampler.name())) {
                tell(look(visit, sampler), ", each second");
            }
        }
        for (String pattern : target.collectors().fittingNone(names)) {
            lines.add("  ?     there is no collector " + pattern + " here");
        }
        List<String> databases = system.databases(connection).stream()
                .filter(target.databases()::includes)
                .toList();
        if (!databases.isEmpty()) {
            lines.add("  databases that are visited: " + String.join(", ", databases));
        }
    }

    private static <T> Outcome look(Visit visit, Sampler<T> sampler) throws SQLException {
        Looking<T> looking = new Looking<>(sampler);
        Outcome outcome = visit.collect(looking, System.nanoTime() + PATIENCE_NANOS);
        T seen = looking.seen();
        if (seen != null) {
            sampler.count(seen, Coverage.ALL, 1);
            sampler.report(outcome.found());
        }
        return outcome;
    }

    private static String when(Collector collector) {
        String often = collector.schedule().inBackground()
                ? ", every " + collector.schedule().interval().toSeconds() + " s"
                : "";
        return often + (collector.scope() == Scope.DATABASE ? ", in each database" : "");
    }

    private void tell(Outcome outcome, String when) {
        @Nullable Reason reason = outcome.reason();
        long millis = outcome.nanos() / 1_000_000;
        if (reason == null) {
            lines.add("  ok    " + outcome.collector() + ": " + outcome.found().size() + " series in " + millis + " ms"
                    + when);
        } else {
            String cause = outcome.cause() == null ? "" : ": " + outcome.cause().getMessage();
            lines.add("  none  " + outcome.collector() + ": " + reason.label() + cause + help(outcome.remedy()));
        }
    }

    /** What a driver says is often not much without the cause: that a host is not known, or a certificate. */
    private static String words(SQLException failure) {
        Throwable cause = failure.getCause();
        String message = String.valueOf(failure.getMessage());
        return cause == null || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + " (" + cause + ")";
    }

    private static String help(String remedy) {
        return remedy.isEmpty() ? "" : "; this helps: " + remedy;
    }
}
