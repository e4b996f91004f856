package io.sonde.core.sql;

import org.jspecify.annotations.Nullable;

/** JDBC's {@code {…}} escapes: what each becomes on its way to the server. */
final class Escape {

    static final int NONE = 0;
    static final int DATE = 1;
    static final int TIME = 2;
    static final int TIMESTAMP = 3;
    static final int ESCAPE = 4;
    static final int LIMIT = 5;
    static final int CALL = 6;
    static final int FUNCTION_CALL = 7;

    static final long SELECT = Words.hash("select");
    static final long FROM = Words.hash("from");
    static final long AS = Words.hash("as");
    static final long RESULT = Words.hash("result");

    private Escape() {}

    /** Reads the escape behind the brace before {@code i}: the index to go on at, shifted by four bits, and what it is. */
    static long at(String sql, int i) {
        int start = Scan.spaces(sql, i);
        if (start < sql.length() && sql.charAt(start) == '?') {
            int equals = Scan.spaces(sql, start + 1);
            int call = Scan.spaces(sql, equals + 1);
            if (equals < sql.length() && sql.charAt(equals) == '=' && is(sql, call, "call")) {
                return (call + 4L) << 4 | FUNCTION_CALL;
            }
            return (long) i << 4;
        }
        // MySQL's servers report what their driver has left to them, with the name quoted.
        boolean quoted = start < sql.length() && sql.charAt(start) == '`';
        start = quoted ? start + 1 : start;
        int end = Scan.word(sql, start);
        int what =
                switch (end - start) {
                    case 1 -> is(sql, start, "d") ? DATE : is(sql, start, "t") ? TIME : NONE;
                    case 2 -> is(sql, start, "ts") ? TIMESTAMP : NONE;
                    case 4 -> is(sql, start, "call") ? CALL : NONE;
                    case 5 -> is(sql, start, "limit") ? LIMIT : NONE;
                    case 6 -> is(sql, start, "escape") ? ESCAPE : NONE;
                    default -> NONE;
                };
        boolean dropped = what != NONE || (end - start == 2 && (is(sql, start, "fn") || is(sql, start, "oj")));
        int behind = quoted && end < sql.length() ? end + 1 : end;
        return (long) (dropped ? behind : i) << 4 | what;
    }

    /** The word that the driver writes in place of the escape's name, if there is one. */
    static @Nullable String word(int what, Dialect dialect) {
        return switch (what) {
            case DATE -> dialect == Dialect.MYSQL ? null : "date";
            case TIME -> dialect == Dialect.MYSQL ? null : "time";
            case TIMESTAMP -> dialect == Dialect.MYSQL ? null : "timestamp";
            case ESCAPE -> "escape";
            case LIMIT -> "limit";
            case CALL, FUNCTION_CALL -> "call";
            default -> null;
        };
    }

    private static boolean is(String sql, int i, String word) {
        return sql.regionMatches(true, i, word, 0, word.length());
    }
}
