package io.sonde.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every text, tried on many random ones. The seed is fixed, and a failure shows the text. */
class QueryIdPropertyTest {

    private static final int TEXTS = 20_000;

    private static final List<String> UNCLOSED =
            List.of("'s3cr3t", "/* s3cr3t", "$a$s3cr3t", "E's3cr3t", "\"s3cr3t", "`s3cr3t");

    @ParameterizedTest
    @EnumSource
    void anyTextHasAnIdWhichItsCanonicalTextKeeps(Dialect dialect) {
        Random random = new Random(20260101);
        for (int i = 0; i < TEXTS; i++) {
            String sql = RandomPieces.text(dialect, random);
            for (Notation notation : Notation.values()) {
                Query query = Query.describe(sql, dialect, notation, 1 << 20);
                assertThat(QueryId.of(sql, dialect, notation)).as(sql).isEqualTo(query.id());
                assertThat(query.truncated()).isFalse();
                assertThat(query.summary().length()).isLessThanOrEqualTo(255);
                Query again = Query.describe(query.text(), dialect, Notation.JDBC, 1 << 20);
                assertThat(again.text()).as("%s %s: %s", dialect, notation, sql).isEqualTo(query.text());
                assertThat(again.id()).as("%s %s: %s", dialect, notation, sql).isEqualTo(query.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void textIsCutToItsBytesAndSaysSo(Dialect dialect) {
        Random random = new Random(20260102);
        for (int i = 0; i < TEXTS / 10; i++) {
            String sql = RandomPieces.text(dialect, random);
            String whole = Query.describe(sql, dialect, Notation.JDBC, 1 << 20).text();
            int bytes = random.nextInt(60);
            Query query = Query.describe(sql, dialect, Notation.JDBC, bytes);
            assertThat(whole).startsWith(query.text());
            assertThat(query.truncated()).as(sql).isEqualTo(query.text().length() < whole.length());
            assertThat(query.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementsOfATextEnd(Dialect dialect) {
        Random random = new Random(20260103);
        for (int i = 0; i < TEXTS / 10; i++) {
            String sql = RandomPieces.text(dialect, random);
            int at = 0;
            while (at < sql.length()) {
                int next = QueryId.next(sql, at, dialect, Notation.JDBC);
                assertThat(next).isGreaterThan(at).isLessThanOrEqualTo(sql.length());
                at = next;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noLiteralSurvives(Dialect dialect) {
        List<String> literals = new ArrayList<>(List.of(
                "'s3cr3t'",
                "'it''s3cr3t'",
                "'s3cr3t''s'",
                "N's3cr3t'",
                "n's3cr3t'",
                "X's3cr3t'",
                "b's3cr3t'",
                "'-- s3cr3t'",
                "'/* s3cr3t'",
                "'s3cr3t",
                "'a' 's3cr3t'",
                "'a'\n's3cr3t'",
                "'\"s3cr3t'",
                "/* s3cr3t */ 1",
                "1 -- s3cr3t\n",
                "/* s3cr3t",
                "'`s3cr3t'",
                "'{s3cr3t}'",
                "';s3cr3t'",
                "'a;b' || 's3cr3t'",
                "date 's3cr3t'",
                "interval 's3cr3t'",
                "cast('s3cr3t' as text)",
                "{d 's3cr3t'}",
                "('s3cr3t')",
                "(('s3cr3t'), 's3cr3t')",
                "-'s3cr3t'",
                ":s3cr3t"));
        if (dialect == Dialect.POSTGRESQL) {
            literals.addAll(List.of(
                    "E'\\'s3cr3t'",
                    "e'a\\\\\\'s3cr3t'",
                    "U&'s3cr3t'",
                    "u&'s3cr3t' uescape '!'",
                    "$$s3cr3t$$",
                    "$a$ $$ s3cr3t $a$",
                    "$a$s3cr3t",
                    "'a\\' || 's3cr3t'",
                    "'s3cr3t'::text",
                    "/* /* x */ s3cr3t */ 1",
                    "$ü$s3cr3t$ü$",
                    "E's3cr3t",
                    "\"s3cr3t",
                    "0s3cr3t"));
        } else if (dialect == Dialect.MYSQL) {
            literals.addAll(List.of(
                    "\"s3cr3t\"",
                    "'\\'s3cr3t'",
                    "\"\\\"s3cr3t\"",
                    "_utf8's3cr3t'",
                    "_utf8mb4 's3cr3t'",
                    "_latin1\"s3cr3t\"",
                    "\"a\"\"s3cr3t\"",
                    "1 # s3cr3t\n",
                    "N'\\'s3cr3t'",
                    "\"s3cr3t",
                    "`s3cr3t",
                    "@'s3cr3t'",
                    "@s3cr3t",
                    "'\\\\' 's3cr3t'"));
        } else {
            literals.addAll(List.of(
                    "q'[it's3cr3t]'",
                    "q'{s3cr3t's3cr3t}'",
                    "nq'!it's3cr3t!'",
                    "$$s3cr3t$$",
                    "$a$s3cr3t$a$",
                    "'a\\' || 's3cr3t'",
                    "'a\\'s3cr3t'",
                    "U&'s3cr3t'",
                    "/* /* x */ s3cr3t */ 1",
                    "\"s3cr3t",
                    "0s3cr3t"));
            if (namesInBrackets(dialect)) {
                literals.addAll(
                        List.of("[it's], 's3cr3t'", "[a\"], 's3cr3t'", "[`], 's3cr3t'", "[s3cr3t", "[--], 's3cr3t'"));
            } else {
                literals.addAll(List.of("['s3cr3t']", "[a's3cr3t']", "['a]', 's3cr3t']", "[a, 's3cr3t']"));
            }
            if (namesInBrackets(dialect) || dialect == Dialect.GENERIC) {
                literals.addAll(List.of("[it's] + 's3cr3t'", "[it's] + ('''), [it's], 's3cr3t'"));
            }
            if (stringsInDoubleQuotes(dialect)) {
                literals.addAll(List.of(
                        "\"s3cr3t\"",
                        "\"it's s3cr3t\"",
                        "\"a\"\"s3cr3t\"",
                        "\"a\" \"s3cr3t\"",
                        "-\"s3cr3t\"",
                        "\"\\\"s3cr3t\"",
                        "N\"s3cr3t\"",
                        "r\"s3cr3t\"",
                        "date \"s3cr3t\"",
                        "(\"s3cr3t\")",
                        "f(\"s3cr3t\", a)",
                        "trim(a from \"s3cr3t\")",
                        "extract(a from \"s3cr3t\")",
                        "cast(\"s3cr3t\" as text)",
                        "{ts \"s3cr3t\"}"));
            }
            if (dialect == Dialect.GENERIC) {
                literals.addAll(
                        List.of("\"\"\"it's \"s3cr3t\" \"\"\"", "'''it's \"s3cr3t\" 's3cr3t' '''", "[\"s3cr3t\"]"));
            }
        }
        List<String> contexts = List.of(
                "select %s",
                "select %s from t",
                "select a from t where b = %s and c = 5",
                "select f(a, %s, b)",
                "select a in (%s, %s)",
                "insert into t values (1, %s), (%s, 2)",
                "update t set a = %s where b=%s",
                "select a,%s",
                "select %s as x",
                "%s",
                "select 1,%s,2 limit %s",
                "select a[%s]",
                "select case when a then %s else %s end",
                "call p(%s)",
                "{call p(%s)}",
                "select a /*x*/ %s",
                "select a::int, %s",
                "with x as (select %s) select * from x",
                "set x = %s",
                "select extract(%s from a)",
                "insert into t values (%s) returning %s",
                "select * from t where a like %s escape '!'",
                "select (%s) + %s",
                "select; %s");
        for (String literal : literals) {
            for (String context : contexts) {
                if (UNCLOSED.contains(literal) && context.indexOf("%s") < context.lastIndexOf("%s")) {
                    // The second one would close the first, and stand outside of it.
                    continue;
                }
                if (context.contains("[") && namesInBrackets(dialect)) {
                    continue;
                }
                String sql = context.replace("%s", literal);
                for (Notation notation : Notation.values()) {
                    Query query = Query.describe(sql, dialect, notation, 4096);
                    String shown = query.text() + "\n" + query.summary() + "\n" + query.operationName();
                    assertThat(shown.toLowerCase(Locale.ROOT))
                            .as("%s %s", dialect, sql)
                            .doesNotContain("s3cr3t");
                }
            }
        }
    }

    /** A literal as an operand of statements that are put together at random, of names in all quotes that the dialect has. */
    @ParameterizedTest
    @EnumSource
    void noLiteralSurvivesInAnyStatement(Dialect dialect) {
        Random random = new Random(20260106);
        for (int i = 0; i < TEXTS; i++) {
            String sql = new RandomStatement(dialect, random).text();
            Query query = Query.describe(sql, dialect, Notation.JDBC, 1 << 20);
            assertThat(query.text() + query.summary() + query.collectionName())
                    .as("%s %s", dialect, sql)
                    .doesNotContain("s3cr3t");
            assertThat(Query.describe(query.text(), dialect, Notation.JDBC, 1 << 20)
                            .id())
                    .as("%s %s", dialect, sql)
                    .isEqualTo(query.id());
        }
    }

    static boolean namesInBrackets(Dialect dialect) {
        return dialect == Dialect.SQL_SERVER || dialect == Dialect.SQLITE;
    }

    static boolean stringsInDoubleQuotes(Dialect dialect) {
        return dialect == Dialect.MYSQL || dialect == Dialect.GENERIC || dialect == Dialect.SQLITE;
    }

    @ParameterizedTest
    @EnumSource
    void spaceCommentsCaseAndLiteralsDoNotMatter(Dialect dialect) {
        Random random = new Random(20260104);
        String[] tokens =
                "select a , b . c , count ( * ) from orders o where o . id = ? and x in ( ? , ? ) or y <> 'z' order by ? limit 5"
                        .split(" ", -1);
        long id = QueryId.of(String.join(" ", tokens), dialect, Notation.JDBC);
        String[] gaps = {" ", "\n", "\t ", " /* c */ ", "/*c*/ ", " -- c\n", "\r\n"};
        String[] values = {"?", "1", "'x'", "-2.5", "null", "+ 7", "1e3", "N'é'", "'a' 'b'"};
        for (int i = 0; i < TEXTS / 10; i++) {
            StringBuilder sql = new StringBuilder();
            for (String token : tokens) {
                boolean value = token.equals("?") || token.equals("'z'") || token.equals("5");
                String written = value ? values[random.nextInt(values.length)] : token;
                sql.append(random.nextBoolean() ? written.toUpperCase(Locale.ROOT) : written);
                sql.append(gaps[random.nextInt(gaps.length)]);
            }
            assertThat(QueryId.of(sql.toString(), dialect, Notation.JDBC))
                    .as(sql.toString())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workGrowsWithTheTextOnly(Dialect dialect) {
        // Quadratic work on 50,000 characters of one piece would take the processor a second, linear work takes half a
        // millisecond.
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Random random = new Random(20260105);
        int texts = 0;
        List<String> from = RandomPieces.of(dialect);
        for (String piece : from) {
            for (int i = 0; i < 3; i++) {
                String unit = i == 0 ? piece : piece + from.get(random.nextInt(from.size()));
                String sql = unit.repeat(50_000 / unit.length());
                QueryId.of(sql, dialect, i == 2 ? Notation.SERVER : Notation.JDBC);
                texts++;
            }
        }
        long nanosPerText = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / texts;
        assertThat(nanosPerText).isLessThan(12_500_000);
    }
}
