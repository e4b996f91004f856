package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class QueriesTest {

    private static final String SQL = "select a from t where b = \"s3cr3t\" # it's\n and c = 's3cr3t'";

    private final Queries queries = new Queries(1000, Map.of());

    @Test
    void theSameServerHasTheSameSeries() {
        ServerSeries series = queries.server(tenant("mysql", 1));
        assertThat(queries.server(tenant("mysql", 1))).isSameAs(series);
        assertThat(queries.server(tenant("mysql", 2))).isNotSameAs(series);
        assertThat(series.server()).isEqualTo(tenant("mysql", 1));
    }

    @Test
    void serversBeyondTheCapKeepTheirSystemAndDialect() {
        ServerSeries first = queries.server(tenant("postgresql", 0));
        fill();
        ServerSeries further = queries.server(tenant("mysql", 1000));
        assertThat(further.server()).isEqualTo(new Server("mysql", "", "", "", Dialect.MYSQL));
        assertThat(queries.server(tenant("mysql", 1001))).isSameAs(further);
        assertThat(queries.server(tenant("mariadb", 1001)).server())
                .isEqualTo(new Server("mariadb", "", "", "", Dialect.MYSQL));
        assertThat(queries.server(tenant("postgresql", 0))).isSameAs(first);
        assertThat(queries.server(new Server("other_sql", "shop", "db", "", Dialect.GENERIC)))
                .isSameAs(queries.server(Server.UNKNOWN));
    }

    /** After these no text is looked for that came before, or nearly none. */
    @Test
    void aQueryHasTheSameSeriesAfterManyTextsThatNeverComeAgain() {
        ServerSeries server = queries.server(tenant("postgresql", 0));
        String again = "select a from t where b = 'x'";
        QuerySeries series = server.query(again);
        for (int i = 0; i < 1000; i++) {
            assertThat(server.query("select a from t where b = " + i)).isSameAs(series);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(server.query(again)).isSameAs(series);
            assertThat(server.query("select a from u").query()).isNotSameAs(series.query());
            assertThat(server.counts(server.query(""))).isFalse();
        }
    }

    @Test
    void theirLiteralsAreTakenOutAndTheirIdsAreTheServers() {
        fill();
        QuerySeries series = queries.server(tenant("mysql", 1000)).query(SQL);
        Query query = Objects.requireNonNull(series.query());
        assertThat(query.text()).isEqualTo("select a from t where b = ? and c = ?");
        assertThat(query.id()).isEqualTo(QueryId.of(SQL, Dialect.MYSQL, Notation.JDBC));
        assertThat(queries.server(tenant("mysql", 1001)).query(SQL)).isSameAs(series);
        assertThat(queries.server(tenant("mariadb", 1001)).query(SQL)).isNotSameAs(series);
    }

    @Test
    void thereAreNoMoreOfThemThanSystems() {
        fill();
        for (int i = 1000; i < 3000; i++) {
            queries.server(tenant("mysql", i));
            queries.server(tenant("mariadb", i));
            queries.server(tenant("postgresql", i));
        }
        List<ServerSeries> all = new ArrayList<>();
        queries.forEachServer(all::add);
        assertThat(all).hasSize(Queries.MAX_SERVERS + 3).doesNotHaveDuplicates();
    }

    private void fill() {
        for (int i = 0; i < Queries.MAX_SERVERS; i++) {
            queries.server(tenant("postgresql", i));
        }
    }

    private static Server tenant(String system, int tenant) {
        Dialect dialect = system.equals("postgresql") ? Dialect.POSTGRESQL : Dialect.MYSQL;
        return new Server(system, "tenant" + tenant, "db", "1", dialect);
    }
}
