package io.sonde.exporter.scrape;

/**
 * What is at the other end of a connection.
 *
 * @param system as the value of the label {@code db_system_name}
 * @param version with two digits for each part but the first: 180001 is PostgreSQL 18.1, 90700 is MySQL 9.7.0, 101114 is MariaDB 10.11.14
 * @param fullVersion as the server says it
 * @param shortVersion for people and labels, such as {@code 9.7.0}
 * @param replica whether it follows another server
 * @param startSeconds when it was started, in seconds since 1970 by its own clock; 0 when it does not say
 * @param limited whether the session as a whole is held to reading and to its time-outs; not so behind a pooler that gives each
 *     transaction another session
 */
public record Server(
        String system,
        int version,
        String fullVersion,
        String shortVersion,
        boolean replica,
        double startSeconds,
        boolean limited) {

    /** The first part of the version, such as 18. */
    public int major() {
        return version / 10_000;
    }

    /** Whether it is this version or a later one, written as {@link #version}. */
    public boolean atLeast(int wanted) {
        return version >= wanted;
    }
}
