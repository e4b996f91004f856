package io.sonde.verify.sql;

import java.util.List;

/**
 * A statement that is sent to real servers.
 *
 * @param section what it is an example of
 * @param sql its text, as an application writes it
 * @param params the values of its parameters, like {@code int 5}; empty when it has none
 * @param on the servers that know the statement, by the start of their names; empty for all
 * @param only the one way to send it, or empty
 * @param unequal why a server's text has another id, where it has
 */
record CorpusStatement(
        String section, String sql, List<String> params, List<String> on, String only, List<Unequal> unequal) {

    /**
     * A known difference.
     *
     * @param server the start of the names of the servers that make it
     * @param reason what they do
     */
    record Unequal(String server, String reason) {}

    boolean runsOn(String server) {
        return on.isEmpty() || on.stream().anyMatch(server::startsWith);
    }

    boolean isUnequalOn(String server) {
        return unequal.stream().anyMatch(u -> server.startsWith(u.server()));
    }
}
