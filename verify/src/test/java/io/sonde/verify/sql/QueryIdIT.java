package io.sonde.verify.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The proof of the query id: each statement goes through a real driver to a real server, and the id of the application's
 * text is compared with the ids of all texts that the server reports after it.
 */
class QueryIdIT {

    /** What drivers send, and servers count, beside the application's statement. */
    private static final List<String> COMPANIONS = List.of(
            "BEGIN",
            "COMMIT",
            "PREPARE ",
            "DEALLOCATE ",
            "SELECT @@SESSION . `transaction_read_only`",
            "SELECT `SPECIFIC_SCHEMA`",
            "SELECT NAME , TYPE",
            "SHOW CREATE ",
            "SELECT @`com_mysql_jdbc_outparam_`",
            "SET `autocommit`",
            "SET AUTOCOMMIT",
            "SET `sql_select_limit`");

    @TestFactory
    Stream<DynamicTest> postgres14Simple() throws SQLException {
        return corpus(Servers.postgres(14), "preferQueryMode=simple");
    }

    @TestFactory
    Stream<DynamicTest> postgres14Extended() throws SQLException {
        return corpus(Servers.postgres(14), "preferQueryMode=extended");
    }

    @TestFactory
    Stream<DynamicTest> postgres18Simple() throws SQLException {
        return corpus(Servers.postgres(18), "preferQueryMode=simple");
    }

    @TestFactory
    Stream<DynamicTest> postgres18Extended() throws SQLException {
        return corpus(Servers.postgres(18), "preferQueryMode=extended");
    }

    @TestFactory
    Stream<DynamicTest> postgres18NamedStatements() throws SQLException {
        return corpus(Servers.postgres(18), "prepareThreshold=-1");
    }

    @TestFactory
    Stream<DynamicTest> postgres18RewrittenBatches() throws SQLException {
        return corpus(Servers.postgres(18), "reWriteBatchedInserts=true");
    }

    @TestFactory
    Stream<DynamicTest> postgres14RewrittenBatches() throws SQLException {
        return corpus(Servers.postgres(14), "reWriteBatchedInserts=true&preferQueryMode=simple");
    }

    @TestFactory
    Stream<DynamicTest> mySqlRewrittenBatches() throws SQLException {
        return corpus(Servers.mySql(), "rewriteBatchedStatements=true");
    }

    @TestFactory
    Stream<DynamicTest> mariaDb() throws SQLException {
        return corpus(Servers.mariaDb(), "allowMultiQueries=true");
    }

    @TestFactory
    Stream<DynamicTest> mariaDbWithoutBulk() throws SQLException {
        return corpus(Servers.mariaDb(), "useBulkStmts=false&useBulkStmtsForInserts=false");
    }

    @TestFactory
    Stream<DynamicTest> mySql() throws SQLException {
        return corpus(Servers.mySql(), "allowMultiQueries=true");
    }

    @TestFactory
    Stream<DynamicTest> mySql8() throws SQLException {
        return corpus(Servers.mySql8(), "allowMultiQueries=true");
    }

    @TestFactory
    Stream<DynamicTest> mySql8RewrittenBatches() throws SQLException {
        return corpus(Servers.mySql8(), "rewriteBatchedStatements=true");
    }

    /** So there is nothing to compare; if there were, it would be listed as unequal no more. */
    @Test
    void mySql8CountsNothingThatItPrepared() throws SQLException {
        DatabaseServer server = Servers.mySql8();
        String sql = "select user from mysql.user where user = ? and 'prepared' = 'prepared'";
        try (ServerTexts texts = ServerTexts.of(server, "mysql");
                Connection client = server.connect("");
                Connection prepared = server.connect("useServerPrepStmts=true")) {
            for (Connection connection : List.of(client, prepared)) {
                texts.reset();
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, "nobody");
                    statement.executeQuery().close();
                }
                texts.settle(connection);
                assertThat(texts.read())
                        .filteredOn(text -> text.contains("`mysql` . `user`"))
                        .hasSize(connection == client ? 1 : 0);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> mySqlServerPrepared() throws SQLException {
        return corpus(Servers.mySql(), "useServerPrepStmts=true");
    }

    private static Stream<DynamicTest> corpus(DatabaseServer server, String options) throws SQLException {
        boolean postgres = server.subprotocol().equals("postgresql");
        Dialect dialect = postgres ? Dialect.POSTGRESQL : Dialect.MYSQL;
        String corpus = postgres ? "postgresql" : "mysql";
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : Corpus.statements(corpus + "-schema.sql")) {
                statement.execute(sql);
            }
        }
        DatabaseServer shop = postgres
                ? server
                : new DatabaseServer(
                        server.name(),
                        server.subprotocol(),
                        server.port(),
                        "shop",
                        server.username(),
                        server.options());
        Connection connection = shop.connect(options + (postgres ? "&currentSchema=shop" : ""));
        ServerTexts texts = ServerTexts.of(server);
        List<CorpusStatement> statements = Corpus.read(corpus + ".sql").stream()
                .filter(s -> s.runsOn(server.name()))
                .filter(s -> !s.only().equals("multi") || options.contains("allowMultiQueries"))
                .toList();
        Stream<DynamicTest> fromFile = statements.stream()
                .map(s -> DynamicTest.dynamicTest(
                        s.section() + ": " + s.sql(),
                        () -> check(
                                connection, texts, dialect, s.sql(), s.isUnequalOn(server.name()), c -> send(c, s))));
        Stream<DynamicTest> fromCode = ApiStatement.all(postgres).stream()
                .filter(a -> a.runsWith(server.name(), options))
                .map(a -> DynamicTest.dynamicTest(
                        a.name() + ": " + a.sql(),
                        () -> check(
                                connection,
                                texts,
                                dialect,
                                a.sql(),
                                a.isUnequalWith(server.name(), options),
                                a.action())));
        return Stream.concat(fromFile, fromCode).onClose(() -> close(connection, texts));
    }

    private static void check(
            Connection connection,
            ServerTexts texts,
            Dialect dialect,
            String sql,
            boolean unequal,
            ApiStatement.Action action)
            throws SQLException {
        texts.reset();
        action.run(connection);
        texts.settle(connection);
        compare(texts.read(), sql, dialect, unequal);
    }

    private static void send(Connection connection, CorpusStatement s) throws SQLException {
        if (s.params().isEmpty() && !s.only().equals("prepared")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(s.sql());
            }
        }
        if (!s.only().equals("statement") && !s.only().equals("multi")) {
            try (PreparedStatement statement = connection.prepareStatement(s.sql())) {
                Parameters.set(statement, s.params());
                statement.execute();
            }
        }
    }

    private static void compare(List<String> reported, String sql, Dialect dialect, boolean unequal) {
        Set<String> expected = new TreeSet<>();
        for (int at = 0; at < sql.length(); at = QueryId.next(sql, at, dialect, Notation.JDBC)) {
            String rest = sql.substring(at);
            if (!rest.isBlank()) {
                expected.add(canonical(rest, dialect, Notation.JDBC));
            }
        }
        Set<String> actual = new TreeSet<>();
        List<String> ids = new ArrayList<>();
        for (String text : reported) {
            if (COMPANIONS.stream().anyMatch(text::startsWith)) {
                continue;
            }
            actual.add(canonical(text, dialect, Notation.SERVER));
            ids.add(text);
        }
        if (unequal) {
            assertThat(actual)
                    .as("listed as unequal, and yet the same: take it off the list\n%s", ids)
                    .isNotEqualTo(expected);
        } else {
            assertThat(actual).as("what the server reports: %s", ids).isEqualTo(expected);
        }
    }

    private static String canonical(String sql, Dialect dialect, Notation notation) {
        Query query = Query.describe(sql, dialect, notation, 1 << 16);
        assertThat(query.id()).isEqualTo(QueryId.of(sql, dialect, notation));
        return QueryId.format(query.id()) + " " + query.text();
    }

    private static void close(Connection connection, ServerTexts texts) {
        try {
            connection.close();
            texts.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
