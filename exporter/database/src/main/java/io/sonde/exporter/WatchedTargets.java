package io.sonde.exporter;

import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import io.sonde.exporter.config.Choice;
import io.sonde.exporter.config.CollectionConfig;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.config.QueryConfig;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.custom.WithQueries;
import io.sonde.exporter.pool.PoolShare;
import io.sonde.exporter.pool.TargetPool;
import io.sonde.exporter.scrape.Background;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Siblings;
import io.sonde.exporter.scrape.Target;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets of the moment with their pools.
 *
 * <p>Any thread may call it. Who took the list before a change goes on with targets that are closed, which then count as down.
 */
final class WatchedTargets implements AutoCloseable {

    /** So that many targets do not all begin with what runs in the background at once: 200 have begun within a minute, as they go on. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);

    private static final Duration BETWEEN_SAMPLINGS = Duration.ofMillis(50);

    private record Watched(Target target, TargetPool pool, List<QueryConfig> queries) {}

    /** What targets have in common that may be siblings: an address, and all that is to be collected. */
    private record Place(HostPort address, Choice collectors, List<QueryConfig> queries) {}

    /** What the last pages may take of the heap: of 128 MiB 25, where 180 databases with 100 statements each take 16. */
    private static final int SHARE_OF_HEAP = 5;

    private final Room lastPages = new Room(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    private final PoolShare share;
    private final Background background;
    private final List<DatabaseSystem> systems;
    private final LogSink log;
    private final Map<Place, Siblings> siblings = new HashMap<>();
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private volatile List<Target> current = List.of();
    private @Nullable CollectionConfig collection;

    /** @param systems the last of which takes every URL */
    WatchedTargets(PoolShare share, Background background, List<DatabaseSystem> systems, LogSink log) {
        this.share = share;
        this.background = background;
        this.systems = List.copyOf(systems);
        this.log = log;
    }

    List<Target> current() {
        return current;
    }

    /** The target of this name, or null. */
    @Nullable
    Target named(String name) {
        for (Target target : current) {
            if (target.config().name().equals(name)) {
                return target;
            }
        }
        return null;
    }

    /** Closes what is gone or changed, opens what is new or changed, and leaves the rest as it is. */
    synchronized void apply(ExporterConfig config) {
        boolean all = !config.collection().equals(collection);
        collection = config.collection();
        Map<String, TargetConfig> wanted = new LinkedHashMap<>();
        config.targets().forEach(target -> wanted.put(target.name(), target));
        List<Watched> closing = new ArrayList<>();
        watched.values().removeIf(old -> {
            TargetConfig same = wanted.get(old.target().config().name());
            boolean gone = all
                    || same == null
                    || !old.target().config().equals(same)
                    || !old.queries().equals(queries(config, same));
            if (gone) {
                closing.add(old);
            }
            return gone;
        });
        closing.forEach(WatchedTargets::close);
        siblings.values().removeIf(Siblings::isEmpty);
        List<Target> opened = new ArrayList<>();
        List<Target> next = new ArrayList<>();
        for (TargetConfig target : wanted.values()) {
            Watched one = watched.get(target.name());
            if (one == null) {
                one = open(target, queries(config, target), config.collection());
                watched.put(target.name(), one);
                opened.add(one.target());
            }
            next.add(one.target());
        }
        current = List.copyOf(next);
        tellMistakenModules(config.modules());
        for (int i = 0; i < opened.size(); i++) {
            opened.get(i).begin(BETWEEN_ROUNDS.multipliedBy(i), BETWEEN_SAMPLINGS.multipliedBy(i));
        }
    }

    private void tellMistakenModules(Map<String, List<String>> modules) {
        Set<String> names = new LinkedHashSet<>();
        current.forEach(target -> names.addAll(target.names()));
        modules.forEach((module, patterns) -> {
            for (String pattern : new Choice(patterns, List.of()).fittingNone(List.copyOf(names))) {
                log.warn(
                        "modules." + module + ": no target has a collector " + pattern
                                + "; check tells those that there are",
                        null);
            }
        });
    }

    private static List<QueryConfig> queries(ExporterConfig config, TargetConfig target) {
        return config.queries().stream().filter(query -> query.isFor(target)).toList();
    }

    private Watched open(TargetConfig target, List<QueryConfig> queries, CollectionConfig settings) {
        DatabaseSystem served = systems.stream()
                .filter(candidate -> candidate.serves(target.url()))
                .findFirst()
                .orElseThrow();
        DatabaseSystem system = new WithQueries(served, queries, share.scheduler());
        TargetPool pool = share.open(target, system);
        TargetSetup setup = new TargetSetup(target, new TargetLabels(target), settings, member(target, queries));
        RememberedPage lastPage = new RememberedPage(lastPages);
        return new Watched(new Target(setup, system, pool, lastPage, background, log), pool, queries);
    }

    private Siblings.Member member(TargetConfig target, List<QueryConfig> queries) {
        if (!target.databases().equals(Choice.ALL)) {
            // Whose databases were chosen has just these.
            return Siblings.alone(target);
        }
        Place place = new Place(target.url().address(), target.collectors(), queries);
        return siblings.computeIfAbsent(place, p -> new Siblings()).join(target);
    }

    private static void close(Watched old) {
        old.target().close();
        old.pool().close();
    }

    @Override
    public synchronized void close() {
        current = List.of();
        watched.values().forEach(WatchedTargets::close);
        watched.clear();
    }
}
