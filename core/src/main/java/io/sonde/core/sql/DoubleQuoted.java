package io.sonde.core.sql;

/**
 * Whether what stands in double quotes is a name, in dialects where it may be a string as well: only where no string can stand.
 *
 * <p>A place in a statement is a number, so that {@link Canonical} can keep it in a local.
 */
final class DoubleQuoted {

    /*
     * SQLite takes "x" for a name when there is such a column, and for a string otherwise; Hive, Spark and BigQuery, and OceanBase, Informix
     * and Sybase in a mode of theirs, take it for a string. So it is a value wherever it might be one: in a list of columns behind
     * select, on both sides of an operator, in brackets, and behind a word that we do not know. What is left for names:
     *
     *     with "a" as (…)   from "a"   join "a"   into "a" ("b", "c")   update "a" set "b" = …, "c" = …   table "a"   … as "a"   "a"."b"
     *
     * From is also a word of trim(… from "string") and of "is distinct from". It names a table where a select, a delete or an update
     * of the same brackets has had none yet.
     *
     *     63             2 1    0
     *     | waits for from | list |      a bit per depth of brackets, and which names a comma may go on with
     */

    static final long START = 0;

    private static final int LIST = 3;
    private static final int TABLE = 1;
    private static final int COLUMNS = 2;
    private static final int ASSIGNMENTS = 3;

    private static final int MAX_DEPTH = 62;

    private DoubleQuoted() {}

    /** @param end the index behind the closing quote */
    static boolean isName(String sql, int end, int prev, int prevCode, int verb, int depth, long place) {
        if (prev == Canonical.DOT) {
            return true;
        }
        int at = Scan.spaces(sql, end);
        char next = at < sql.length() ? sql.charAt(at) : ' ';
        int list = (int) place & LIST;
        return next == '.'
                || (list == COLUMNS && depth == 1 && (prev == Canonical.OPEN || prev == Canonical.COMMA))
                || (list == ASSIGNMENTS && depth == 0 && prev == Canonical.COMMA && next == '=')
                || behind(prevCode & Words.CODE, verb, depth, list, next);
    }

    private static boolean behind(int word, int verb, int depth, int list, char next) {
        return switch (word) {
            case Words.JOIN, Words.TABLE, Words.UPDATE -> true;
            case Words.FROM -> list == TABLE;
            case Words.INTO -> verb == Words.INSERT || verb == Words.MERGE;
            case Words.AS -> verb == Words.SELECT || verb == Words.WITH || Run.returns(verb);
            case Words.WITH -> verb == Words.WITH && depth == 0;
            case Words.SET -> list == ASSIGNMENTS && next == '=';
            case Words.EXISTS -> verb == Words.CREATE || verb == Words.DDL;
            default -> false;
        };
    }

    /** The place behind a word. */
    static long after(long place, int code, int prev, int prevCode, int verb, int depth) {
        long waiting = place & ~LIST;
        long here = bit(depth);
        return switch (code & Words.CODE) {
            case Words.SELECT, Words.DELETE, Words.UPDATE -> waiting | here;
            case Words.FROM -> prev != Canonical.KEYWORD && (place & here) != 0 ? (waiting & ~here) | TABLE : waiting;
            case Words.INTO -> verb == Words.INSERT ? waiting | COLUMNS : waiting;
            case Words.SET -> depth == 0 && Run.returns(verb) ? waiting | ASSIGNMENTS : waiting;
            default -> code == 0 && goesOn((int) place & LIST, prev, prevCode, depth) ? place : waiting;
        };
    }

    /** Whether the list goes on behind a name. That of columns stands right behind its table. */
    private static boolean goesOn(int list, int prev, int prevCode, int depth) {
        return switch (list) {
            case COLUMNS ->
                depth == 0
                        ? prev == Canonical.DOT || (prevCode & Words.CODE) == Words.INTO
                        : prev == Canonical.DOT || prev == Canonical.OPEN || prev == Canonical.COMMA;
            case ASSIGNMENTS -> true;
            default -> false;
        };
    }

    /** The place behind the bracket that closes {@code depth}. */
    static long closed(long place, int depth) {
        long left = place & ~bit(depth);
        return (left & LIST) == COLUMNS ? left & ~LIST : left;
    }

    private static long bit(int depth) {
        return depth < MAX_DEPTH ? 4L << depth : 0;
    }
}
