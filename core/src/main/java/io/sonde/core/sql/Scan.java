package io.sonde.core.sql;

/**
 * Where a literal, a comment or a quoted name ends. Each method reads forward from a known start, returns the index behind the
 * end, and the length of the text when there is no end.
 */
final class Scan {

    private Scan() {}

    /** A string in {@code quote}s that begins at {@code i}; the quote is written twice inside. */
    static int string(String sql, int i, char quote, boolean backslashes) {
        int n = sql.length();
        for (int at = i + 1; at < n; at++) {
            char c = sql.charAt(at);
            if (c == quote) {
                if (at + 1 >= n || sql.charAt(at + 1) != quote) {
                    return at + 1;
                }
                at++;
            } else if (c == '\\' && backslashes) {
                at++;
            }
        }
        return n;
    }

    /** A string of the common ground; the rest of the text belongs to one whose end is in doubt. */
    static int cautiousString(String sql, int i, Dialect dialect) {
        int end = cautious(sql, i, dialect);
        return end < 0 ? sql.length() : end;
    }

    /**
     * A string or a name of the common ground in the quotes that stand at {@code i}, or -1 when it does not end, or nobody knows
     * where: a back-slash may escape the quote behind it, and three quotes may begin a string as one does (BigQuery).
     */
    static int cautious(String sql, int i, Dialect dialect) {
        int n = sql.length();
        char quote = sql.charAt(i);
        if (dialect == Dialect.GENERIC && tripled(sql, i, quote)) {
            return -1;
        }
        for (int at = i + 1; at < n; at++) {
            char c = sql.charAt(at);
            if (c == '\\' && at + 1 < n && sql.charAt(at + 1) == quote) {
                return -1;
            }
            if (c == quote) {
                if (at + 1 >= n || sql.charAt(at + 1) != quote) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    private static boolean tripled(String sql, int i, char quote) {
        String three = quote == '"' ? "\"\"\"" : "'''";
        return sql.startsWith(three, i) && sql.indexOf(three, i + 3) >= 0;
    }

    /** A quoted name that begins at {@code i}, or -1 when it does not end. */
    static int name(String sql, int i, char quote) {
        int n = sql.length();
        for (int at = i + 1; at < n; at++) {
            if (sql.charAt(at) == quote) {
                if (at + 1 >= n || sql.charAt(at + 1) != quote) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    /** A {@code [name]} that begins at {@code i} where only names do, or -1 when it does not end. */
    static int bracketedName(String sql, int i, Dialect dialect) {
        if (dialect != Dialect.SQLITE) {
            return name(sql, i, ']');
        }
        // SQLite knows no way to write a closing bracket inside.
        int end = sql.indexOf(']', i);
        return end < 0 ? -1 : end + 1;
    }

    /**
     * Whether a string, a quoted name or a comment inside the bracket that begins at {@code i} goes on behind a closing one: then
     * nobody knows whether it begins there, or the quote belongs to a {@code [name]}.
     */
    static boolean overlapsBracket(String sql, int i, Dialect dialect) {
        int n = sql.length();
        int at = i + 1;
        while (at < n) {
            char c = sql.charAt(at);
            char d = at + 1 < n ? sql.charAt(at + 1) : ' ';
            int end = at + 1;
            if (c == ']' || c == '[') {
                return false;
            } else if (c == '\'') {
                end = cautiousString(sql, at, dialect);
            } else if (c == '"' || c == '`') {
                int name = name(sql, at, c);
                end = name < 0 ? n : name;
            } else if (c == '-' && d == '-') {
                end = line(sql, at);
            } else if (c == '/' && d == '*') {
                end = comment(sql, at, true);
            }
            while (++at < end) {
                if (sql.charAt(at) == ']') {
                    return true;
                }
            }
        }
        return false;
    }

    /** SQL Server's {@code [name]} that begins at {@code i}, or -1 when it may be anything else. */
    static int bracketed(String sql, int i) {
        int n = sql.length();
        for (int at = i + 1; at < n; at++) {
            char c = sql.charAt(at);
            if (c == ']') {
                return at > i + 1 ? at + 1 : -1;
            }
            boolean plain = Chars.inWord(c) || (at > i + 1 && c == ' ');
            if (!plain || (at == i + 1 && Chars.isDigit(c))) {
                return -1;
            }
        }
        return -1;
    }

    /** A block comment that begins at {@code i}. */
    static int comment(String sql, int i, boolean nested) {
        if (!nested) {
            int end = sql.indexOf("*/", i + 2);
            return end < 0 ? sql.length() : end + 2;
        }
        int n = sql.length();
        int depth = 1;
        for (int at = i + 2; at + 1 < n; at++) {
            char c = sql.charAt(at);
            char d = sql.charAt(at + 1);
            if (c == '*' && d == '/') {
                at++;
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (c == '/' && d == '*') {
                depth++;
                at++;
            }
        }
        return n;
    }

    static int line(String sql, int i) {
        int n = sql.length();
        for (int at = i; at < n; at++) {
            char c = sql.charAt(at);
            if (c == '\n' || c == '\r') {
                return at;
            }
        }
        return n;
    }

    /** {@code $tag$ … $tag$} that begins at {@code i}, or -1 when no such tag stands there. */
    static int dollarQuoted(String sql, int i) {
        int n = sql.length();
        int at = i + 1;
        while (at < n && sql.charAt(at) != '$') {
            char c = sql.charAt(at);
            if (!Chars.isLetter(c) && (at == i + 1 || !Chars.isDigit(c))) {
                return -1;
            }
            at++;
        }
        if (at >= n) {
            return -1;
        }
        int length = at + 1 - i;
        for (int end = sql.indexOf('$', at + 1); end >= 0; end = sql.indexOf('$', end + 1)) {
            if (sql.regionMatches(end, sql, i, length)) {
                return end + length;
            }
        }
        return n;
    }

    /** A number that begins at {@code i} with a digit, or with a dot and a digit, and whatever letters stick to it. */
    static int number(String sql, int i) {
        int n = sql.length();
        int at = i;
        while (at < n) {
            char c = sql.charAt(at);
            boolean exponent =
                    (c == '+' || c == '-') && at > i && (sql.charAt(at - 1) | 32) == 'e' && decimal(sql, i, at - 1);
            boolean sign = exponent && at + 1 < n && Chars.isDigit(sql.charAt(at + 1));
            boolean dot = c == '.' && !(at + 1 < n && sql.charAt(at + 1) == '.');
            if (!Chars.inWord(c) && !dot && !sign) {
                return at;
            }
            at++;
        }
        return n;
    }

    /** A name of MySQL's that begins with digits, like {@code 2fa}, or -1 when it is a number after all. */
    static int nameWithDigits(String sql, int i) {
        int n = sql.length();
        int at = i;
        while (at < n && Chars.inWord(sql.charAt(at))) {
            at++;
        }
        int digits = i;
        while (digits < at && Chars.isDigit(sql.charAt(digits))) {
            digits++;
        }
        if (digits == at) {
            return -1;
        }
        char c = (char) (sql.charAt(digits) | 32);
        if (c == 'e') {
            boolean signed = digits + 1 == at && at + 1 < n && (sql.charAt(at) == '+' || sql.charAt(at) == '-');
            return signed || (digits + 1 < at && all(sql, digits + 1, at, 10)) ? -1 : at;
        }
        boolean prefixed = digits == i + 1 && sql.charAt(i) == '0' && digits + 1 < at;
        if (prefixed && ((c == 'x' && all(sql, digits + 1, at, 16)) || (c == 'b' && all(sql, digits + 1, at, 2)))) {
            return -1;
        }
        return at;
    }

    private static boolean all(String sql, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            if (Character.digit(sql.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean decimal(String sql, int from, int to) {
        for (int i = Math.max(from, to - 400); i < to; i++) {
            char c = sql.charAt(i);
            if (!Chars.isDigit(c) && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    static int digits(String sql, int i) {
        int at = i;
        while (at < sql.length() && Chars.isDigit(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    static int word(String sql, int i) {
        int at = i;
        while (at < sql.length() && Chars.inWord(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    static int spaces(String sql, int i) {
        int at = i;
        while (at < sql.length() && sql.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /**
     * A literal whose prefix is the word from {@code start} to {@code i}, with a quote or an {@code &} at {@code i}:
     * {@code E'…'}, {@code N'…'}, {@code x'…'}, {@code U&'…'}, Oracle's {@code q'[…]'}. Returns -1 when it is none.
     */
    static int prefixed(String sql, int start, int i, Dialect dialect) {
        char c = Chars.lower(sql.charAt(start));
        if (sql.charAt(i) == '&') {
            boolean unicode = c == 'u' && i - start == 1 && i + 1 < sql.length() && sql.charAt(i + 1) == '\'';
            return unicode && dialect != Dialect.MYSQL ? string(sql, i + 1, '\'', false) : -1;
        }
        boolean mysql = dialect == Dialect.MYSQL;
        if (i - start == 1) {
            if (c == 'e' && dialect == Dialect.POSTGRESQL) {
                return string(sql, i, '\'', true);
            }
            if (c == 'n' || c == 'x' || c == 'b') {
                return dialect.common() ? cautiousString(sql, i, dialect) : string(sql, i, '\'', mysql);
            }
            return c == 'q' && dialect.common() ? alternative(sql, i) : -1;
        }
        boolean national = c == 'n' && (sql.charAt(start + 1) | 32) == 'q';
        return national && i - start == 2 && dialect.common() ? alternative(sql, i) : -1;
    }

    private static int alternative(String sql, int i) {
        int n = sql.length();
        if (i + 1 >= n) {
            return n;
        }
        char open = sql.charAt(i + 1);
        char close =
                switch (open) {
                    case '[' -> ']';
                    case '{' -> '}';
                    case '(' -> ')';
                    case '<' -> '>';
                    default -> open;
                };
        for (int at = sql.indexOf('\'', i + 2); at >= 0; at = sql.indexOf('\'', at + 1)) {
            if (sql.charAt(at - 1) == close && at > i + 2) {
                return at + 1;
            }
        }
        return n;
    }
}
