package io.sonde.core.sql;

/** What servers write into their texts, and comments that are code. */
final class ServerMarks {

    private ServerMarks() {}

    /**
     * What MySQL's servers write in brackets where they have lost a token: the index behind {@code (unknown)}, which was a
     * literal, or minus the index behind {@code (_charset)}, which says nothing; otherwise 0.
     */
    static int lost(String sql, int i) {
        if (sql.startsWith("(unknown)", i)) {
            return i + 9;
        }
        return sql.startsWith("(_charset)", i) ? -(i + 10) : 0;
    }

    /** Where {@code $1} begins at the end of a word, as when PostgreSQL replaces the literal of {@code date'…'}; or 0. */
    static int dollar(String sql, int start, int end) {
        int at = end;
        while (at > start && Chars.isDigit(sql.charAt(at - 1))) {
            at--;
        }
        return at > start + 1 && sql.charAt(at - 1) == '$' ? at - 1 : 0;
    }

    /** The index behind a comment that begins at {@code i}, or minus the index of its text when that is code: {@code /*!40101 …}. */
    static int comment(String sql, int i) {
        int n = sql.length();
        int at = i + 2;
        if (at < n && sql.charAt(at) == 'M' && at + 1 < n && sql.charAt(at + 1) == '!') {
            return -Scan.digits(sql, at + 2);
        }
        if (at < n && sql.charAt(at) == '!') {
            return -Scan.digits(sql, at + 1);
        }
        return Scan.comment(sql, i, false);
    }
}
