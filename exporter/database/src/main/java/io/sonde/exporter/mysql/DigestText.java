package io.sonde.exporter.mysql;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import org.jspecify.annotations.Nullable;

/**
 * The text of a digest, as far as it is kept.
 *
 * @param label as mysqld_exporter shows it: its first characters
 * @param query what it is; null when the server may have cut it, because then its id would be that of another query
 */
record DigestText(String label, @Nullable Query query) {

    /*
     * A server keeps a digest as an array of tokens, of max_digest_length bytes, and says nothing when that is full. A token takes two
     * bytes, an identifier four and its own. So a text that is no longer than what certainly fits is complete, and one
     * that comes within an identifier's length of the end may not be:
     *
     *     0                                             length - 68        length
     *     |  complete                                   |  maybe cut        |
     */

    private static final int LABEL_CHARACTERS = 120;
    private static final int LONGEST_IDENTIFIER = 68;
    private static final int MAX_TEXT_BYTES = 2_048;

    static DigestText of(String text, int maxDigestLength) {
        String label = text.length() <= LABEL_CHARACTERS ? text : text.substring(0, LABEL_CHARACTERS);
        boolean complete = tokenBytes(text) <= maxDigestLength - LONGEST_IDENTIFIER;
        return new DigestText(
                label, complete ? Query.describe(text, Dialect.MYSQL, Notation.SERVER, MAX_TEXT_BYTES) : null);
    }

    /** How many bytes the server needs for the text, whose tokens it separates by spaces; at least that many. */
    static int tokenBytes(String text) {
        int bytes = 0;
        int from = 0;
        while (from < text.length()) {
            boolean quoted = text.charAt(from) == '`';
            int end = quoted ? text.indexOf('`', from + 1) : text.indexOf(' ', from);
            int to = end < 0 ? text.length() : quoted ? end + 1 : end;
            // Names that need no quotes may be written without them; any word is counted as one.
            boolean name = quoted || Character.isLetter(text.charAt(from));
            bytes += name ? 4 + to - from : 2;
            from = to;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
        }
        return bytes;
    }
}
