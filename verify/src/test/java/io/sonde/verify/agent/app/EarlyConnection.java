package io.sonde.verify.agent.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** An agent that comes before Sonde's and uses the driver: loads the class {@code driver}, or executes on {@code url}. */
public final class EarlyConnection {

    private EarlyConnection() {}

    public static void premain(String argument) throws Exception {
        if (argument.startsWith("jdbc:")) {
            try (Connection connection = DriverManager.getConnection(argument);
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        } else {
            Class.forName(argument);
        }
    }
}
