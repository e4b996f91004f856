package io.sonde.core.sql;

import java.util.Locale;

/** Collects operations and the tables they work on, after OpenTelemetry's {@code db.query.summary}. */
final class Summary {

    private static final int MAX_CHARS = 255;

    private final StringBuilder text = new StringBuilder(32);
    private String operation = "";
    private boolean main;

    private boolean wantsTable;
    private boolean inTable;
    private boolean afterDot;
    private boolean inFrom;
    private int depth;
    private int fromDepth;
    private int lastVerb;

    /** One bit per depth: whether a statement has begun there, so that {@code from} is not that of {@code extract(… from …)}. */
    private long begun;

    void word(String source, int start, int end, int code, boolean quoted) {
        int what = code & Words.CODE;
        boolean dotted = afterDot;
        afterDot = false;
        if (inTable && dotted) {
            append(".", 0, 1);
            name(source, start, end, quoted);
            return;
        }
        boolean keyword = code != 0 && (code & Words.TYPE) == 0;
        if (wantsTable && !keyword) {
            wantsTable = false;
            inTable = true;
            append(" ", 0, 1);
            name(source, start, end, quoted);
            return;
        }
        inTable = false;
        if (what == Words.ONLY || what == Words.EXISTS || (what == Words.NOT && wantsTable)) {
            return;
        }
        if ((code & Words.VERB) != 0 && opens(what)) {
            wantsTable = what == Words.UPDATE || what == Words.INSERT || what == Words.CALL || what == Words.DDL;
            verb(source, start, end, what);
            return;
        }
        boolean from = what == Words.FROM && (begun >>> depth & 1) != 0;
        boolean target = from || what == Words.JOIN || what == Words.INTO || what == Words.TABLE;
        wantsTable =
                (target && !(what == Words.FROM && lastVerb == 0)) || (what == Words.USING && lastVerb == Words.MERGE);
        if (from) {
            inFrom = true;
            fromDepth = depth;
        } else if (keyword && what != Words.AS && what != Words.ON && what != Words.JOIN && what != Words.CLAUSE) {
            inFrom = inFrom && depth > fromDepth;
        }
    }

    void other(int kind) {
        if (kind == Canonical.DOT) {
            afterDot = true;
            return;
        }
        afterDot = false;
        inTable = false;
        switch (kind) {
            case Canonical.OPEN -> begun &= ~(1L << ++depth);
            case Canonical.CLOSE -> depth = Math.max(0, depth - 1);
            default -> {}
        }
        wantsTable = kind == Canonical.COMMA && inFrom && depth == fromDepth;
    }

    private boolean opens(int what) {
        return (what != Words.SET
                        && what != Words.TABLE
                        && what != Words.WITH
                        && (what != Words.UPDATE || lastVerb == 0))
                || text.length() == 0;
    }

    private void verb(String source, int start, int end, int what) {
        String verb = source.substring(start, end).toUpperCase(Locale.ROOT);
        if (!main && (operation.isEmpty() || depth == 0)) {
            operation = verb;
            main = what != Words.WITH;
        }
        lastVerb = what == 0 ? Words.CODE : what;
        begun |= 1L << depth;
        if (what == Words.WITH) {
            return;
        }
        if (text.length() > 0) {
            append(" ", 0, 1);
        }
        text.append(verb, 0, Math.min(verb.length(), MAX_CHARS - text.length()));
    }

    private void name(String source, int start, int end, boolean quoted) {
        int from = quoted ? start + 1 : start;
        int to = quoted ? end - 1 : end;
        append(source, from, to);
    }

    private void append(String source, int from, int to) {
        for (int i = from; i < to && text.length() < MAX_CHARS; i++) {
            text.append(Chars.lower(source.charAt(i)));
        }
    }

    String operationName() {
        return operation;
    }

    String text() {
        return text.toString();
    }
}
