package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.core.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What tests of executions share: a server of their own, and that afterwards nothing was suppressed and nothing runs. */
abstract class CountedExecutions {

    static final String SQL = "select * from orders where id = ?";

    /** Failures that a test has provoked, in {@link Place#EXECUTE}. */
    static long overflowsSuppressed;

    ServerSeries server = new ServerSeries(Server.UNKNOWN, Queries.shared(), 0);

    @BeforeEach
    void aServerOfItsOwn(TestInfo test) {
        server = Queries.shared()
                .server(new Server("postgresql", test.getDisplayName(), "db", "5432", Dialect.POSTGRESQL));
    }

    @AfterEach
    void nothingWasSuppressedAndNothingRuns() {
        for (Place place : Place.values()) {
            long provoked = place == Place.EXECUTE ? overflowsSuppressed : 0;
            assertThat(Failures.count(place)).as(place.label()).isEqualTo(provoked);
        }
        List<Long> running = new ArrayList<>();
        Executions.forEachRunning((thread, virtual, start, query) -> running.add(start));
        assertThat(running).isEmpty();
    }

    static List<Integer> running() {
        List<Integer> ordinals = new ArrayList<>();
        Executions.forEachRunning((thread, virtual, start, query) -> ordinals.add(query));
        return ordinals;
    }

    final long count(String sql) {
        return server.query(sql).executions().count();
    }
}
