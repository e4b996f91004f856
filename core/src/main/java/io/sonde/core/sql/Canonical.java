package io.sonde.core.sql;

import org.jspecify.annotations.Nullable;

/**
 * The one pass over a statement: tokens in, the canonical form out, as a hash and, when asked, as text.
 *
 * <p>Never throws on any text, takes linear time, and allocates nothing unless a text is built.
 */
final class Canonical {

    /*
     * Why one long method. It runs in other people's threads and may not allocate, also where the compiler inlines nothing, and
     * not keep a scratch per thread either. So all of its state is locals, and what several places would share as a
     * method with three results stands in the loop. What has one result is in Scan, Words and Run.
     *
     * How a pass without a look ahead can fold. The hash of a prefix of the statement is one long. Wherever something
     * may turn out to vanish (the second of two values, a sign, a cast, a row, a returning clause), the hash before it is
     * kept, the hash goes on as if it stayed, and is put back when it vanishes. Text does the same with its length.
     *
     *     where a in ( ?  ,  ?  ::  int  ,  ?  )
     *                 ^run                        each further value puts the hash back to "run" and adds one value
     */

    // What stood before, as far as the next token cares. Below OPERAND an operand comes next.
    static final int START = 0;
    static final int KEYWORD = 1;
    static final int OPERATOR = 2;
    static final int COMMA = 3;
    static final int OPEN = 4;
    static final int OPEN_BRACKET = 5;
    static final int SIGN = 6;
    static final int DOT = 7;
    static final int CAST = 8;
    static final int TYPE = 9;
    static final int OPERAND = 10;
    static final int VALUE = 11;
    static final int CLOSE = 12;
    static final int CLOSE_BRACKET = 13;

    // Tokens that are none of the above.
    static final int WORD = 14;
    static final int SEMICOLON = 15;
    static final int END = 16;

    private static final long MULTIPLIER = 0x9FB21C651E98DF25L;
    private static final long TOKEN = 0xA24BAED4963EE407L;
    private static final long VALUE_HASH = token(VALUE);
    private static final long BYTEA = Words.hash("bytea");
    private static final long ROW_SEED = 0x8CB92BA72F3D8DD7L;

    private Canonical() {}

    private static long mix(long h, long token) {
        long m = (h ^ token) * MULTIPLIER;
        return m ^ m >>> 32;
    }

    private static long token(int kind) {
        return kind * TOKEN;
    }

    private static long finish(long h) {
        long m = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        m = (m ^ m >>> 33) * 0xc4ceb9fe1a85ec53L;
        return m ^ m >>> 33;
    }

    /**
     * Reads the first statement at or after {@code from}.
     *
     * @return its id, or with {@code wantEnd} the index behind it
     */
    static long run(
            String sql, int from, Dialect dialect, Notation notation, @Nullable CanonicalText out, boolean wantEnd) {
        boolean mysql = dialect == Dialect.MYSQL;
        boolean postgres = dialect == Dialect.POSTGRESQL;
        boolean generic = !mysql && !postgres;
        boolean cautious = dialect.cautious();
        boolean jdbc = notation == Notation.JDBC;
        boolean doubled = jdbc || generic;
        int row = Chars.row(dialect);
        int n = sql.length();
        int i = from;

        long h = Words.SEED;
        int prev = START;
        int prevCode = 0;
        int depth = 0;
        int verb = 0;
        boolean block = false;
        int escape = Escape.NONE;
        boolean hint = false;

        long signHash = 0;
        int signPrev = START;
        int signCode = 0;
        boolean signs = false;

        int run = Run.NONE;
        boolean runFolded = false;
        boolean runAfterOpen = false;
        long runHash = 0;
        long typeHash = 0;
        int typePrev = START;
        int cast = Run.NO_CAST;
        int castDepth = 0;
        int castPrev = START;
        long castHash = 0;
        boolean castOuter = false;
        long castOuterHash = 0;

        int groups = 0;
        int groupDepth = 0;
        int groupPrev = START;
        long groupHash = 0;
        boolean outer = false;
        long outerHash = 0;
        int values = Run.NO_VALUES;
        int valuesDepth = 0;
        long valuesOuter = 0;
        long valuesRow = 0;
        long valuesHash = 0;

        boolean returning = false;
        long returningHash = 0;

        long place = DoubleQuoted.START;

        while (true) {
            int kind;
            int code = 0;
            long w = 0;
            String source = sql;
            int start = i;
            int end;
            int next = -1;
            boolean quoted = false;

            // ---- the lexer: one token from i to end ----
            if (i >= n) {
                kind = END;
                end = n;
            } else {
                char c = sql.charAt(i);
                int type = c < 256 ? Chars.CLASSES[row + c] : Chars.WORD;
                if (type == Chars.SPACE) {
                    i++;
                    continue;
                }
                if (type == Chars.DIGIT_OR_WORD) {
                    type = Scan.nameWithDigits(sql, i) > 0 ? Chars.WORD : Chars.DIGIT;
                }
                kind = OPERATOR;
                end = i + 1;
                switch (type) {
                    case Chars.WORD -> {
                        w = Words.SEED;
                        int at = i;
                        do {
                            int f = c < 256 ? Chars.FOLDS[row + c] : c;
                            if (f == 0) {
                                break;
                            }
                            w = (w ^ f) * Words.PRIME;
                            if (++at == n) {
                                break;
                            }
                            c = sql.charAt(at);
                        } while (true);
                        end = at;
                        kind = WORD;
                        if (at < n && at - i <= 2 && (c == '\'' || c == '&')) {
                            int literal = Scan.prefixed(sql, i, at, dialect);
                            if (literal >= 0) {
                                end = literal;
                                kind = VALUE;
                            } else if (c == '&' && postgres && at + 1 < n && sql.charAt(at + 1) == '"' && at - i == 1) {
                                int name = (sql.charAt(i) | 32) == 'u' ? Scan.name(sql, at + 1, '"') : 0;
                                if (name > 0) {
                                    start = at + 1;
                                    end = name;
                                    quoted = true;
                                    w = Words.quotedHash(sql, start, end);
                                }
                            }
                        } else if (postgres && !jdbc && Chars.isDigit(sql.charAt(at - 1))) {
                            int dollar = ServerMarks.dollar(sql, i, at);
                            if (dollar > 0) {
                                long before = Words.hash(sql, i, dollar);
                                if (dollar == i + 1 && (sql.charAt(i) | 32) == 'n') {
                                    kind = VALUE;
                                } else if (Words.find(before) != 0) {
                                    end = dollar;
                                    w = before;
                                }
                            }
                        }
                    }
                    case Chars.DIGIT -> {
                        end = Scan.number(sql, i);
                        kind = VALUE;
                    }
                    case Chars.QUOTE -> {
                        end = generic ? Scan.cautiousString(sql, i, dialect) : Scan.string(sql, i, '\'', mysql);
                        kind = VALUE;
                    }
                    case Chars.DOUBLE_QUOTE, Chars.BACK_QUOTE -> {
                        if (type == Chars.DOUBLE_QUOTE && mysql) {
                            end = Scan.string(sql, i, '"', true);
                            kind = VALUE;
                        } else if (type == Chars.DOUBLE_QUOTE || !postgres) {
                            end = Scan.name(sql, i, c);
                            kind = WORD;
                            quoted = true;
                        }
                    }
                    case Chars.EITHER_QUOTE -> {
                        end = Scan.cautious(sql, i, dialect);
                        if (end < 0) {
                            end = n;
                            kind = VALUE;
                        } else if (DoubleQuoted.isName(sql, end, prev, prevCode, verb, depth, place)) {
                            kind = WORD;
                            quoted = true;
                        } else {
                            kind = VALUE;
                        }
                    }
                    case Chars.NAME_BRACKET -> {
                        end = Scan.bracketedName(sql, i, dialect);
                        kind = WORD;
                        quoted = true;
                    }
                    case Chars.OPEN -> {
                        kind = OPEN;
                        int lost = mysql && !jdbc ? ServerMarks.lost(sql, i) : 0;
                        if (lost < 0) {
                            i = -lost;
                            continue;
                        } else if (lost > 0) {
                            end = lost;
                            kind = VALUE;
                        }
                    }
                    case Chars.CLOSE -> kind = CLOSE;
                    case Chars.CAUTIOUS_CLOSE -> {
                        kind = CLOSE;
                        place = DoubleQuoted.closed(place, depth);
                    }
                    case Chars.COMMA -> kind = COMMA;
                    case Chars.SEMICOLON -> kind = SEMICOLON;
                    case Chars.CLOSE_BRACKET -> kind = CLOSE_BRACKET;
                    case Chars.OPEN_BRACKET -> {
                        kind = OPEN_BRACKET;
                        int name = generic && prev < OPERAND ? Scan.bracketed(sql, i) : -1;
                        if (name > 0) {
                            end = name;
                            kind = WORD;
                            quoted = true;
                        } else if (generic && Scan.overlapsBracket(sql, i, dialect)) {
                            end = n;
                            kind = VALUE;
                        }
                    }
                    case Chars.DOT -> {
                        kind = DOT;
                        char d = i + 1 < n ? sql.charAt(i + 1) : ' ';
                        if (Chars.isDigit(d) && prev != OPERAND && prev != TYPE && prev != KEYWORD) {
                            end = Scan.number(sql, i);
                            kind = VALUE;
                        } else if (d == '.' && mysql && !jdbc && i + 2 < n && sql.charAt(i + 2) == '.') {
                            end = i + 3;
                            kind = VALUE;
                        }
                    }
                    case Chars.QUESTION -> {
                        boolean twice = i + 1 < n && sql.charAt(i + 1) == '?';
                        boolean operator = (!mysql && twice) || (postgres && (!jdbc || prev >= OPERAND));
                        if (operator) {
                            end = Operators.end(sql, i, dialect, jdbc, true);
                        } else {
                            end = Scan.digits(sql, i + 1);
                            kind = VALUE;
                        }
                    }
                    case Chars.COLON -> {
                        char d = i + 1 < n ? sql.charAt(i + 1) : ' ';
                        if (d == ':') {
                            end = i + 2;
                            kind = CAST;
                        } else if (d == '=') {
                            end = i + 2;
                        } else if (Chars.isLetter(d) || (generic && Chars.isDigit(d))) {
                            end = Scan.word(sql, i + 1);
                            kind = VALUE;
                        }
                    }
                    case Chars.DOLLAR -> {
                        char d = i + 1 < n ? sql.charAt(i + 1) : ' ';
                        if (Chars.isDigit(d)) {
                            end = Scan.digits(sql, i + 1);
                            kind = VALUE;
                        } else {
                            int literal = Scan.dollarQuoted(sql, i);
                            if (literal >= 0) {
                                end = literal;
                                kind = VALUE;
                            }
                        }
                    }
                    case Chars.HASH -> {
                        if (mysql) {
                            i = Scan.line(sql, i);
                            continue;
                        }
                        end = Operators.end(sql, i, dialect, jdbc, prev >= OPERAND);
                    }
                    case Chars.BRACE -> {
                        if ((jdbc || mysql) && c == '{') {
                            long found = Escape.at(sql, i + 1);
                            i = (int) (found >>> 4);
                            next = i;
                            int what = (int) (found & 15);
                            String name = Escape.word(what, dialect);
                            boolean call = what == Escape.CALL || what == Escape.FUNCTION_CALL;
                            if (call && prev == START && depth == 0) {
                                if (postgres || (mysql && what == Escape.FUNCTION_CALL)) {
                                    escape = what;
                                    h = mix(h, Escape.SELECT);
                                    if (out != null) {
                                        out.word("select", 0, 6, KEYWORD, Words.VERB | Words.SELECT, false);
                                    }
                                    prev = KEYWORD;
                                    verb = Words.SELECT;
                                    if (postgres) {
                                        h = mix(mix(h, Operators.hash("*", 0, 1, false)), Escape.FROM);
                                        if (out != null) {
                                            out.operator("*", 0, 1, false);
                                            out.word("from", 0, 4, KEYWORD, Words.FROM, false);
                                        }
                                    }
                                    continue;
                                }
                            }
                            if (name == null) {
                                continue;
                            }
                            source = name;
                            start = 0;
                            end = name.length();
                            w = Words.hash(name);
                            kind = WORD;
                        } else if (escape != Escape.NONE && postgres) {
                            escape = Escape.NONE;
                            i++;
                            h = mix(mix(h, Escape.AS), Escape.RESULT);
                            if (out != null) {
                                out.word("as", 0, 2, KEYWORD, Words.AS, false);
                                out.word("result", 0, 6, OPERAND, 0, false);
                            }
                            prev = OPERAND;
                            continue;
                        } else {
                            i++;
                            continue;
                        }
                    }
                    default -> {
                        char d = i + 1 < n ? sql.charAt(i + 1) : ' ';
                        if (c == '-' && d == '-' && (!mysql || i + 2 >= n || sql.charAt(i + 2) <= ' ')) {
                            i = Scan.line(sql, i);
                            continue;
                        }
                        if (c == '/' && d == '*') {
                            int behind = mysql ? ServerMarks.comment(sql, i) : Scan.comment(sql, i, true);
                            hint |= behind < 0;
                            i = Math.abs(behind);
                            continue;
                        }
                        if (hint && c == '*' && d == '/') {
                            hint = false;
                            i += 2;
                            continue;
                        }
                        if (Chars.classOf(d) > Chars.QUOTE) {
                            // Before white space, a word, a number or a string the operator is one character.
                            end = Operators.end(sql, i, dialect, jdbc, prev >= OPERAND);
                        }
                    }
                }
                if (next < 0) {
                    next = end;
                }
                if (kind == WORD) {
                    if (quoted && end >= 0 && w == 0) {
                        w = Words.quotedHash(sql, start, end);
                    }
                    int known = quoted && !mysql ? 0 : Words.find(w);
                    if (mysql && known >>> Words.SYNONYM != 0) {
                        source = Words.spelled(known, quoted);
                        start = 0;
                        end = source.length();
                        w = Words.spelledHash(known);
                        known = Words.find(w);
                    }
                    if (!quoted) {
                        code = prev == DOT ? 0 : known & Words.MEANING;
                        if (mysql && code == 0 && prev != DOT && source.charAt(start) == '_') {
                            code = Words.INTRODUCER_CODE;
                        }
                        int what = code & Words.CODE;
                        if (what != 0 && what <= Words.ALL) {
                            int before = prevCode & Words.CODE;
                            if (what == Words.ALL ? before == Words.LIMIT : before != Words.IS) {
                                kind = VALUE;
                            }
                        } else if ((prev == OPEN && prevCode == Words.EXTRACT) || prevCode == Words.VARIABLE) {
                            kind = VALUE;
                        }
                    } else if (end < 0) {
                        end = n;
                        next = n;
                        kind = VALUE;
                    } else if (prevCode == Words.VARIABLE) {
                        kind = VALUE;
                    }
                } else if (kind == OPERATOR && end - start == 1) {
                    char c0 = sql.charAt(start);
                    boolean sign = c0 == '-' || c0 == '+';
                    if (sign && (prev < TYPE || (prev == TYPE && (prevCode & Words.EXPECTS) != 0))) {
                        kind = SIGN;
                    }
                }
                i = next;
            }

            // ---- values and their signs ----
            if (kind == SIGN) {
                if (!signs) {
                    signs = true;
                    signHash = h;
                    signPrev = prev;
                    signCode = prevCode;
                    if (out != null) {
                        out.mark(CanonicalText.SIGN);
                    }
                }
                char c = sql.charAt(start);
                h = mix(h, token(c));
                if (out != null) {
                    out.sign(c);
                }
                prev = SIGN;
                prevCode = 0;
                continue;
            }
            if (kind == VALUE) {
                if (signs) {
                    signs = false;
                    h = signHash;
                    prev = signPrev;
                    prevCode = signCode;
                    if (out != null) {
                        out.reset(CanonicalText.SIGN);
                    }
                }
                if (prev == TYPE && prevCode == Words.INTRODUCER_CODE && typePrev != SIGN) {
                    h = typeHash;
                    prev = typePrev;
                    prevCode = 0;
                    if (out != null) {
                        out.reset(CanonicalText.TYPE);
                    }
                }
                if (cast == Run.CAST_WORD || cast == Run.CAST_AS) {
                    cast = Run.NO_CAST;
                    run = Run.NONE;
                }
                if (cast == Run.CAST_TYPE || run == Run.CAST_OPEN || run == Run.CAST_BRACKET) {
                    if (prev != VALUE) {
                        h = mix(h, VALUE_HASH);
                        if (out != null) {
                            out.value();
                        }
                    }
                    prev = VALUE;
                    prevCode = 0;
                    continue;
                }
                if (prev == VALUE) {
                    continue;
                }
                boolean further = run >= Run.AFTER_COMMA || (run == Run.CAST_TAIL && runFolded);
                if (further) {
                    runFolded = true;
                    h = mix(runHash, VALUE_HASH);
                    if (out != null) {
                        out.reset(CanonicalText.RUN);
                        out.value();
                    }
                } else {
                    boolean typed = prev == TYPE;
                    runFolded = false;
                    runHash = typed ? typeHash : h;
                    runAfterOpen = (typed ? typePrev : prev) == OPEN;
                    h = mix(h, VALUE_HASH);
                    if (out != null) {
                        out.mark(CanonicalText.RUN);
                        if (typed) {
                            out.copy(CanonicalText.TYPE, CanonicalText.RUN);
                        }
                        out.value();
                    }
                    if (values != Run.IN_FIRST_ROW && values != Run.IN_NEXT_ROW) {
                        values = Run.NO_VALUES;
                    }
                }
                run = Run.AFTER_VALUE;
                prev = VALUE;
                prevCode = 0;
                continue;
            }
            boolean signed = signs;
            signs = false;

            // ---- cast(value as type), which counts as a value inside a run ----
            if (cast == Run.CAST_WORD) {
                cast = kind == OPEN ? Run.CAST_INSIDE : Run.NO_CAST;
                castOuter = run == Run.AFTER_COMMA;
                castOuterHash = runHash;
                if (out != null) {
                    out.copy(CanonicalText.RUN, CanonicalText.CAST_OUTER);
                }
            } else if (cast == Run.CAST_INSIDE) {
                boolean as = kind == WORD && (code & Words.CODE) == Words.AS && depth == castDepth + 1;
                if (as && runAfterOpen && (run == Run.AFTER_VALUE || run == Run.CAST_TAIL)) {
                    cast = Run.CAST_AS;
                    h = mix(h, w);
                    if (out != null) {
                        out.word(source, start, end, KEYWORD, code, quoted);
                    }
                    prev = KEYWORD;
                    prevCode = code;
                    continue;
                }
                cast = kind == CLOSE && depth == castDepth + 1 ? Run.NO_CAST : cast;
            } else if (cast != Run.NO_CAST) {
                boolean last = kind == CLOSE && cast == Run.CAST_TYPE && depth == castDepth + 1;
                cast = last ? Run.NO_CAST : Run.castNext(kind);
                if (last) {
                    depth--;
                    if (castOuter) {
                        runFolded = true;
                        runHash = castOuterHash;
                        h = mix(runHash, VALUE_HASH);
                        if (out != null) {
                            out.copy(CanonicalText.CAST_OUTER, CanonicalText.RUN);
                            out.fold(0);
                            out.value();
                        }
                        prev = VALUE;
                    } else {
                        runFolded = false;
                        runHash = castHash;
                        h = mix(h, token(CLOSE));
                        if (out != null) {
                            out.copy(CanonicalText.CAST, CanonicalText.RUN);
                            out.token(CLOSE);
                        }
                        prev = CLOSE;
                    }
                    runAfterOpen = !castOuter && castPrev == OPEN;
                    prevCode = 0;
                    run = Run.AFTER_VALUE;
                    continue;
                }
                if (cast == Run.NO_CAST) {
                    run = Run.NONE;
                } else {
                    if (kind == COMMA) {
                        continue;
                    }
                    depth += kind == OPEN ? 1 : kind == CLOSE ? -1 : 0;
                    h = mix(h, kind == WORD ? w : token(kind));
                    if (out != null) {
                        if (kind == WORD) {
                            out.word(source, start, end, OPERAND, code, quoted);
                        } else {
                            out.token(kind);
                        }
                    }
                    prev = kind == WORD ? OPERAND : kind;
                    prevCode = 0;
                    continue;
                }
            }

            // ---- how the token continues or ends a run of values ----
            boolean pure = false;
            int was = run;
            if (run != Run.NONE) {
                int then = Run.next(run, kind, code);
                if (run == Run.CAST_TAIL && runFolded && !Run.casting(then)) {
                    h = mix(runHash, VALUE_HASH);
                    if (out != null) {
                        out.reset(CanonicalText.RUN);
                        out.value();
                    }
                    prev = VALUE;
                    prevCode = 0;
                    run = Run.AFTER_VALUE;
                    then = Run.next(run, kind, code);
                }
                was = run;
                run = then;
                pure = kind == CLOSE && runAfterOpen && (was == Run.AFTER_VALUE || was == Run.CAST_TAIL);
                if (was == Run.CAST_NAME && kind == WORD && w == BYTEA) {
                    // PostgreSQL's driver writes bytes with a cast of its own in the simple protocol.
                    runFolded = true;
                }
                if (kind == COMMA && then == Run.CAST_OPEN) {
                    continue;
                }
            }

            if (groups > 0
                    && run == Run.NONE
                    && kind != OPEN
                    && kind != CLOSE
                    && (code & (Words.TYPE | Words.TAIL)) == 0) {
                groups = 0;
            }

            // ---- what is not a value ----
            switch (kind) {
                case WORD -> {
                    int what = code & Words.CODE;
                    int cls = (code & Words.EXPECTS) != 0 ? KEYWORD : OPERAND;
                    // Most keywords, such as "and" and "where", only say that an operand comes next.
                    boolean simple = (code & ~(Words.EXPECTS | Words.GROUPS)) == 0 && prev != CAST && !generic;
                    if (!simple && code != 0) {
                        if (prev == CAST) {
                            cls = OPERAND;
                        } else if (prev == TYPE && (code & Words.TAIL) != 0) {
                            cls = TYPE;
                        } else if ((code & Words.TYPE) != 0 && prev < TYPE && (prevCode & Words.CODE) != Words.AT) {
                            cls = TYPE;
                            typeHash = h;
                            typePrev = prev;
                            if (out != null) {
                                out.mark(CanonicalText.TYPE);
                            }
                        }
                        if (depth == 0) {
                            if (generic
                                    && (verb == Words.DECLARE
                                            || ((prevCode & Words.CODE) == Words.BEGIN && what != Words.BLOCK_NOT))) {
                                block = true;
                            }
                            if (mysql && Run.restarts(prevCode, code, verb)) {
                                // MySQL counts executions of prepared statements under EXECUTE and their text, and
                                // MariaDB's driver limits rows by SET STATEMENT … FOR.
                                verb = 0;
                                h = Words.SEED;
                                if (out != null) {
                                    out.reset(CanonicalText.BEGIN);
                                }
                            }
                            if (what == Words.BEGIN && verb == Words.CREATE) {
                                block = true;
                            }
                            if ((code & Words.VERB) != 0 && (verb == 0 || verb == Words.WITH)) {
                                verb = what == 0 ? Words.CODE : what;
                            }
                            if (what == Words.RETURNING && !returning && Run.returns(verb)) {
                                returning = true;
                                returningHash = h;
                                if (out != null) {
                                    out.mark(CanonicalText.RETURNING);
                                }
                            }
                        }
                        if (what == Words.CAST && (run == Run.NONE || run == Run.AFTER_COMMA)) {
                            cast = Run.CAST_WORD;
                            castHash = h;
                            castPrev = prev;
                            castDepth = depth;
                            if (out != null) {
                                out.mark(CanonicalText.CAST);
                            }
                        }
                        if (cautious) {
                            place = DoubleQuoted.after(place, code, prev, prevCode, verb, depth);
                        }
                    } else if (generic) {
                        if (depth == 0 && ((prevCode & Words.CODE) == Words.BEGIN || verb == Words.DECLARE)) {
                            block = true;
                        }
                        if (cautious) {
                            place = DoubleQuoted.after(place, 0, prev, prevCode, verb, depth);
                        }
                    }
                    if (values != Run.IN_FIRST_ROW && values != Run.IN_NEXT_ROW) {
                        if (what == Words.VALUES) {
                            values = Run.VALUES;
                        } else if (what != Words.ROW || values == Run.AFTER_ROWS) {
                            values = Run.NO_VALUES;
                        }
                    }
                    h = mix(h, w);
                    if (out != null) {
                        out.word(source, start, end, cls, code, quoted);
                    }
                    if (what != Words.NOT || (prevCode & Words.CODE) != Words.IS) {
                        prevCode = code;
                    }
                    prev = cls;
                }
                case OPEN -> {
                    if (run != Run.CAST_OPEN && (values == Run.VALUES || values == Run.ROWS_COMMA)) {
                        groups = 0;
                        values = values == Run.VALUES ? Run.IN_FIRST_ROW : Run.IN_NEXT_ROW;
                        valuesDepth = depth;
                        valuesOuter = h;
                        h = ROW_SEED;
                    } else if (run != Run.CAST_OPEN) {
                        boolean grouping = Run.groups(prev, prevCode) && groups < Run.MAX_GROUPS;
                        if (grouping && groups == 0) {
                            groupHash = signed ? signHash : h;
                            groupPrev = signed ? signPrev : prev;
                            groupDepth = depth;
                            outer = was == Run.AFTER_COMMA;
                            outerHash = runHash;
                            if (out != null) {
                                out.copy(CanonicalText.RUN, CanonicalText.OUTER);
                                out.mark(CanonicalText.GROUP);
                                if (signed) {
                                    out.copy(CanonicalText.SIGN, CanonicalText.GROUP);
                                }
                            }
                        }
                        groups = grouping ? groups + 1 : 0;
                        if (values == Run.AFTER_ROWS) {
                            values = Run.NO_VALUES;
                        }
                    }
                    depth++;
                    h = mix(h, token(OPEN));
                    if (out != null) {
                        out.token(OPEN);
                    }
                    prevCode = (prevCode & Words.CODE) == Words.EXTRACT ? Words.EXTRACT : 0;
                    prev = OPEN;
                }
                case CLOSE -> {
                    if (groups > 0 && was != Run.CAST_OPEN) {
                        if (pure && depth == groupDepth + groups) {
                            groups--;
                            depth--;
                            runFolded = groups > 0 || outer;
                            runAfterOpen = groups > 0 || (!outer && groupPrev == OPEN);
                            runHash = groups == 0 && outer ? outerHash : groupHash;
                            for (int k = 0; k < groups; k++) {
                                runHash = mix(runHash, token(OPEN));
                            }
                            h = mix(runHash, VALUE_HASH);
                            if (out != null) {
                                out.copy(
                                        groups == 0 && outer ? CanonicalText.OUTER : CanonicalText.GROUP,
                                        CanonicalText.RUN);
                                out.fold(groups);
                                out.value();
                            }
                            run = Run.AFTER_VALUE;
                            prev = VALUE;
                            prevCode = 0;
                            continue;
                        }
                        groups = 0;
                    }
                    depth = depth > 0 ? depth - 1 : 0;
                    h = mix(h, token(CLOSE));
                    if (out != null) {
                        out.token(CLOSE);
                    }
                    if ((values == Run.IN_FIRST_ROW || values == Run.IN_NEXT_ROW) && depth == valuesDepth) {
                        if (values == Run.IN_NEXT_ROW && h == valuesRow) {
                            h = valuesHash;
                            if (out != null) {
                                out.reset(CanonicalText.VALUES);
                            }
                        } else {
                            valuesRow = h;
                            h = mix(valuesOuter, h);
                            valuesHash = h;
                            if (out != null) {
                                out.mark(CanonicalText.VALUES);
                            }
                        }
                        values = Run.AFTER_ROWS;
                    } else {
                        if (values != Run.IN_FIRST_ROW && values != Run.IN_NEXT_ROW) {
                            values = Run.NO_VALUES;
                        }
                    }
                    prev = CLOSE;
                    prevCode = 0;
                }
                case COMMA -> {
                    if (values == Run.AFTER_ROWS) {
                        values = Run.ROWS_COMMA;
                    } else if (values != Run.IN_FIRST_ROW && values != Run.IN_NEXT_ROW) {
                        values = Run.NO_VALUES;
                    }
                    h = mix(h, token(COMMA));
                    if (out != null) {
                        out.token(COMMA);
                    }
                    prev = COMMA;
                    prevCode = 0;
                }
                case SEMICOLON, END -> {
                    if (kind == END || (depth == 0 && !block)) {
                        if (kind == SEMICOLON && prev == START) {
                            continue;
                        }
                        if (values == Run.IN_FIRST_ROW || values == Run.IN_NEXT_ROW) {
                            h = mix(valuesOuter, h);
                        }
                        if (returning) {
                            h = returningHash;
                            if (out != null) {
                                out.reset(CanonicalText.RETURNING);
                            }
                        }
                        return wantEnd ? i : finish(h);
                    }
                    h = mix(h, token(SEMICOLON));
                    if (out != null) {
                        out.token(SEMICOLON);
                    }
                    prev = START;
                    prevCode = 0;
                }
                default -> {
                    if (values != Run.IN_FIRST_ROW && values != Run.IN_NEXT_ROW) {
                        values = Run.NO_VALUES;
                    }
                    if (kind == OPERATOR) {
                        h = mix(h, Operators.hash(sql, start, end, doubled));
                        if (out != null) {
                            out.operator(sql, start, end, doubled);
                        }
                    } else {
                        h = mix(h, token(kind));
                        if (out != null) {
                            out.token(kind);
                        }
                    }
                    prev = kind;
                    prevCode = mysql && end - start == 1 && sql.charAt(start) == '@' ? Words.VARIABLE : 0;
                }
            }
        }
    }
}
