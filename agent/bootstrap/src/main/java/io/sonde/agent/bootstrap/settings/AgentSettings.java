package io.sonde.agent.bootstrap.settings;

import java.util.Map;

/**
 * What a user may configure. Everything has a default; nothing has to be set.
 *
 * @param enabled whether the agent does anything at all
 * @param host the address that the server listens on; empty for all
 * @param port the port that the server listens on; 0 for any free one
 * @param queriesHeld how many queries are counted each by itself
 * @param queriesPublished how many of them a page shows, those with most time
 * @param serverAliases from {@code host:port} or {@code host} as JDBC URLs have it to the name that the database's side uses
 */
public record AgentSettings(
        boolean enabled,
        String host,
        int port,
        int queriesHeld,
        int queriesPublished,
        Map<String, String> serverAliases) {

    /** What holds when nothing is configured. */
    public static final AgentSettings DEFAULTS = new AgentSettings(true, "", 9476, 2000, 200, Map.of());

    /** The keys, as agent arguments have them: {@code port} is {@code sonde.port} and {@code SONDE_PORT} elsewhere. */
    static final String[] KEYS = {"enabled", "host", "port", "queries.held", "queries.published", "server.aliases"};

    public AgentSettings {
        serverAliases = Map.copyOf(serverAliases);
    }
}
