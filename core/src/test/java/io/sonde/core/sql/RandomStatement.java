package io.sonde.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A statement that a database of the dialect might take, in which every literal contains {@code s3cr3t} and nothing else does. */
final class RandomStatement {

    private static final String[] FUNCTIONS = {"f(%s)", "coalesce(%s, %s)", "trim(%s from %s)", "substring(%s from 2)"};

    private static final String[] EXPRESSIONS = {
        "%s = %s",
        "%s <> %s",
        "%s like %s",
        "%s || %s",
        "(%s)",
        "case when %s then %s else %s end",
        "%s in (%s, %s)",
        "%s between %s and %s",
        "not %s",
        "%s is distinct from %s",
        "cast(%s as text)",
        "%s is null",
        "%s in (select %s from t)"
    };

    private final Dialect dialect;
    private final Random random;
    private final List<String> literals = new ArrayList<>();
    private final List<String> names = new ArrayList<>(List.of("a", "b1", "orders"));

    RandomStatement(Dialect dialect, Random random) {
        this.dialect = dialect;
        this.random = random;
        literals.addAll(List.of("'s3cr3t'", "'it''s s3cr3t'", "'[s3cr3t'", "'s3cr3t]'", "'--s3cr3t'", "'\"s3cr3t'"));
        if (QueryIdPropertyTest.stringsInDoubleQuotes(dialect)) {
            literals.addAll(List.of("\"s3cr3t\"", "\"it's s3cr3t\"", "\"[s3cr3t]\"", "\"a\"\"s3cr3t\""));
        } else {
            names.addAll(List.of("\"a b\"", "\"it's\"", "\"x\".\"y\"", "\"q\"\"r\"", "\"]\""));
        }
        if (dialect != Dialect.POSTGRESQL) {
            names.addAll(List.of("`a b`", "`it's`", "`x`.`y`", "`\"`"));
        }
        if (QueryIdPropertyTest.namesInBrackets(dialect)) {
            names.addAll(List.of("[a b]", "[it's]", "[x].[y]", "[\"]", "[--]", "[1]"));
        } else if (dialect != Dialect.MYSQL) {
            literals.addAll(List.of("array['s3cr3t', 's3cr3t']", "a['s3cr3t']", "[1, 's3cr3t']"));
        }
        if (dialect.cautious()) {
            names.addAll(List.of("\"x\".\"y\"", "t.\"it's\""));
        }
    }

    String text() {
        return switch (random.nextInt(5)) {
            case 0 -> "insert into " + table() + " values (" + list() + "), (" + list() + ")";
            case 1 -> "insert into " + table() + " (" + name() + ", a) " + select(2);
            case 2 ->
                "update " + table() + " set a = " + expression(2) + ", " + name() + " = " + expression(2) + where();
            case 3 -> "delete from " + table() + where();
            default -> select(3);
        };
    }

    private String select(int depth) {
        String from = random.nextInt(4) == 0 && depth > 0 ? "(" + select(depth - 1) + ") s" : table();
        String join = random.nextBoolean() ? "" : " join " + table() + " on " + expression(1);
        String tail = random.nextBoolean() ? "" : " order by " + expression(1) + ", " + name() + " limit 10";
        return "select " + list() + " as " + alias() + " from " + from + join + where() + tail;
    }

    private String where() {
        return random.nextInt(4) == 0 ? "" : " where " + expression(2) + " and " + expression(1);
    }

    private String list() {
        return expression(2) + (random.nextBoolean() ? ", " : ",") + expression(1);
    }

    private String expression(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextBoolean() ? pick(literals) : name();
        }
        String form = random.nextInt(3) == 0 ? pick(List.of(FUNCTIONS)) : pick(List.of(EXPRESSIONS));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            if (form.startsWith("%s", i)) {
                text.append(expression(depth - 1));
                i++;
            } else {
                text.append(form.charAt(i));
            }
        }
        return text.toString();
    }

    private String name() {
        return pick(names);
    }

    private String table() {
        return dialect == Dialect.MYSQL || random.nextBoolean() ? name() : "\"T 1\"";
    }

    private String alias() {
        return dialect == Dialect.MYSQL || random.nextBoolean() ? "x" : "\"X 1\"";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
