package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads from one server and works within transactions on another, through one connection that knows both:
 * {@code <writing URL> <reading URL>}. Of the texts {@code u1}, {@code u2} and so on, those with odd numbers are read outside a transaction.
 */
public final class TwoSystems {

    private TwoSystems() {}

    public static void main(String[] arguments) throws Exception {
        DataSource writing = open(arguments[0]);
        DataSource reading = open(arguments[1]);
        List<Pool.Opened> pools = new ArrayList<>();
        DataSource both = both(writing, reading);
        List<DataSource> sources = List.of(
                both,
                both(Wrapping.P6SPY.around(writing), Wrapping.DATASOURCE_PROXY.around(reading)),
                Wrapping.P6SPY_IN_DATASOURCE_PROXY.around(both),
                pooled(both, arguments[0], pools),
                both(pooled(writing, arguments[0], pools), pooled(reading, arguments[1], pools)));
        for (int i = 0; i < sources.size(); i++) {
            try (Connection connection = sources.get(i).getConnection()) {
                execute(connection, "select 1 as u" + (2 * i + 1));
                connection.setAutoCommit(false);
                execute(connection, "select 1 as u" + (2 * i + 2));
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        for (Pool.Opened pool : pools) {
            pool.close();
        }
        OwnPage.print();
        System.out.flush();
        // Connector/J leaves a thread behind that is none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    private static DataSource open(String url) throws SQLException {
        return Door.DRIVER_MANAGER.open(Connects.vendor(url), url);
    }

    private static DataSource both(DataSource writing, DataSource reading) {
        return (Source) () -> new TwoSourceConnection(writing.getConnection(), reading);
    }

    private static DataSource pooled(DataSource source, String url, List<Pool.Opened> pools) throws SQLException {
        Pool.Opened pool = Pool.HIKARI.open((Source) source::getConnection, url, false);
        pools.add(pool);
        return pool.source();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (PreparedStatement prepared = connection.prepareStatement(sql);
                    ResultSet rows = prepared.executeQuery();
                    Statement statement = connection.createStatement();
                    ResultSet more = statement.executeQuery(sql)) {
                System.out.println(sql + ": " + rows.next() + " " + more.next());
            }
        }
    }
}
