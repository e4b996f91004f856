package io.sonde.agent.bootstrap.settings;

import java.util.List;
import java.util.Locale;

/** Writes the reference page of the agent's settings. Among the tests, so that the jar that applications load does without it. */
final class SettingsReference {

    /** What a user may set: the key, what its value may be, what holds without it, and what it means. */
    record Setting(String key, String expected, String absent, String meaning) {

        String property() {
            return "sonde." + key;
        }

        String variable() {
            return "SONDE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
        }
    }

    private static final AgentSettings DEFAULTS = AgentSettings.DEFAULTS;

    private static final String HEAD = """
            # Configuration of the agent

            Generated from the code; a test fails when this page is stale. Nothing has to be set:
            `java -javaagent:sonde-agent.jar -jar application.jar` is enough. A setting is taken from the first of these that has it:

            1. the agent's arguments: `-javaagent:sonde-agent.jar=port=9480,host=127.0.0.1`
            2. a system property: `-Dsonde.port=9480`
            3. an environment variable: `SONDE_PORT=9480`

            A wrong value, an unknown argument, and a property or variable that is a likely slip of the pen each cost one line on standard
            error. The default holds then, and the application starts in any case.

            | argument | system property | environment variable | value | default | meaning |
            |---|---|---|---|---|---|
            """;

    private SettingsReference() {}

    static List<Setting> settings() {
        return List.of(
                new Setting(
                        "enabled",
                        "`true` or `false`",
                        "`" + DEFAULTS.enabled() + "`",
                        "`false`: the agent does nothing at all, as if it were not there."),
                new Setting(
                        "host",
                        "a host name or an address",
                        "all addresses",
                        "The address that the server listens on. `127.0.0.1` keeps the page on this machine."),
                new Setting(
                        "port",
                        "a number from 0 to 65535",
                        "`" + DEFAULTS.port() + "`",
                        "The port that the server listens on; 0 takes any free port. A port in use costs one line on standard error, and the "
                                + "application goes on without the page."),
                new Setting(
                        "queries.held",
                        "a number from 1 to 100000",
                        "`" + DEFAULTS.queriesHeld() + "`",
                        "How many queries are counted each by itself. What comes later is counted together, as `query_id=\"other\"`."),
                new Setting(
                        "queries.published",
                        "a number from 1 to 100000",
                        "`" + DEFAULTS.queriesPublished() + "`",
                        "How many of them a page shows, those with most time; what the rest does meanwhile is in `other`."),
                new Setting(
                        "server.aliases",
                        "`host:port=name;host=name;…`",
                        "none",
                        "What the database's side calls a server that JDBC URLs call otherwise: from `host:port` or `host` as URLs have it "
                                + "to `host:port` or `host` as the exporter's `server_address` and `server_port` have it."));
    }

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Setting setting : settings()) {
            page.append("| `").append(setting.key());
            page.append("` | `").append(setting.property());
            page.append("` | `").append(setting.variable());
            page.append("` | ").append(setting.expected());
            page.append(" | ").append(setting.absent());
            page.append(" | ").append(setting.meaning()).append(" |\n");
        }
        return page.toString();
    }
}
