package io.sonde.agent.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsReaderTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void theDefaultsAreThese() {
        assertThat(read("", Map.of(), Map.of()))
                .isEqualTo(new AgentSettings(true, "", 9476, 2000, 200, Map.of()))
                .isEqualTo(AgentSettings.DEFAULTS);
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyKeyIsReadAsArgument() {
        String arguments = "enabled=false, host=127.0.0.1,port=0,queries.held=10,queries.published=5,"
                + "server.aliases=localhost:5432=db:6432;127.0.0.1=db";
        assertThat(read(arguments, Map.of(), Map.of()))
                .isEqualTo(new AgentSettings(
                        false, "127.0.0.1", 0, 10, 5, Map.of("localhost:5432", "db:6432", "127.0.0.1", "db")));
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyKeyIsReadAsPropertyAndAsVariable() {
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
        assertThat(warnings)
                .containsExactly(
                        "unknown agent argument \"prot\", did you mean \"port\"?; it is ignored",
                        "unknown agent argument \"colour\" (known: enabled, host, port, queries.held, queries.published,"
                                + " server.aliases); it is ignored",
                        "agent argument \"port\" has no value (port=…); it is ignored");
    }

    @Test
    void onlyNearMissesAmongPropertiesAndVariablesAreTold() {
        read(
                "",
                Map.of("sonde.root", "x", "sonde.prt", "1", "other", "2"),
                Map.of("SONDE_FULL", "1", "SONDE_HOSTS", "h"));
        assertThat(warnings)
                .containsExactly(
                        "unknown system property \"sonde.prt\", did you mean \"port\"?; it is ignored",
                        "unknown environment variable \"SONDE_HOSTS\", did you mean \"host\"?; it is ignored");
    }

    @Test
    void aWrongValueIsToldAndTheDefaultHolds() {
        assertThat(read("port=70000,enabled=yes,queries.held=many,server.aliases=x", Map.of(), Map.of()))
                .isEqualTo(AgentSettings.DEFAULTS);
        assertThat(warnings)
                .containsExactly(
                        "setting \"enabled\" is \"yes\" but must be true or false; using true",
                        "setting \"port\" is \"70000\" but must be a number from 0 to 65535; using 9476",
                        "setting \"queries.held\" is \"many\" but must be a number from 1 to 100000; using 2000",
                        "setting \"server.aliases\" is \"x\" but must be host:port=name;…; using no alias for it");
    }

    private AgentSettings read(String arguments, Map<String, String> properties, Map<String, String> environment) {
        return SettingsReader.read(arguments, properties, environment, warnings::add);
    }
}
