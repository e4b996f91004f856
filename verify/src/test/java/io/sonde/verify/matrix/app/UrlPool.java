package io.sonde.verify.matrix.app;

import com.alibaba.druid.pool.DruidDataSource;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.vibur.dbcp.ViburDBCPDataSource;

/** Pools that are told a URL instead of a data source, as most applications have them. */
enum UrlPool {
    HIKARI {
        @Override
        Pool.Opened open(String url) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(SIZE);
            config.setMinimumIdle(1);
            HikariDataSource pool = new HikariDataSource(config);
            return new Pool.Opened(pool, pool::close);
        }
    },
    DBCP2 {
        @Override
        Pool.Opened open(String url) {
            BasicDataSource pool = new BasicDataSource();
            pool.setUrl(url);
            pool.setMaxTotal(SIZE);
            return new Pool.Opened(pool, pool::close);
        }
    },
    TOMCAT {
        @Override
        Pool.Opened open(String url) throws SQLException {
            PoolProperties properties = new PoolProperties();
            properties.setUrl(url);
            // Warns when it is told none.
            properties.setDriverClassName(
                    DriverManager.getDriver(url).getClass().getName());
            properties.setMaxActive(SIZE);
            properties.setInitialSize(1);
            properties.setMaxIdle(SIZE);
            properties.setMinIdle(1);
            org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
            return new Pool.Opened(pool, () -> pool.close(true));
        }
    },
    C3P0 {
        @Override
        Pool.Opened open(String url) {
            ComboPooledDataSource pool = new ComboPooledDataSource();
            pool.setJdbcUrl(url);
            pool.setMaxPoolSize(SIZE);
            pool.setMinPoolSize(1);
            pool.setInitialPoolSize(1);
            pool.setAcquireIncrement(1);
            pool.setNumHelperThreads(1);
            return new Pool.Opened(pool, pool::close);
        }
    },
    DRUID {
        @Override
        Pool.Opened open(String url) {
            DruidDataSource pool = new DruidDataSource();
            pool.setUrl(url);
            pool.setMaxActive(SIZE);
            pool.setTestWhileIdle(false);
            return new Pool.Opened(pool, pool::close);
        }
    },
    AGROAL {
        @Override
        Pool.Opened open(String url) throws SQLException {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(connections ->
                            connections.maxSize(SIZE).connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
            return new Pool.Opened(pool, pool::close);
        }
    },
    VIBUR {
        @Override
        Pool.Opened open(String url) {
            ViburDBCPDataSource pool = new ViburDBCPDataSource();
            pool.setJdbcUrl(url);
            // It insists on both, and they go before the URL's.
            pool.setUsername(user(url));
            pool.setPassword("");
            pool.setPoolInitialSize(1);
            pool.setPoolMaxSize(SIZE);
            pool.start();
            return new Pool.Opened(pool, pool::close);
        }
    };

    private static final int SIZE = 8;
    private static final Pattern USER = Pattern.compile("[?&]user=([^&]*)");

    abstract Pool.Opened open(String url) throws SQLException;

    private static String user(String url) {
        Matcher user = USER.matcher(url);
        return user.find() ? user.group(1) : "";
    }
}
