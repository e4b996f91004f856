package io.sonde.core.sql;

/** What each ASCII character starts, and how it counts inside a word. Everything above ASCII belongs to words. */
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

    /** What a token that begins with the character is; the index is below 128. */
    static final byte[] CLASS = new byte[128];

    /** The character in lower case when it may stand inside a word, otherwise 0. */
    static final byte[] FOLD = new byte[128];

    /** As {@link #FOLD}, with what Oracle and SQL Server allow. */
    static final byte[] FOLD_GENERIC = new byte[128];

    private Chars() {}

    static {
        for (char c = '!'; c < 127; c++) {
            CLASS[c] = OPERATOR;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            CLASS[c] = WORD;
            CLASS[c - 32] = WORD;
            FOLD[c] = (byte) c;
            FOLD[c - 32] = (byte) c;
        }
        for (char c = '0'; c <= '9'; c++) {
            CLASS[c] = DIGIT;
            FOLD[c] = (byte) c;
        }
        CLASS['_'] = WORD;
        FOLD['_'] = '_';
        FOLD['$'] = '$';
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
            CLASS[starts.charAt(i)] = classes[i];
        }
        System.arraycopy(FOLD, 0, FOLD_GENERIC, 0, FOLD.length);
        FOLD_GENERIC['#'] = '#';
        FOLD_GENERIC['@'] = '@';
    }

    static int classOf(char c) {
        return c < 128 ? CLASS[c] : WORD;
    }

    static boolean inWord(char c) {
        return c >= 128 || FOLD[c] != 0;
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
