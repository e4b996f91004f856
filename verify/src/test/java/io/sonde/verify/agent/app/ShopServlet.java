package io.sonde.verify.agent.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.prometheus.client.Counter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;

/**
 * A web application with a driver, a simpleclient and an OpenTelemetry API of its own. Each request is so many queries, and one that fails,
 * in a span whose trace is the first letter of the application's name over and over: {@code ?queries=<number>}.
 */
@SuppressWarnings("NullAway.Init") // A server calls init.
public final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private transient Counter requests;
    private transient Connection connection;

    @Override
    public void init() throws ServletException {
        String name = name();
        requests =
                Counter.build("shop_" + name + "_requests_total", "Requests.").register();
        try {
            Class.forName("org.h2.Driver");
            connection = DriverManager.getConnection("jdbc:h2:mem:" + name);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table items (id int primary key)");
            }
        } catch (ClassNotFoundException | SQLException e) {
            throw new ServletException(e);
        }
    }

    @Override
    @SuppressWarnings("try") // The scope is only closed.
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requests.inc();
        SpanContext span = SpanContext.create(
                name().substring(0, 1).repeat(32),
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        int queries = Integer.parseInt(request.getParameter("queries"));
        try (Scope scope = Span.wrap(span).makeCurrent();
                PreparedStatement statement = connection.prepareStatement("select id from items where id = ?")) {
            for (int i = 0; i < queries; i++) {
                statement.setInt(1, i);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
            }
            fail();
            response.getWriter()
                    .println(org.h2.Driver.class.getClassLoader() == getClass().getClassLoader());
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private String name() {
        return getServletContext().getContextPath().substring(1);
    }

    private void fail() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("selec nonsense");
            throw new IllegalStateException("not failed");
        } catch (SQLException expected) {
            getServletContext().log("failed as it should: " + expected.getSQLState());
        }
    }

    @Override
    public void destroy() {
        try {
            connection.close();
            // Sees the drivers of this class's loader alone.
            for (Driver driver : Collections.list(DriverManager.getDrivers())) {
                DriverManager.deregisterDriver(driver);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
