package io.sonde.exporter.custom;

import io.sonde.exporter.config.QueryConfig;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.SkippedException;

/** Whether a query is for a server's version. */
final class Versions {

    private Versions() {}

    static void check(QueryConfig query, Server server) throws SkippedException {
        if (!query.minVersion().isEmpty() && compare(server, query.minVersion()) < 0) {
            throw new SkippedException(Reason.SERVER_TOO_OLD, "");
        }
        if (!query.maxVersion().isEmpty() && compare(server, query.maxVersion()) > 0) {
            throw new SkippedException(Reason.NOT_CONFIGURED, "");
        }
    }

    /** As far as the wanted version tells: 14.2 is neither before nor after 14. */
    private static int compare(Server server, String wanted) {
        int dot = wanted.indexOf('.');
        int major = Integer.parseInt(dot < 0 ? wanted : wanted.substring(0, dot));
        if (server.major() != major || dot < 0) {
            return Integer.compare(server.major(), major);
        }
        // PostgreSQL has two parts, others have three.
        int rest = server.version() % 10_000;
        int minor = server.system().equals("postgresql") ? rest : rest / 100;
        return Integer.compare(minor, Integer.parseInt(wanted.substring(dot + 1)));
    }
}
