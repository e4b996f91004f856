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
    /** A bracket behind the word only groups. */
    static final int GROUPS = 1 << 12;
    /** The bits that say what the word means; those above say how MySQL spells it. */
    static final int MEANING = 0xffff;

    static final int SYNONYM = 16;

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
    static final int EXECUTE = 37;
    static final int VARIABLE = 38;
    static final int INTRODUCER = 39;
    /** A word of MySQL's like {@code _utf8}, which says what the string behind it is. */
    static final int INTRODUCER_CODE = TYPE | INTRODUCER;

    static final int EXECUTE_CODE = EXPECTS | EXECUTE;

    /** Nine times the words, so that the look-up of a name, which nearly always fails, ends at its first place. */
    private static final int SIZE = 2048;

    private static final int SHIFT = 64 - 11;
    private static final long[] HASHES = new long[SIZE];
    private static final int[] CODES = new int[SIZE];

    /** Words that MySQL's servers do not tell apart; the first of each line is how the canonical form spells them all. */
    private static final String[] SYNONYMS = {
        "distinct distinctrow",
        "any some",
        "substring substr mid",
        "now current_timestamp localtime localtimestamp",
        "current_date curdate",
        "current_time curtime",
        "user session_user system_user",
        "database schema",
        "databases schemas",
        "columns fields",
        "stddev std stddev_pop",
        "var_pop variance",
        "regexp rlike",
        "describe explain",
        "char character",
        "varchar varcharacter",
        "int integer int4",
        "tinyint int1",
        "smallint int2",
        "mediumint int3 middleint",
        "bigint int8",
        "decimal dec",
        "double float8",
        "float float4",
        "second sql_tsi_second",
        "minute sql_tsi_minute",
        "hour sql_tsi_hour",
        "day sql_tsi_day",
        "week sql_tsi_week",
        "month sql_tsi_month",
        "quarter sql_tsi_quarter",
        "year sql_tsi_year",
        "io_thread relay_thread",
        "slave replica",
        "slaves replicas",
        "slave_pos replica_pos",
        "geometrycollection geomcollection",
    };

    private static final String[] SPELLED = new String[SYNONYMS.length + 1];
    private static final String[] SPELLED_QUOTED = new String[SYNONYMS.length + 1];
    private static final long[] SPELLED_HASH = new long[SYNONYMS.length + 1];

    private Words() {}

    static {
        String expecting =
                "and or xor div mod between like ilike similar to rlike regexp escape when then else case where having"
                        + " distinct by offset first next fetch top if elseif while until return symmetric asymmetric placing"
                        + " rows range groups";
        add(expecting, EXPECTS | GROUPS);
        add("execute exec", EXECUTE_CODE);
        add("in any some collate unique", EXPECTS);
        add("binary", EXPECTS);
        add("zone", EXPECTS | GROUPS | TAIL);
        add("union except intersect", EXPECTS | CLAUSE);
        add("null", NULL);
        add("true false", BOOLEAN);
        add("all", EXPECTS | ALL);
        add("limit", EXPECTS | GROUPS | LIMIT);
        add("extract", EXTRACT);
        add("values", EXPECTS | VALUES);
        add("returning", EXPECTS | GROUPS | RETURNING);
        add("cast", CAST);
        add("as", EXPECTS | AS);
        add("row", ROW);
        add("is", EXPECTS | GROUPS | IS);
        add("not", EXPECTS | GROUPS | NOT);
        add("from", EXPECTS | GROUPS | FROM);
        add("join", EXPECTS | JOIN);
        add("into", EXPECTS | INTO);
        add("table", VERB | TABLE);
        add("select", EXPECTS | GROUPS | VERB | SELECT);
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
        add("on", EXPECTS | GROUPS | ON);
        add("for", EXPECTS | GROUPS | FOR);
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
        for (int i = 0; i < SYNONYMS.length; i++) {
            String[] words = SYNONYMS[i].split(" ", -1);
            SPELLED[i + 1] = words[0];
            SPELLED_QUOTED[i + 1] = "`" + words[0] + "`";
            SPELLED_HASH[i + 1] = hash(words[0]);
            for (int k = 1; k < words.length; k++) {
                add(words[k], (i + 1) << SYNONYM);
            }
        }
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
        int slot = (int) (hash >>> SHIFT);
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

    /** How the canonical form spells a word that MySQL's servers do not tell from others. */
    static String spelled(int code, boolean quoted) {
        return (quoted ? SPELLED_QUOTED : SPELLED)[code >>> SYNONYM];
    }

    static long spelledHash(int code) {
        return SPELLED_HASH[code >>> SYNONYM];
    }

    static long hash(String sql, int start, int end) {
        long w = SEED;
        for (int i = start; i < end; i++) {
            w = (w ^ Chars.lower(sql.charAt(i))) * PRIME;
        }
        return w;
    }

    private static void add(String words, int code) {
        for (String word : words.split(" ", -1)) {
            int slot = slot(hash(word));
            HASHES[slot] = hash(word);
            CODES[slot] |= code;
        }
    }

    private static int slot(long hash) {
        int slot = (int) (hash >>> SHIFT);
        while (HASHES[slot] != 0 && HASHES[slot] != hash) {
            slot = slot + 1 & SIZE - 1;
        }
        return slot;
    }
}
