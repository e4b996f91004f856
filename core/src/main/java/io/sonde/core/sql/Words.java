package io.sonde.core.sql;

/**
 * The words that mean something to the canonical form. A word is looked up by its hash, which the lexer has already computed:
 * 64 bits, so that a name never passes for a keyword.
 */
final class Words {

    /** Start value and multiplier of the hash of a word; each character is xored in before the multiplication. */
    static final long SEED = 0x9E3779B97F4A7C15L;

    static final long PRIME = 0xD6E8FEB86659FD93L;

    /** An operand comes next, so a sign behind the word is unary and a question mark is a parameter. */
    static final int EXPECTS = 1 << 8;
    /** May stand before a literal and say what it is: {@code date '2026-01-01'}. */
    static final int TYPE = 1 << 9;
    /** May continue the name of a type: {@code timestamp with time zone}. */
    static final int TAIL = 1 << 10;
    /** Opens a statement. */
    static final int VERB = 1 << 11;
    /** MySQL's servers write another word for it. */
    static final int SYNONYM = 1 << 12;

    static final int CODE = 0xff;
    static final int NULL = 1;
    static final int BOOLEAN = 2;
    static final int ALL = 3;
    static final int LIMIT = 4;
    static final int EXTRACT = 5;
    static final int VALUES = 6;
    static final int RETURNING = 7;
    static final int CAST = 8;
    static final int AS = 9;
    static final int ROW = 10;
    static final int IS = 11;
    static final int NOT = 12;
    static final int FROM = 13;
    static final int JOIN = 14;
    static final int INTO = 15;
    static final int TABLE = 16;
    static final int SELECT = 17;
    static final int WITH = 18;
    static final int UPDATE = 19;
    static final int BEGIN = 20;
    static final int CREATE = 21;
    static final int DECLARE = 22;
    static final int BLOCK_NOT = 23;
    static final int INSERT = 24;
    static final int DELETE = 25;
    static final int MERGE = 26;
    static final int CALL = 27;
    static final int ONLY = 28;
    static final int CLAUSE = 29;
    static final int USING = 30;
    static final int SET = 31;
    static final int EXISTS = 32;
    static final int DDL = 33;
    static final int ON = 34;
    static final int FOR = 35;
    static final int AT = 36;

    private static final int SIZE = 1024;
    private static final long[] HASHES = new long[SIZE];
    private static final short[] CODES = new short[SIZE];
    private static final String[] SPELLED = {"day"};

    private Words() {}

    static {
        String expecting =
                "and or xor div mod between in like ilike similar to rlike regexp escape when then else case where having"
                        + " distinct by offset first next fetch top if elseif while until return symmetric asymmetric any some placing"
                        + " rows range groups collate unique execute exec";
        add(expecting, EXPECTS);
        add("binary", EXPECTS);
        add("zone", EXPECTS | TAIL);
        add("union except intersect", EXPECTS | CLAUSE);
        add("null", NULL);
        add("true false", BOOLEAN);
        add("all", EXPECTS | ALL);
        add("limit", EXPECTS | LIMIT);
        add("extract", EXTRACT);
        add("values", EXPECTS | VALUES);
        add("returning", EXPECTS | RETURNING);
        add("cast", CAST);
        add("as", EXPECTS | AS);
        add("row", ROW);
        add("is", EXPECTS | IS);
        add("not", EXPECTS | NOT);
        add("from", EXPECTS | FROM);
        add("join", EXPECTS | JOIN);
        add("into", EXPECTS | INTO);
        add("table", VERB | TABLE);
        add("select", EXPECTS | VERB | SELECT);
        add("with", EXPECTS | TAIL | VERB | WITH);
        add("update", EXPECTS | VERB | UPDATE);
        add("begin", VERB | BEGIN);
        add("create alter", VERB | CREATE);
        add("declare", VERB | DECLARE);
        add("work transaction tran isolation read deferrable immediate exclusive deferred", BLOCK_NOT);
        add("insert replace", VERB | INSERT);
        add("delete", VERB | DELETE);
        add("merge", VERB | MERGE);
        add("call do", EXPECTS | VERB | CALL);
        add("at", EXPECTS | AT);
        add("only ignore lateral low_priority quick high_priority delayed", ONLY);
        add("group order window natural left right inner cross full outer straight_join", CLAUSE);
        add("using", EXPECTS | USING);
        add("on", EXPECTS | ON);
        add("for", EXPECTS | FOR);
        add("set", EXPECTS | VERB | SET);
        add("exists", EXISTS);
        add("drop truncate", VERB | DDL);
        add(
                "show explain analyze vacuum grant revoke commit rollback savepoint release start lock copy refresh comment"
                        + " reset discard listen notify checkpoint prepare deallocate use describe optimize load kill flush",
                VERB);
        add("interval", EXPECTS | TYPE);
        add(
                "date timestamp timestamptz timetz bit char varchar character text int int2 int4 int8 integer bigint smallint"
                        + " numeric decimal real double float4 float8 bool boolean json jsonb uuid bytea inet cidr macaddr point box"
                        + " circle line lseg path polygon tsvector tsquery xml money regclass",
                TYPE);
        add("time", TYPE | TAIL);
        add("without precision varying", TAIL);
    }

    static long hash(String word) {
        long w = SEED;
        for (int i = 0; i < word.length(); i++) {
            w = (w ^ Chars.lower(word.charAt(i))) * PRIME;
        }
        return w;
    }

    /** The code and the flags of the word with this hash, or 0 when it is a name like any other. */
    static int find(long hash) {
        int slot = (int) (hash >>> 54);
        while (true) {
            long at = HASHES[slot];
            if (at == hash) {
                return CODES[slot];
            }
            if (at == 0) {
                return 0;
            }
            slot = slot + 1 & SIZE - 1;
        }
    }

    /** The hash of a quoted name whose quotes stand at {@code start} and before {@code end}. */
    static long quotedHash(String sql, int start, int end) {
        char quote = sql.charAt(end - 1);
        long w = SEED;
        for (int i = start + 1; i < end - 1; i++) {
            char c = sql.charAt(i);
            if (c == quote) {
                i++;
            }
            w = (w ^ Chars.lower(c)) * PRIME;
        }
        return w;
    }

    /** How MySQL's servers spell the word with this code, see {@link #SYNONYM}. */
    static String spelled(int code) {
        return SPELLED[code & CODE];
    }

    private static void add(String words, int code) {
        for (String word : words.split(" ", -1)) {
            long hash = hash(word);
            int slot = (int) (hash >>> 54);
            while (HASHES[slot] != 0) {
                slot = slot + 1 & SIZE - 1;
            }
            HASHES[slot] = hash;
            CODES[slot] = (short) code;
        }
    }
}
