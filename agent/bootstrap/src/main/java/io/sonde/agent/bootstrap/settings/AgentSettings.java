package io.sonde.agent.bootstrap.settings;

import io.sonde.agent.bootstrap.failure.LogLevel;
import java.util.Map;

/**
 * What a user may configure, one component for each {@link SettingKey}. Everything has a default; nothing has to be set.
 *
 * @param config the file that settings are read from; empty for none
 * @param enabled whether the agent does anything at all
 * @param host the address that the server listens on; empty for all
 * @param port the port that the server listens on; 0 for any free one
 * @param queriesHeld how many queries are counted each by itself
 * @param queriesPublished how many of them a page shows, those with most time
 * @param serverAliases from {@code host:port} or {@code host} as JDBC URLs have it to the name that the database's side uses
 * @param logLevel how much the agent says on standard error
 * @param executionsLongNanos from which age on a running execution is shown with its query
 * @param startWaitNanos how long the engine waits at most for the application's own start to leave a processor free
 */
public record AgentSettings(
        String config,
        boolean enabled,
        String host,
        int port,
        int queriesHeld,
        int queriesPublished,
        Map<String, String> serverAliases,
        LogLevel logLevel,
        long executionsLongNanos,
        long startWaitNanos) {

    /** What holds when nothing is configured. */
    public static final AgentSettings DEFAULTS = new AgentSettings(
            "", true, "", 9476, 2000, 200, Map.of(), LogLevel.WARN, 10 * Durations.SECOND, 10 * Durations.SECOND);

    public AgentSettings {
        serverAliases = Map.copyOf(serverAliases);
    }
}
