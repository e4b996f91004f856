package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the collectors of one target that are due, in the background: those of the server, then those of each database, over one
 * connection at a time. For one thread at a time.
 */
final class Round {

    /** A server with more databases has the others counted as left out. */
    static final int MAX_DATABASES = 500;

    private final DatabaseSystem system;
    private final TargetSetup setup;
    private final TargetConfig target;
    private final Connections connections;
    private final LastRuns last;
    private final Clock clock;

    Round(DatabaseSystem system, TargetSetup setup, Connections connections, LastRuns last, Clock clock) {
        this.system = system;
        this.setup = setup;
        this.target = setup.config();
        this.connections = connections;
        this.last = last;
        this.clock = clock;
    }

    /** @param deadlineNanos when the next round is due; what did not get its turn by then goes first the next time */
    void run(List<Collector> due, long deadlineNanos) {
        List<Collector> ofServer = new ArrayList<>();
        List<Collector> ofDatabase = new ArrayList<>();
        for (Collector collector : due) {
            (collector.scope() == Scope.DATABASE ? ofDatabase : ofServer).add(collector);
        }
        String own = target.url().database();
        Set<String> databases = new LinkedHashSet<>();
        Set<Collector> pending = new LinkedHashSet<>(ofServer);
        if (target.databases().includes(own)) {
            pending.addAll(ofDatabase);
        }
        try (Connection connection = connections.open("", Purpose.ROUND)) {
            Server server = system.recognise(connection);
            Visit visit = new Visit(system, setup, connection, server, own, Purpose.ROUND);
            if (!ofDatabase.isEmpty()) {
                databases.addAll(databases(connection, own));
                ofDatabase.forEach(collector -> last.retain(collector, databases));
            }
            collect(visit, ofServer, "", deadlineNanos, pending);
            if (databases.remove(own)) {
                collect(visit, ofDatabase, own, deadlineNanos, pending);
            }
        } catch (SQLException e) {
            missed(pending, own, e);
            return;
        }
        List<String> order = new ArrayList<>(databases);
        order.sort(Comparator.comparingDouble(database -> lastVisit(ofDatabase, database)));
        for (String database : order) {
            visit(database, ofDatabase, deadlineNanos);
        }
    }

    /** Those to visit that are not another target's; the own one alone where a connection sees them all. */
    private Set<String> databases(Connection connection, String own) throws SQLException {
        List<String> all = system.databases(connection);
        Coverage coverage = setup.member().coverage();
        Set<String> chosen = new LinkedHashSet<>();
        if (all.isEmpty()) {
            chosen.add(own);
        }
        for (String database : all) {
            if (target.databases().includes(database) && coverage.includes(database) && chosen.size() < MAX_DATABASES) {
                chosen.add(database);
            }
        }
        return chosen;
    }

    private double lastVisit(List<Collector> collectors, String database) {
        double least = Double.MAX_VALUE;
        for (Collector collector : collectors) {
            LastRun run = last.get(collector.name(), database);
            least = Math.min(least, run == null ? 0 : run.endedSeconds());
        }
        return least;
    }

    private void visit(String database, List<Collector> collectors, long deadlineNanos) {
        if (deadlineNanos - System.nanoTime() <= 0) {
            return;
        }
        Set<Collector> pending = new LinkedHashSet<>(collectors);
        try (Connection connection = connections.open(database, Purpose.ROUND)) {
            Server server = system.recognise(connection);
            Visit visit = new Visit(system, setup, connection, server, database, Purpose.ROUND);
            collect(visit, collectors, database, deadlineNanos, pending);
        } catch (SQLException e) {
            missed(pending, database, e);
        }
    }

    private void collect(
            Visit visit, List<Collector> collectors, String database, long deadlineNanos, Set<Collector> pending)
            throws SQLException {
        for (Collector collector : collectors) {
            if (deadlineNanos - System.nanoTime() <= 0) {
                pending.removeAll(collectors);
                return;
            }
            note(database, visit.collect(collector, deadlineNanos));
            pending.remove(collector);
        }
    }

    /** Notes for what could not run why. */
    private void missed(Set<Collector> collectors, String database, SQLException failure) {
        Reason reason = system.reason(failure);
        String remedy = system.remedy(reason, target);
        for (Collector collector : collectors) {
            Outcome outcome = Outcome.failure(collector.name(), 0, reason, remedy, failure);
            note(collector.scope() == Scope.DATABASE ? database : "", outcome);
        }
    }

    private void note(String database, Outcome outcome) {
        last.put(outcome.collector(), new LastRun(database, outcome, System.nanoTime(), clock.millis() / 1000.0));
    }
}
