package io.sonde.exporter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A read of texts that fails, on a real server. */
class StatementTextsTest {

    @Test
    void afterAReadThatFailsTheSessionIsAsItWas() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION pg_stat_statements(showtext boolean, OUT userid oid, OUT dbid oid, OUT queryid bigint,
                        OUT toplevel boolean, OUT query text) RETURNS SETOF record LANGUAGE plpgsql
                    AS $$ BEGIN RAISE lock_not_available; END $$
                    """);
            Extension extension = new Extension(ExtensionVersion.of("1.9"), "public.pg_stat_statements", "postgres");
            StatementTexts texts = new StatementTexts(new QueryTexts(10), Duration.ZERO);
            RowKey key = new RowKey(1, 1, 1, true, 0);
            List<StatementRows.Row> rows = List.of(new StatementRows.Row(key, "u", "d", new double[0]));

            assertThatThrownBy(() -> texts.update(connection, extension, rows))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            assertThat(connection.getAutoCommit()).isTrue();
            try (ResultSet row = statement.executeQuery("SELECT 1")) {
                assertThat(row.next()).isTrue();
            }
        }
    }
}
