package io.sonde.core.sql;

import java.util.Locale;

/**
 * The id that an application's text of a query and a server's text of it have in common.
 *
 * <p>It is a 64-bit hash of the statement's canonical tokens, described in {@code docs/query-id.md}. All methods accept any
 * text of any length, never throw, take linear time, and allocate nothing unless they say so. Any thread may call them.
 *
 * <p>A text of several statements, separated by top-level semicolons, has the id of its first statement that is not
 * empty. {@link #next} finds where the following one begins.
 */
public final class QueryId {

    /** The version of the algorithm; ids of different versions cannot be compared. */
    public static final int VERSION = 1;

    private QueryId() {}

    /** The id of the first statement in {@code sql}. */
    public static long of(String sql, Dialect dialect, Notation notation) {
        return Canonical.run(sql, 0, dialect, notation, null, false);
    }

    /** The id of the first statement in {@code sql} at or after the index {@code from}. */
    public static long of(String sql, int from, Dialect dialect, Notation notation) {
        return Canonical.run(sql, Math.max(from, 0), dialect, notation, null, false);
    }

    /**
     * Where the statement after the first one at or after {@code from} begins.
     *
     * @return an index behind a top-level semicolon, or the length of {@code sql} when there is no further statement
     */
    public static int next(String sql, int from, Dialect dialect, Notation notation) {
        return (int) Canonical.run(sql, Math.max(from, 0), dialect, notation, null, true);
    }

    /** The id as people see it: 16 lower-case hexadecimal digits. Allocates the string. */
    public static String format(long id) {
        String digits = Long.toHexString(id);
        return "0".repeat(16 - digits.length()) + digits;
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws NumberFormatException unless {@code text} is 16 hexadecimal digits
     */
    public static long parse(String text) {
        if (text.length() != 16 || text.charAt(0) == '+') {
            throw new NumberFormatException("A query id has 16 hexadecimal digits: " + text);
        }
        return Long.parseUnsignedLong(text.toLowerCase(Locale.ROOT), 16);
    }
}
