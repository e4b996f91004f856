package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs collectors on one connection, each guarded, and turns whatever happens into outcomes. For one thread. */
final class Visit {

    private final DatabaseSystem system;
    private final TargetConfig target;
    private final Connection connection;
    private final Server server;
    private final String database;
    private final Purpose purpose;
    private final Siblings.Member member;

    Visit(
            DatabaseSystem system,
            TargetSetup setup,
            Connection connection,
            Server server,
            String database,
            Purpose purpose) {
        this.system = system;
        this.target = setup.config();
        this.member = setup.member();
        this.connection = connection;
        this.server = server;
        this.database = database;
        this.purpose = purpose;
    }

    /** Throws only when the connection is lost, and with it what was to come on it. */
    Outcome collect(Collector collector, long deadlineNanos) throws SQLException {
        Session session = new Session(connection, server, database, purpose, member.coverage(), deadlineNanos);
        long left = session.remainingMillis();
        if (left <= 0) {
            return Outcome.failure(collector.name(), 0, Reason.DEADLINE, "", null);
        }
        long start = System.nanoTime();
        Samples found = new Samples();
        long millis = Math.min(left, purpose.statementTimeout(target).toMillis());
        try {
            guarded(collector, session, millis, found);
            return Outcome.success(collector.name(), found, System.nanoTime() - start);
        } catch (SkippedException e) {
            return Outcome.failure(collector.name(), System.nanoTime() - start, e.reason(), e.remedy(), null);
        } catch (SQLException e) {
            if (system.connectionLost(e)) {
                throw e;
            }
            Reason reason = reason(system.reason(e), session);
            return Outcome.failure(
                    collector.name(), System.nanoTime() - start, reason, system.remedy(reason, target), e);
        } catch (RuntimeException e) {
            return Outcome.failure(collector.name(), System.nanoTime() - start, Reason.FAILED, "", e);
        } catch (Error e) {
            Exception cause = new IllegalStateException(e);
            return Outcome.failure(collector.name(), System.nanoTime() - start, Reason.FAILED, "", cause);
        }
    }

    @SuppressWarnings("try") // The guard does its work by being open.
    private void guarded(Collector collector, Session session, long millis, Samples found)
            throws SQLException, SkippedException {
        try (Guard guard = system.guard(session, target, millis)) {
            collector.collect(session, found);
        }
    }

    /** A statement that was ended because the scrape's time ran out is not one that takes too long. */
    private static Reason reason(Reason reason, Session session) {
        return reason == Reason.STATEMENT_TIMEOUT && session.remainingMillis() <= 50 ? Reason.DEADLINE : reason;
    }
}
