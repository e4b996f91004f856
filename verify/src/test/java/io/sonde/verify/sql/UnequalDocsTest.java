package io.sonde.verify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of differences in the documentation is the list that the tests on real servers hold. */
class UnequalDocsTest {

    private static final String BEGIN = "<!-- unequal: begin -->\n";
    private static final String END = "<!-- unequal: end -->";
    private static final Path PAGE = Path.of(System.getProperty("sonde.root"), "docs", "query-id.md");

    /** Writes the list when the system property {@code sonde.write} is set, and otherwise compares it. */
    @Test
    void docsListWhatCannotBeEqual() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (System.getProperty("sonde.write") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("docs/query-id.md is out of date; run this test with -Dsonde.write")
                .isEqualTo(table());
    }

    @Test
    void theCorpusIsLargeAndTheListShort() {
        int statements =
                Corpus.read("postgresql.sql").size() + Corpus.read("mysql.sql").size();
        long unequal = table().lines().count() - 2;
        assertThat(statements).isGreaterThanOrEqualTo(200);
        assertThat(unequal).isLessThanOrEqualTo(10);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| server | statement | why |\n|---|---|---|\n");
        for (String file : new String[] {"postgresql.sql", "mysql.sql"}) {
            for (CorpusStatement s : Corpus.read(file)) {
                for (CorpusStatement.Unequal u : s.unequal()) {
                    row(table, u.server(), "`` " + s.sql().replace("|", "\\|") + " ``", u.reason());
                }
            }
        }
        row(table, "mariadb", "prepared batches, calls", ApiStatement.MARIADB_REASON);
        row(table, "mysql 8.0", "prepared by the server (`useServerPrepStmts=true`)", ApiStatement.MYSQL_8_REASON);
        return table.toString();
    }

    private static void row(StringBuilder table, String server, String statement, String reason) {
        table.append("| ").append(server).append(" | ").append(statement).append(" | ");
        table.append(reason.replace("|", "\\|")).append(" |\n");
    }
}
