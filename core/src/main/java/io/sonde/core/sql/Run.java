package io.sonde.core.sql;

/**
 * The small automata behind the folding of values: a run of values with their casts, {@code cast(value as type)}, brackets
 * around values, and the rows of {@code values}. States are numbers, so that {@link Canonical} can keep them in locals.
 */
final class Run {

    static final int NONE = 0;
    static final int AFTER_VALUE = 1;
    static final int CAST_NAME = 2;
    static final int CAST_TAIL = 3;
    static final int CAST_OPEN = 4;
    static final int CAST_BRACKET = 5;
    static final int AFTER_COMMA = 6;
    static final int COMMA_TYPE = 7;

    static final int NO_CAST = 0;
    static final int CAST_WORD = 1;
    static final int CAST_INSIDE = 2;
    static final int CAST_AS = 3;
    static final int CAST_TYPE = 4;

    /** How deep brackets around values are followed; deeper ones stay. */
    static final int MAX_GROUPS = 8;

    static final int NO_VALUES = 0;
    static final int VALUES = 1;
    static final int IN_FIRST_ROW = 2;
    static final int IN_NEXT_ROW = 3;
    static final int AFTER_ROWS = 4;
    static final int ROWS_COMMA = 5;

    private Run() {}

    /** Where a run goes with a token that is neither a value nor a unary sign. */
    static int next(int run, int kind, int code) {
        return switch (run) {
            case AFTER_VALUE -> kind == Canonical.COMMA ? AFTER_COMMA : kind == Canonical.CAST ? CAST_NAME : NONE;
            case CAST_NAME -> kind == Canonical.WORD ? CAST_TAIL : NONE;
            case CAST_TAIL ->
                switch (kind) {
                    case Canonical.WORD -> (code & Words.TAIL) != 0 ? CAST_TAIL : NONE;
                    case Canonical.DOT, Canonical.CAST -> CAST_NAME;
                    case Canonical.OPEN -> CAST_OPEN;
                    case Canonical.OPEN_BRACKET -> CAST_BRACKET;
                    case Canonical.COMMA -> AFTER_COMMA;
                    default -> NONE;
                };
            case CAST_OPEN -> kind == Canonical.COMMA ? CAST_OPEN : kind == Canonical.CLOSE ? CAST_TAIL : NONE;
            case CAST_BRACKET -> kind == Canonical.CLOSE_BRACKET ? CAST_TAIL : NONE;
            case AFTER_COMMA -> {
                boolean cast = (code & Words.CODE) == Words.CAST;
                boolean type = (code & Words.TYPE) != 0;
                yield kind != Canonical.WORD ? NONE : cast ? AFTER_COMMA : type ? COMMA_TYPE : NONE;
            }
            case COMMA_TYPE -> kind == Canonical.WORD && (code & Words.TAIL) != 0 ? COMMA_TYPE : NONE;
            default -> NONE;
        };
    }

    /** Whether the run is inside {@code ::type}. */
    static boolean casting(int run) {
        return run >= CAST_NAME && run <= CAST_BRACKET;
    }

    /** Where {@code cast(value as type)} goes behind its {@code as}; the bracket that ends it is the caller's. */
    static int castNext(int kind) {
        return switch (kind) {
            case Canonical.WORD,
                    Canonical.DOT,
                    Canonical.COMMA,
                    Canonical.OPEN,
                    Canonical.CLOSE,
                    Canonical.OPEN_BRACKET,
                    Canonical.CLOSE_BRACKET -> CAST_TYPE;
            default -> NO_CAST;
        };
    }

    /** Whether a bracket behind such a token only groups, so that values in it count as one value. */
    static boolean groups(int prev, int code) {
        return switch (prev) {
            case Canonical.KEYWORD -> (code & Words.GROUPS) != 0;
            case Canonical.OPERATOR, Canonical.COMMA, Canonical.OPEN, Canonical.OPEN_BRACKET, Canonical.SIGN -> true;
            default -> false;
        };
    }

    /** Whether what stood before only wraps the statement that the word opens. */
    static boolean restarts(int prevCode, int code, int verb) {
        boolean opens = (code & Words.CODE) == Words.VALUES || (code & Words.VERB) != 0;
        boolean execute = prevCode == Words.EXECUTE_CODE && verb == 0;
        return opens && (execute || ((prevCode & Words.CODE) == Words.FOR && verb == Words.SET));
    }

    /** Whether a statement with this verb may end in a {@code returning} clause. */
    static boolean returns(int verb) {
        return verb == Words.INSERT || verb == Words.UPDATE || verb == Words.DELETE || verb == Words.MERGE;
    }
}
