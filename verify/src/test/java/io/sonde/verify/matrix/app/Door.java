package io.sonde.verify.matrix.app;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;

/** How an application gets a connection of a driver. */
public enum Door {
    DRIVER_MANAGER {
        @Override
        DataSource open(Vendor vendor, String url) {
            return (Source) () -> DriverManager.getConnection(url);
        }
    },
    SERVICE_LOADER {
        @Override
        DataSource open(Vendor vendor, String url) {
            return (Source) () -> {
                for (Driver driver : ServiceLoader.load(Driver.class)) {
                    Connection connection = driver.acceptsURL(url) ? driver.connect(url, new Properties()) : null;
                    if (connection != null) {
                        return connection;
                    }
                }
                throw new SQLException("no driver for " + url);
            };
        }
    },
    P6SPY_URL {
        @Override
        DataSource open(Vendor vendor, String url) {
            return (Source) () -> DriverManager.getConnection("jdbc:p6spy:" + url.substring("jdbc:".length()));
        }
    },
    DATA_SOURCE {
        @Override
        DataSource open(Vendor vendor, String url) throws SQLException {
            return vendor.simple(url);
        }
    },
    POOLED {
        @Override
        DataSource open(Vendor vendor, String url) {
            return (Source) () -> logical(vendor.pooled(url).getPooledConnection());
        }
    },
    XA {
        @Override
        DataSource open(Vendor vendor, String url) {
            return (Source) () -> logical(vendor.xa(url).getXAConnection());
        }
    };

    abstract DataSource open(Vendor vendor, String url) throws SQLException;

    /** The connection that an application sees; when it is closed, the physical one is too. */
    private static Connection logical(PooledConnection physical) throws SQLException {
        physical.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                try {
                    // Closing may tell of itself again.
                    physical.removeConnectionEventListener(this);
                    physical.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                // Told of errors that the application sees itself.
            }
        });
        return physical.getConnection();
    }
}
