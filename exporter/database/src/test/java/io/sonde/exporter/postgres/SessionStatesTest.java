package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SessionStatesTest {

    @Test
    void aFewSessionsAreTheirOwnAndEachStateOfADatabaseIsThere() {
        SessionStates states = states(3, i -> row("shop", "app" + i));
        assertThat(states.groups).hasSize(3 + SessionStates.STATES.size() - 1);
        assertThat(sessions(states)).isEqualTo(3);
    }

    @Test
    void namesOfClientsArePutTogetherBeforeDatabasesAre() {
        SessionStates states = states(5_000, i -> row("shop", "app" + i));
        assertThat(states.groups).hasSize(SessionStates.MAX_OWN + 1 + SessionStates.STATES.size() - 1);
        assertThat(states.groups.keySet()).allMatch(key -> key.database().equals("shop"));
        assertThat(sessions(states)).isEqualTo(5_000);
    }

    @Test
    void databasesArePutTogetherWhenThereAreTooMany() {
        SessionStates states = states(5_000, i -> row("tenant" + i, "app"));
        assertThat(states.groups).hasSize(SessionStates.MAX_SERIES);
        assertThat(states.groups.keySet()).anyMatch(key -> key.database().equals("other"));
        assertThat(sessions(states)).isEqualTo(5_000);
    }

    private static SessionStates states(int sessions, IntFunction<SessionRows.Row> session) {
        List<SessionRows.Row> rows = new ArrayList<>();
        Set<String> databases = new LinkedHashSet<>();
        for (int i = 0; i < sessions; i++) {
            SessionRows.Row row = session.apply(i);
            rows.add(row);
            databases.add(row.database());
        }
        return SessionStates.of(new SessionRows.Reading(rows, databases, 1_024));
    }

    private static SessionRows.Row row(String database, String application) {
        return new SessionRows.Row(
                database, 1, "postgres", application, "active", "client backend", "", "", 0, 0, 0, 0, null);
    }

    private static double sessions(SessionStates states) {
        return states.groups.values().stream()
                .mapToDouble(group -> group.sessions)
                .sum();
    }
}
