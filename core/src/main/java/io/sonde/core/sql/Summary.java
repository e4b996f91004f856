package io.sonde.core.sql;

import java.util.Locale;

/** Collects operations and the tables they work on, after OpenTelemetry's {@code db.query.summary}. */
final class Summary {

    private static final int MAX_CHARS = 255;

    private final StringBuilder text = new StringBuilder(32);
    private final StringBuilder collection = new StringBuilder(16);
    private String operation = "";
    private boolean main;
    private int mainDepth;

    /** Whether the collection is one that the main verb itself names, which no later one replaces. */
    private boolean settled;

    private boolean inCollection;

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
            append(text, ".", 0, 1);
            name(source, start, end, quoted);
            return;
        }
        boolean keyword = code != 0 && (code & Words.TYPE) == 0;
        if (wantsTable && !keyword) {
            wantsTable = false;
            inTable = true;
            append(text, " ", 0, 1);
            beginCollection();
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

    /**
     * The main table is the first that the main verb itself names, or else the first of all. What a select behind common table
     * expressions names is mostly one of these, and no table: there it is the first of all, too.
     */
    private void beginCollection() {
        boolean mainsOwn = main && depth == mainDepth;
        inCollection = collection.length() == 0 || (mainsOwn && !settled);
        settled |= mainsOwn;
        if (inCollection) {
            collection.setLength(0);
        }
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
            settled |= operation.equals("WITH") && verb.equals("SELECT");
            operation = verb;
            main = what != Words.WITH;
            mainDepth = depth;
        }
        lastVerb = what == 0 ? Words.CODE : what;
        begun |= 1L << depth;
        if (what == Words.WITH) {
            return;
        }
        if (text.length() > 0) {
            append(text, " ", 0, 1);
        }
        text.append(verb, 0, Math.min(verb.length(), MAX_CHARS - text.length()));
    }

    private void name(String source, int start, int end, boolean quoted) {
        int from = quoted ? start + 1 : start;
        int to = quoted ? end - 1 : end;
        append(text, source, from, to);
        if (inCollection) {
            if (collection.length() > 0) {
                append(collection, ".", 0, 1);
            }
            append(collection, source, from, to);
        }
    }

    private static void append(StringBuilder to, String source, int start, int end) {
        for (int i = start; i < end && to.length() < MAX_CHARS; i++) {
            to.append(Chars.lower(source.charAt(i)));
        }
    }

    String operationName() {
        return operation;
    }

    /** The main table, or empty. */
    String collectionName() {
        return collection.toString();
    }

    String text() {
        return text.toString();
    }
}
