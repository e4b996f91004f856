package io.sonde.agent.bootstrap.settings;

import java.util.List;

/** Writes the reference page of the agent's settings. Among the tests, so that the jar that applications load does without it. */
final class SettingsReference {

    /** What a user may set: the key, what its value may be, what holds without it, and what it means. */
    record Setting(SettingKey key, String expected, String absent, String meaning) {}

    private static final AgentSettings DEFAULTS = AgentSettings.DEFAULTS;

    private static final String HEAD = """
            # Configuration of the agent

            Generated from the code; a test fails when this page is stale. Nothing has to be set:
            `java -javaagent:sonde-agent.jar -jar application.jar` is enough. A setting is taken from the first of these that has it:

            1. the agent's arguments: `-javaagent:sonde-agent.jar=port=9480,host=127.0.0.1`
            2. a system property: `-Dsonde.port=9480`
            3. an environment variable: `SONDE_PORT=9480`
            4. the file that one of these names: `-javaagent:sonde-agent.jar=config=/etc/shop/sonde.properties`,
               `-Dsonde.config=…` or `SONDE_CONFIG=…`

            A wrong value, an unknown argument, an unknown key in the file, and a property or variable that is a likely slip of the pen each
            cost one line on standard error, which says where it stands and what was expected. The default holds then, and the
            application starts in any case.

            ## The file

            UTF-8, at most 64 KiB, a line `key = value` for each setting; lines that begin with `#` are comments. Keys are those of the
            arguments, or of the system properties.

            ```properties
            # /etc/shop/sonde.properties
            port = 9480
            queries.published = 100
            ```

            The agent looks every 2 seconds whether the file has changed. Settings marked *while running* follow it within 5 seconds;
            a change of any other is told on standard error and waits for the next start of the application. A change
            that is wrong in anything is not used at all: the settings from before hold, standard error says why, once, and
            `sonde_config_last_reload_successful` is 0 until the file is right. `sonde_config_last_reload_success_timestamp_seconds` says
            when the settings were last read and right.

            ## The settings

            | argument or key of the file | system property | environment variable | value | default | changes | meaning |
            |---|---|---|---|---|---|---|
            """;

    private SettingsReference() {}

    static List<Setting> settings() {
        return List.of(
                new Setting(
                        SettingKey.CONFIG,
                        "a path",
                        "none",
                        "The file of settings, see above. Cannot be set in the file itself."),
                new Setting(
                        SettingKey.ENABLED,
                        "`true` or `false`",
                        "`" + DEFAULTS.enabled() + "`",
                        "`false`: the agent does nothing at all, as if it were not there."),
                new Setting(
                        SettingKey.HOST,
                        "a host name or an address",
                        "all addresses",
                        "The address that the server listens on. `127.0.0.1` keeps the page on this machine."),
                new Setting(
                        SettingKey.PORT,
                        "a number from 0 to 65535",
                        "`" + DEFAULTS.port() + "`",
                        "The port that the server listens on; 0 takes any free port. A port in use costs one line on standard error, and the "
                                + "application goes on without the page."),
                new Setting(
                        SettingKey.QUERIES_HELD,
                        "a number from 1 to 100000",
                        "`" + DEFAULTS.queriesHeld() + "`",
                        "How many queries are counted each by itself. What comes later is counted together, as `query_id=\"other\"`."),
                new Setting(
                        SettingKey.QUERIES_PUBLISHED,
                        "a number from 1 to 100000",
                        "`" + DEFAULTS.queriesPublished() + "`",
                        "How many of them a page shows, those with most time; what the rest does meanwhile is in `other`."),
                new Setting(
                        SettingKey.SERVER_ALIASES,
                        "`host:port=name;host=name;…`",
                        "none",
                        "What the database's side calls a server that JDBC URLs call otherwise: from `host:port` or `host` as URLs have it "
                                + "to `host:port` or `host` as the exporter's `server_address` and `server_port` have it."),
                new Setting(
                        SettingKey.LOG_LEVEL,
                        "`off`, `warn`, `info` or `debug`",
                        "`" + DEFAULTS.logLevel().text() + "`",
                        "How much the agent says on standard error: nothing; what needs somebody's attention, once each; also what was "
                                + "done, and warnings of the libraries inside the agent; also everything that those libraries say."),
                new Setting(
                        SettingKey.EXECUTIONS_LONG,
                        "a time from `100ms` to `24h`",
                        "`" + Durations.text(DEFAULTS.executionsLongNanos()) + "`",
                        "From which age on a running execution is shown with its query, in `sonde_execution_long_age_seconds`."),
                new Setting(
                        SettingKey.START_WAIT,
                        "a time from `0s` to `5m`",
                        "`" + Durations.text(DEFAULTS.startWaitNanos()) + "`",
                        "How long at most the page waits until the application's own start leaves most of a processor free, so that it is "
                                + "not the page that the application waits for. Executions are counted from the first one on in any case; "
                                + "the JVM's collections of garbage, and changes of the file, from when the page is there. `0s`: no wait. "
                                + "Linux only: elsewhere there is none."));
    }

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Setting setting : settings()) {
            SettingKey key = setting.key();
            page.append("| `").append(key.key());
            page.append("` | `").append(key.property());
            page.append("` | `").append(key.variable());
            page.append("` | ").append(setting.expected());
            page.append(" | ").append(setting.absent());
            page.append(" | ").append(key.whileRunning() ? "while running" : "at start");
            page.append(" | ").append(setting.meaning()).append(" |\n");
        }
        return page.toString();
    }
}
