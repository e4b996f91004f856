package io.sonde.core.sql;

/** What each character starts, and how it counts inside a word. Everything above ASCII belongs to words. */
final class Chars {

    static final byte SPACE = 0;
    static final byte WORD = 1;
    static final byte DIGIT = 2;
    static final byte QUOTE = 3;
    static final byte DOUBLE_QUOTE = 4;
    static final byte BACK_QUOTE = 5;
    static final byte OPEN = 6;
    static final byte CLOSE = 7;
    static final byte COMMA = 8;
    static final byte DOT = 9;
    static final byte SEMICOLON = 10;
    static final byte OPEN_BRACKET = 11;
    static final byte CLOSE_BRACKET = 12;
    static final byte BRACE = 13;
    static final byte COLON = 14;
    static final byte DOLLAR = 15;
    static final byte HASH = 16;
    static final byte AT = 17;
    static final byte QUESTION = 18;
    static final byte OPERATOR = 19;

    /** A digit that may begin a name, as MySQL allows. */
    static final byte DIGIT_OR_WORD = 20;

    /** A bracket that begins a name. */
    static final byte NAME_BRACKET = 21;

    /** A double quote that may begin a name or a string, and the closing bracket where that has to be told. */
    static final byte EITHER_QUOTE = 22;

    static final byte CAUTIOUS_CLOSE = 23;

    /*
     * One table for all dialects, and a row in it for each. A table that is a constant of a length known to the compiler is read
     * without a check of the index once the character is known to be below 256; a table per dialect is not a constant, and cost 10 %.
     *
     *   0            256          512          768          1024         1280         1536
     *   | PostgreSQL | MySQL      | generic    | standard   | SQL Server | SQLite     |
     */
    private static final int ROW = 256;

    /** What a token that begins with the character is, at {@link #row} plus the character, which is below 256. */
    static final byte[] CLASSES = new byte[6 * ROW];

    /** The character in lower case when it may stand inside a word, otherwise 0; the index is as above. */
    static final short[] FOLDS = new short[6 * ROW];

    private Chars() {}

    static {
        for (char c = '!'; c < 127; c++) {
            all(c, OPERATOR, 0);
        }
        for (char c = 'a'; c <= 'z'; c++) {
            all(c, WORD, c);
            all((char) (c - 32), WORD, c);
        }
        for (char c = '0'; c <= '9'; c++) {
            all(c, DIGIT, c);
            CLASSES[row(Dialect.MYSQL) + c] = DIGIT_OR_WORD;
        }
        for (char c = 128; c < ROW; c++) {
            all(c, WORD, c);
        }
        all('_', WORD, '_');
        String starts = "'\"`(),.;[]{}:$#@?";
        byte[] classes = {
            QUOTE,
            DOUBLE_QUOTE,
            BACK_QUOTE,
            OPEN,
            CLOSE,
            COMMA,
            DOT,
            SEMICOLON,
            OPEN_BRACKET,
            CLOSE_BRACKET,
            BRACE,
            BRACE,
            COLON,
            DOLLAR,
            HASH,
            AT,
            QUESTION
        };
        for (int i = 0; i < classes.length; i++) {
            all(starts.charAt(i), classes[i], starts.charAt(i) == '$' ? '$' : 0);
        }
        CLASSES[row(Dialect.MYSQL) + '$'] = WORD;
        for (Dialect dialect : Dialect.values()) {
            int row = row(dialect);
            if (dialect.common()) {
                // What Oracle and SQL Server allow in names.
                for (char c : new char[] {'#', '@'}) {
                    CLASSES[row + c] = WORD;
                    FOLDS[row + c] = (short) c;
                }
            }
            if (dialect.cautious()) {
                CLASSES[row + '"'] = EITHER_QUOTE;
                CLASSES[row + ')'] = CAUTIOUS_CLOSE;
            }
        }
        CLASSES[row(Dialect.SQL_SERVER) + '['] = NAME_BRACKET;
        CLASSES[row(Dialect.SQLITE) + '['] = NAME_BRACKET;
    }

    private static void all(char c, byte type, int fold) {
        for (int row = 0; row < CLASSES.length; row += ROW) {
            CLASSES[row + c] = type;
            FOLDS[row + c] = (short) fold;
        }
    }

    /** Where the dialect's row begins. Constants, so that the compiler knows how far it can be. */
    static int row(Dialect dialect) {
        if (dialect == Dialect.POSTGRESQL) {
            return 0;
        }
        if (dialect == Dialect.MYSQL) {
            return ROW;
        }
        return dialect == Dialect.GENERIC
                ? 2 * ROW
                : dialect == Dialect.STANDARD ? 3 * ROW : dialect == Dialect.SQL_SERVER ? 4 * ROW : 5 * ROW;
    }

    /** As PostgreSQL sees it. */
    static int classOf(char c) {
        return c < ROW ? CLASSES[c] : WORD;
    }

    /** As PostgreSQL and MySQL see it. */
    static boolean inWord(char c) {
        return c >= ROW || FOLDS[c] != 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
    }

    /** ASCII only, as both kinds of server keep what is above as it is. */
    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
