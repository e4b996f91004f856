package io.sonde.core.sql;

/**
 * The small automata behind the folding of values: a run of values with their casts, {@code cast(value as type)}, rows of
 * values, and the rows of {@code values}. States are numbers, so that {@link Canonical} can keep them in locals.
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
    static final int CAST_OPENED = 2;
    static final int CAST_VALUE = 3;
    static final int CAST_AS = 4;
    static final int CAST_TYPE = 5;

    static final int NO_ROW = 0;
    static final int AFTER_ROW = 1;
    static final int ROW_COMMA = 2;
    static final int ROW_OPEN = 3;

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

    /** Where {@code cast(value as type)} goes; the bracket that ends it is the caller's. */
    static int castNext(int cast, int kind, int code) {
        return switch (cast) {
            case CAST_WORD -> kind == Canonical.OPEN ? CAST_OPENED : NO_CAST;
            case CAST_OPENED -> kind == Canonical.VALUE ? CAST_VALUE : NO_CAST;
            case CAST_VALUE ->
                kind == Canonical.VALUE
                        ? CAST_VALUE
                        : kind == Canonical.WORD && (code & Words.CODE) == Words.AS ? CAST_AS : NO_CAST;
            case CAST_AS -> kind == Canonical.WORD ? CAST_TYPE : NO_CAST;
            case CAST_TYPE ->
                switch (kind) {
                    case Canonical.WORD,
                            Canonical.DOT,
                            Canonical.VALUE,
                            Canonical.COMMA,
                            Canonical.OPEN,
                            Canonical.CLOSE,
                            Canonical.OPEN_BRACKET,
                            Canonical.CLOSE_BRACKET -> CAST_TYPE;
                    default -> NO_CAST;
                };
            default -> NO_CAST;
        };
    }

    /** Whether a statement with this verb may end in a {@code returning} clause. */
    static boolean returns(int verb) {
        return verb == Words.INSERT || verb == Words.UPDATE || verb == Words.DELETE || verb == Words.MERGE;
    }
}
