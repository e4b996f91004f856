package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Connects to each of {@code <door> <url>…} and executes a query of its own there; {@code page} as first argument prints the page.
 */
public final class Connects {

    private Connects() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i += 2) {
            String url = arguments[i + 1];
            execute(Door.valueOf(arguments[i]).open(vendor(url), url), "select 1 as u" + (i + 1) / 2);
        }
        if (arguments[0].equals("page")) {
            OwnPage.print();
        }
        System.out.flush();
        // Connector/J leaves a thread behind that is none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    static Vendor vendor(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return Vendor.PGJDBC;
        }
        if (url.startsWith("jdbc:h2:")) {
            return Vendor.H2;
        }
        return url.startsWith("jdbc:mariadb:") ? Vendor.MARIADB : Vendor.CONNECTOR_J;
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = source.getConnection();
                    PreparedStatement prepared = connection.prepareStatement(sql);
                    ResultSet rows = prepared.executeQuery();
                    Statement statement = connection.createStatement()) {
                System.out.println(sql + ": " + rows.next() + " " + statement.execute(sql));
            }
        }
    }
}
