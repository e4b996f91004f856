package io.sonde.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that are nearly SQL. */
final class RandomPieces {

    /** Pieces whose random sequences are more often nearly SQL than letters would be. */
    private static final List<String> PIECES = List.of(
            "select",
            "insert into",
            "update",
            "delete from",
            "values",
            "returning",
            "where",
            "from",
            "limit",
            "all",
            "in",
            "any",
            "is",
            "not",
            "null",
            "true",
            "cast",
            "as",
            "extract",
            "interval",
            "date",
            "timestamp with time zone",
            "row",
            "with",
            "set",
            "for",
            "execute",
            "create",
            "begin",
            "declare",
            "end",
            "call",
            "on",
            "and",
            "orders",
            "a",
            "t1",
            "x.y",
            "\"Id\"",
            "\"null\"",
            "`key`",
            "`b``c`",
            "[d e]",
            "\"f\"\"g\"",
            "_utf8",
            "N",
            "E",
            "U&",
            "(unknown)",
            "(_charset)",
            "1",
            "2.5",
            "-3",
            "0xFF",
            "1e5",
            "1e+",
            ".5",
            "5.",
            "9lives",
            "'s'",
            "'it''s'",
            "'\\'",
            "'a\\'b'",
            "E'\\''",
            "N'n'",
            "x'00'",
            "$$d$$",
            "$t$e$t$",
            "$1",
            "$",
            ":name",
            "::",
            ":",
            ":=",
            "?",
            "??",
            "?|",
            "?&",
            "@?",
            "@",
            "@@",
            "@x",
            "#",
            "--",
            "-- c\n",
            "/*",
            "*/",
            "/* c */",
            "/*!40101",
            "/*M!",
            "{",
            "}",
            "{d",
            "{ts",
            "{fn",
            "{oj",
            "{call",
            "{? = call",
            "{escape",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            ".",
            "...",
            "(...)",
            "+",
            "-",
            "*",
            "/",
            "<",
            "<>",
            "!=",
            ">=",
            "->>",
            "->",
            "||",
            "&&",
            "!",
            "~",
            "%",
            "'",
            "\"",
            "`",
            "\\",
            " ",
            "\n",
            "\t",
            "\0",
            "ü",
            "😀",
            "\ud800",
            "\udc00",
            "\u00a0",
            "bytea",
            "int",
            "numeric(10, 2)",
            "integer",
            "user",
            "mid");

    private static final List<String> PIECES_OF_THE_COMMON_GROUND = List.of(
            "[it's]",
            "[f]]g]",
            "[h",
            "\"\"\"",
            "'''",
            "[\"]",
            "[`]",
            "join",
            "table",
            "if exists",
            "distinct",
            "delete");

    private RandomPieces() {}

    /** What the texts of a dialect are made of. */
    static List<String> of(Dialect dialect) {
        List<String> pieces = new ArrayList<>(PIECES);
        if (dialect.common()) {
            pieces.addAll(PIECES_OF_THE_COMMON_GROUND);
        }
        return pieces;
    }

    static String text(Dialect dialect, Random random) {
        List<String> from = of(dialect);
        StringBuilder sql = new StringBuilder();
        int pieces = random.nextInt(24);
        for (int i = 0; i < pieces; i++) {
            sql.append(from.get(random.nextInt(from.size())));
            if (random.nextInt(3) > 0) {
                sql.append(' ');
            }
        }
        return sql.toString();
    }
}
