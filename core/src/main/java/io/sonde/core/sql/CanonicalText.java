package io.sonde.core.sql;

/**
 * Writes the canonical form for people: JDBC notation, lower case, one space where one is due. Whatever may still vanish is
 * marked before it is written, and {@link #reset} takes it back.
 */
final class CanonicalText {

    static final int SIGN = 0;
    static final int RUN = 1;
    static final int TYPE = 2;
    static final int CAST = 3;
    static final int VALUES = 4;
    static final int RETURNING = 5;
    static final int GROUP = 6;
    static final int OUTER = 7;
    static final int CAST_OUTER = 8;
    static final int BEGIN = 9;
    private static final int SLOTS = 10;

    private final Dialect dialect;
    private final int maxBytes;
    private final StringBuilder text = new StringBuilder(128);
    private final Summary summary = new Summary();

    /** How long the text would be without a limit. */
    private long length;

    /** The class of the last token. */
    private int last;

    /** Whether the last token was a name, behind which a bracket needs no space. */
    private boolean name;

    private final long[] lengths = new long[SLOTS];
    private final int[] lasts = new int[SLOTS];
    private final boolean[] names = new boolean[SLOTS];

    CanonicalText(Dialect dialect, int maxBytes) {
        this.dialect = dialect;
        this.maxBytes = maxBytes;
    }

    void mark(int slot) {
        lengths[slot] = length;
        lasts[slot] = last;
        names[slot] = name;
    }

    void copy(int from, int to) {
        lengths[to] = lengths[from];
        lasts[to] = lasts[from];
        names[to] = names[from];
    }

    void reset(int slot) {
        length = lengths[slot];
        last = lasts[slot];
        name = names[slot];
        if (text.length() > length) {
            text.setLength((int) length);
        }
    }

    /** Takes back a run that a bracket has ended, which counts as a value inside {@code groups} further brackets. */
    void fold(int groups) {
        reset(RUN);
        for (int i = 0; i < groups; i++) {
            space(Canonical.OPEN);
            append('(');
            last = Canonical.OPEN;
            name = false;
        }
        mark(RUN);
        summary.other(Canonical.CLOSE);
    }

    void value() {
        boolean operand = dialect == Dialect.POSTGRESQL && last >= Canonical.OPERAND;
        space(Canonical.VALUE);
        // Behind an operand a bare question mark would be read as PostgreSQL's operator.
        append(operand ? "'?'" : "?");
        last = Canonical.VALUE;
        name = false;
    }

    void sign(char c) {
        space(Canonical.SIGN);
        append(c);
        last = Canonical.SIGN;
        name = false;
    }

    void word(String source, int start, int end, int cls, int code, boolean quoted) {
        space(Canonical.WORD);
        if (last == Canonical.DOT && Chars.isDigit(source.charAt(quoted ? start + 1 : start))) {
            // Not to become a number.
            append(' ');
        }
        if (quoted) {
            quotedName(source, start, end);
        } else {
            for (int i = start; i < end; i++) {
                append(Chars.lower(source.charAt(i)));
            }
        }
        summary.word(source, start, end, code, quoted);
        last = cls;
        name = cls == Canonical.OPERAND;
    }

    void operator(String source, int start, int end, boolean doubled) {
        space(Canonical.OPERATOR);
        if (Operators.isNotEqual(source, start, end)) {
            append("<>");
        } else {
            for (int i = start; i < end; i++) {
                char c = source.charAt(i);
                if (c == '?') {
                    append('?');
                    if (doubled && i + 1 < end && source.charAt(i + 1) == '?') {
                        i++;
                    }
                }
                append(c);
            }
        }
        summary.other(Canonical.OPERATOR);
        last = Canonical.OPERATOR;
        name = false;
    }

    void token(int kind) {
        space(kind);
        switch (kind) {
            case Canonical.OPEN -> append('(');
            case Canonical.CLOSE -> append(')');
            case Canonical.OPEN_BRACKET -> append('[');
            case Canonical.CLOSE_BRACKET -> append(']');
            case Canonical.COMMA -> append(',');
            case Canonical.DOT -> append('.');
            case Canonical.CAST -> append("::");
            default -> append(';');
        }
        summary.other(kind);
        last = kind == Canonical.SEMICOLON ? Canonical.START : kind;
        name = false;
    }

    private void space(int kind) {
        if (length == 0) {
            return;
        }
        boolean tight =
                switch (last) {
                    case Canonical.OPEN, Canonical.DOT -> true;
                    // Not to become SQL Server's [name].
                    case Canonical.OPEN_BRACKET -> !dialect.common();
                    case Canonical.CAST -> kind != Canonical.OPERATOR && kind != Canonical.CAST;
                    case Canonical.SIGN -> kind == Canonical.WORD || kind == Canonical.OPEN;
                    default -> false;
                };
        tight |= switch (kind) {
            case Canonical.CLOSE, Canonical.CLOSE_BRACKET, Canonical.COMMA, Canonical.DOT, Canonical.SEMICOLON -> true;
            case Canonical.CAST -> last != Canonical.OPERATOR && last != Canonical.CAST;
            case Canonical.OPEN, Canonical.OPEN_BRACKET -> name;
            default -> false;
        };
        if (!tight) {
            append(' ');
        }
    }

    private boolean startsWithDigits(String source, int start, int end) {
        return dialect == Dialect.MYSQL
                && Chars.isDigit(source.charAt(start))
                && Scan.nameWithDigits(source, start) == end;
    }

    private void quotedName(String source, int start, int end) {
        boolean behindDot = last == Canonical.DOT;
        char close = source.charAt(end - 1);
        boolean plain = end - start > 2;
        int row = Chars.row(dialect);
        for (int i = start + 1; plain && i < end - 1; i++) {
            char c = source.charAt(i);
            plain = c >= 256 || Chars.FOLDS[row + c] != 0;
        }
        plain = plain && (Chars.isLetter(source.charAt(start + 1)) || startsWithDigits(source, start + 1, end - 1));
        // Behind a dot, no word is a keyword.
        plain = plain && (behindDot || Words.find(Words.quotedHash(source, start, end)) == 0);
        // The quotes that are those of a name wherever it stands.
        char quote = dialect == Dialect.MYSQL || dialect.cautious() ? '`' : '"';
        if (!plain) {
            append(quote);
        }
        for (int i = start + 1; i < end - 1; i++) {
            char c = source.charAt(i);
            if (c == close) {
                i++;
            }
            if (c == quote) {
                append(quote);
            }
            append(Chars.lower(c));
        }
        if (!plain) {
            append(quote);
        }
    }

    private void append(String s) {
        for (int i = 0; i < s.length(); i++) {
            append(s.charAt(i));
        }
    }

    private void append(char c) {
        if (length < maxBytes && text.length() == length) {
            text.append(c);
        }
        length++;
    }

    boolean truncated() {
        return length > text.length() || cut() < text.length();
    }

    String text() {
        return text.substring(0, cut());
    }

    /** How many characters fit into the allowed bytes. */
    private int cut() {
        long bytes = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            int chars = Character.charCount(point);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : chars == 1 ? 3 : 4;
            if (bytes > maxBytes) {
                return i;
            }
            i += chars;
        }
        return i;
    }

    String operationName() {
        return summary.operationName();
    }

    String collectionName() {
        return summary.collectionName();
    }

    String summary() {
        return summary.text();
    }
}
