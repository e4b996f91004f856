package io.sonde.core.sql;

/** Operators: where one ends, and what it counts as. */
final class Operators {

    private static final long SEED = 0xB7E151628AED2A6BL;

    /** The longest operator that PostgreSQL knows; a bound also keeps the search for its end linear. */
    private static final int MAX_CHARS = 63;

    private Operators() {}

    /**
     * The end of the operator that begins at {@code i}.
     *
     * @param jdbc whether a single question mark is a parameter
     * @param afterOperand whether the operator stands behind an operand
     */
    static int end(String sql, int i, Dialect dialect, boolean jdbc, boolean afterOperand) {
        return dialect == Dialect.MYSQL ? mysql(sql, i) : maximal(sql, i, dialect, jdbc, afterOperand);
    }

    private static int mysql(String sql, int i) {
        char a = sql.charAt(i);
        char b = i + 1 < sql.length() ? sql.charAt(i + 1) : ' ';
        char c = i + 2 < sql.length() ? sql.charAt(i + 2) : ' ';
        if ((a == '<' && b == '=' && c == '>') || (a == '-' && b == '>' && c == '>')) {
            return i + 3;
        }
        boolean two =
                switch (a) {
                    case '<' -> b == '=' || b == '>' || b == '<';
                    case '>' -> b == '=' || b == '>';
                    case '!' -> b == '=';
                    case '-' -> b == '>';
                    case '&' -> b == '&';
                    case '@' -> b == '@';
                    case '|' -> b == '|';
                    default -> false;
                };
        return two ? i + 2 : i + 1;
    }

    /** PostgreSQL's rule: as many operator characters as there are, no comment inside, and seldom a sign at the end. */
    private static int maximal(String sql, int i, Dialect dialect, boolean jdbc, boolean afterOperand) {
        int n = sql.length();
        boolean single = dialect == Dialect.POSTGRESQL && !jdbc;
        boolean special = false;
        int at = i;
        int limit = Math.min(n, i + MAX_CHARS);
        while (at < limit) {
            char c = sql.charAt(at);
            char d = at + 1 < n ? sql.charAt(at + 1) : ' ';
            if (c == '?') {
                boolean bare = dialect == Dialect.POSTGRESQL
                        && afterOperand
                        && (at == i || (at == i + 1 && sql.charAt(i) == '@'));
                if (!single && d == '?') {
                    at++;
                } else if (!single && !bare) {
                    break;
                }
                special = true;
            } else if (!part(c, dialect) || (c == '-' && d == '-') || (c == '/' && d == '*')) {
                break;
            } else if ("~!@#%^&|`".indexOf(c) >= 0) {
                special = true;
            }
            at++;
        }
        while (!special && at > i + 1 && (sql.charAt(at - 1) == '-' || sql.charAt(at - 1) == '+')) {
            at--;
        }
        return at > i ? at : i + 1;
    }

    private static boolean part(char c, Dialect dialect) {
        return switch (c) {
            case '+', '-', '*', '/', '<', '>', '=', '~', '!', '%', '^', '&', '|' -> true;
            case '@', '#', '`' -> dialect == Dialect.POSTGRESQL;
            default -> false;
        };
    }

    /**
     * What the operator counts as; {@code !=} counts as {@code <>}.
     *
     * @param doubled whether two question marks are one
     */
    static long hash(String sql, int start, int end, boolean doubled) {
        if (end - start == 1) {
            return (SEED ^ sql.charAt(start)) * Words.PRIME;
        }
        if (isNotEqual(sql, start, end)) {
            return ((SEED ^ '<') * Words.PRIME ^ '>') * Words.PRIME;
        }
        long w = SEED;
        for (int i = start; i < end; i++) {
            char c = sql.charAt(i);
            if (c == '?' && doubled && i + 1 < end && sql.charAt(i + 1) == '?') {
                i++;
            }
            w = (w ^ c) * Words.PRIME;
        }
        return w;
    }

    static boolean isNotEqual(String sql, int start, int end) {
        return end - start == 2 && sql.charAt(start) == '!' && sql.charAt(start + 1) == '=';
    }
}
