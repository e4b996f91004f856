package io.sonde.agent.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings from the agent's arguments, system properties and the environment. */
final class StartSettingsTest {

    private final List<String> said = new ArrayList<>();

    @Test
    void theDefaultsAreThese() {
        assertThat(read("", Map.of(), Map.of()))
                .isEqualTo(new AgentSettings(
                        "", true, "", 9476, 2000, 200, Map.of(), LogLevel.WARN, 10_000_000_000L, 10_000_000_000L))
                .isEqualTo(AgentSettings.DEFAULTS);
        assertThat(said).isEmpty();
    }

    @Test
    void everyKeyIsReadAsArgument() {
        String arguments = "enabled=false, host=127.0.0.1,port=0,queries.held=10,queries.published=5,"
                + "server.aliases=localhost:5432=db:6432;127.0.0.1=db,log.level=info,executions.long=2m,start.wait=0s";
        assertThat(read(arguments, Map.of(), Map.of()))
                .isEqualTo(new AgentSettings(
                        "",
                        false,
                        "127.0.0.1",
                        0,
                        10,
                        5,
                        Map.of("localhost:5432", "db:6432", "127.0.0.1", "db"),
                        LogLevel.INFO,
                        120_000_000_000L,
                        0));
        assertThat(said).isEmpty();
    }

    @Test
    void argumentsGoBeforePropertiesAndThoseBeforeVariables() {
        Map<String, String> properties = Map.of("sonde.port", "1", "sonde.queries.held", "2");
        Map<String, String> environment = Map.of("SONDE_PORT", "3", "SONDE_QUERIES_PUBLISHED", "4", "SONDE_HOST", "h");
        AgentSettings settings = read("", properties, environment);
        assertThat(settings.port()).isEqualTo(1);
        assertThat(settings.queriesHeld()).isEqualTo(2);
        assertThat(settings.queriesPublished()).isEqualTo(4);
        assertThat(settings.host()).isEqualTo("h");
        assertThat(read("port=9", properties, environment).port()).isEqualTo(9);
    }

    @Test
    void anUnknownArgumentNamesTheNearestKey() {
        assertThat(read("prot=1,colour=red,port", Map.of(), Map.of())).isEqualTo(AgentSettings.DEFAULTS);
        assertThat(said)
                .containsExactly(
                        "unknown agent argument \"prot\", did you mean \"port\"?; it is ignored",
                        "unknown agent argument \"colour\" (known: config, enabled, host, port, queries.held,"
                                + " queries.published, server.aliases, log.level, executions.long, start.wait); it is ignored",
                        "agent argument \"port\" has no value (port=…); it is ignored");
    }

    @Test
    void onlyNearMissesAmongPropertiesAndVariablesAreTold() {
        read(
                "",
                Map.of("sonde.root", "x", "sonde.prt", "1", "other", "2"),
                Map.of("SONDE_FULL", "1", "SONDE_HOSTS", "h"));
        assertThat(said)
                .containsExactly(
                        "unknown system property \"sonde.prt\", did you mean \"port\"?; it is ignored",
                        "unknown environment variable \"SONDE_HOSTS\", did you mean \"host\"?; it is ignored");
    }

    @Test
    void aWrongValueIsToldWithItsPlaceAndTheDefaultHolds() {
        AgentSettings settings = read(
                "port=70000,enabled=yes,server.aliases=x",
                Map.of("sonde.queries.held", "many"),
                Map.of("SONDE_LOG_LEVEL", "loud"));
        assertThat(settings).isEqualTo(AgentSettings.DEFAULTS);
        assertThat(said)
                .containsExactly(
                        "agent argument enabled is \"yes\" but must be true or false; using true",
                        "agent argument port is \"70000\" but must be a number from 0 to 65535; using 9476",
                        "system property sonde.queries.held is \"many\" but must be a number from 1 to 100000; using 2000",
                        "agent argument server.aliases is \"x\" but must be host:port=name;…; using no alias for it",
                        "environment variable SONDE_LOG_LEVEL is \"loud\" but must be off, warn, info or debug; using warn");
    }

    @Test
    void nothingIsSaidWhereNothingIsWanted() {
        read("log.level=off,prot=1", Map.of(), Map.of());
        assertThat(said).isEmpty();
    }

    @Test
    void aFloodOfWrongSettingsIsCut() {
        read("a1,b1,c1,d1,e1,f1,g1,h1,i1,j1,k1,l1,m1", Map.of(), Map.of());
        assertThat(said).hasSize(11).last().isEqualTo("and 3 more wrong settings");
    }

    @Test
    void timesHaveAUnit() {
        assertThat(Durations.nanos("500ms")).isEqualTo(500_000_000);
        assertThat(Durations.nanos("10 s")).isEqualTo(10_000_000_000L);
        assertThat(Durations.nanos("2m")).isEqualTo(120_000_000_000L);
        assertThat(Durations.nanos("999999h")).isPositive();
        assertThat(List.of("", "10", "s", "-1s", "1.5s", "10d", "1234567s"))
                .extracting(Durations::nanos)
                .containsOnly(-1L);
        assertThat(Durations.text(0)).isEqualTo("0s");
        assertThat(Durations.text(1_500 * Durations.MILLISECOND)).isEqualTo("1500ms");
        assertThat(Durations.text(90 * Durations.SECOND)).isEqualTo("90s");
        assertThat(Durations.text(120 * Durations.SECOND)).isEqualTo("2m");
        assertThat(Durations.text(7200 * Durations.SECOND)).isEqualTo("2h");
    }

    private AgentSettings read(String arguments, Map<String, String> properties, Map<String, String> environment) {
        return LiveSettings.read(arguments, properties, environment, (level, sentence) -> said.add(sentence))
                .get();
    }
}
