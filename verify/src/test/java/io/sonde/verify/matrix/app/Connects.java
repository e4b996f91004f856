package io.sonde.verify.matrix.app;

import io.sonde.verify.agent.app.OwnPage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Connects to each of {@code <url>…} and executes a query of its own there; {@code page} as first argument prints the page. */
public final class Connects {

    private Connects() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            execute(arguments[i], "select 1 as u" + i);
        }
        if (arguments[0].equals("page")) {
            OwnPage.print();
        }
        System.out.flush();
        // Connector/J leaves a thread behind that is none of this program's business.
        Runtime.getRuntime().halt(0);
    }

    private static void execute(String url, String sql) throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement prepared = connection.prepareStatement(sql);
                    ResultSet rows = prepared.executeQuery();
                    Statement statement = connection.createStatement()) {
                System.out.println(url + ": " + rows.next() + " " + statement.execute(sql));
            }
        }
    }
}
