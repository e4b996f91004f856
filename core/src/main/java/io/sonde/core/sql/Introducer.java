package io.sonde.core.sql;

/** What only MySQL's lexer knows: character set introducers and comments that are code. */
final class Introducer {

    private Introducer() {}

    /** The end of a literal that the word from {@code start} to {@code i} introduces ({@code _utf8'…'}), or -1. */
    static int end(String sql, int start, int i) {
        return -1;
    }

    /** The index behind a comment that begins at {@code i}, or inside it when its text is code: {@code /*!40101 …}. */
    static int comment(String sql, int i) {
        int n = sql.length();
        int at = i + 2;
        if (at < n && sql.charAt(at) == 'M' && at + 1 < n && sql.charAt(at + 1) == '!') {
            return Scan.digits(sql, at + 2);
        }
        if (at < n && sql.charAt(at) == '!') {
            return Scan.digits(sql, at + 1);
        }
        return Scan.comment(sql, i, false);
    }
}
