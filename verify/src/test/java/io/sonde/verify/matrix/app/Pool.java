package io.sonde.verify.matrix.app;

import com.alibaba.druid.pool.DruidDataSource;
import com.mchange.v2.c3p0.DataSources;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.vibur.dbcp.ViburDBCPDataSource;

/** Pools, each of a few connections; all under the same name, as careless applications have them. */
public enum Pool {
    NONE {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            return new Opened(inner, () -> {});
        }
    },
    HIKARI {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            HikariConfig config = new HikariConfig();
            config.setPoolName(NAME);
            config.setDataSource(inner);
            config.setMaximumPoolSize(SIZE);
            config.setMinimumIdle(1);
            HikariDataSource pool = new HikariDataSource(config);
            return new Opened(pool, pool::close);
        }
    },
    DBCP2 {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            PoolableConnectionFactory factory =
                    new PoolableConnectionFactory(new DataSourceConnectionFactory(inner), null);
            factory.setPoolStatements(caching);
            GenericObjectPool<PoolableConnection> connections = new GenericObjectPool<>(factory);
            connections.setMaxTotal(SIZE);
            factory.setPool(connections);
            PoolingDataSource<PoolableConnection> pool = new PoolingDataSource<>(connections);
            pool.setAccessToUnderlyingConnectionAllowed(true);
            return new Opened(pool, pool::close);
        }
    },
    TOMCAT {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            PoolProperties properties = new PoolProperties();
            properties.setName(NAME);
            properties.setDataSource(inner);
            properties.setMaxActive(SIZE);
            properties.setInitialSize(1);
            properties.setMaxIdle(SIZE);
            properties.setMinIdle(1);
            if (caching) {
                properties.setJdbcInterceptors("StatementCache(prepared=true,callable=false,max=50)");
            }
            org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
            return new Opened(pool, () -> pool.close(true));
        }
    },
    C3P0 {
        @Override
        Opened open(DataSource inner, String url, boolean caching) throws SQLException {
            Map<String, Object> settings = Map.of(
                    "dataSourceName", NAME,
                    "maxPoolSize", SIZE,
                    "minPoolSize", 1,
                    "initialPoolSize", 1,
                    "acquireIncrement", 1,
                    "acquireRetryAttempts", 2,
                    "numHelperThreads", 1,
                    "maxStatements", caching ? 50 : 0);
            DataSource pool = DataSources.pooledDataSource(inner, settings);
            return new Opened(pool, () -> DataSources.destroy(pool));
        }
    },
    DRUID {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            DruidDataSource pool = new HandedDruid(inner);
            pool.setUrl(url);
            pool.setName(NAME);
            pool.setMaxActive(SIZE);
            pool.setTestWhileIdle(false);
            pool.setPoolPreparedStatements(caching);
            return new Opened(pool, pool::close);
        }
    },
    AGROAL {
        @Override
        Opened open(DataSource inner, String url, boolean caching) throws SQLException {
            AgroalDataSource pool = AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(connections -> connections
                            .maxSize(SIZE)
                            .connectionFactoryConfiguration(
                                    factory -> factory.connectionProviderClass(HandedSource.class)
                                            .jdbcProperty("handed", HandedSource.hand(inner)))));
            return new Opened(pool, pool::close);
        }
    },
    VIBUR {
        @Override
        Opened open(DataSource inner, String url, boolean caching) {
            ViburDBCPDataSource pool = new ViburDBCPDataSource();
            pool.setName(NAME);
            pool.setExternalDataSource(inner);
            pool.setPoolInitialSize(1);
            pool.setPoolMaxSize(SIZE);
            pool.setStatementCacheMaxSize(caching ? 50 : 0);
            pool.start();
            return new Opened(pool, pool::close);
        }
    };

    private static final String NAME = "pool";
    private static final int SIZE = 8;

    /** What closes a pool. */
    @FunctionalInterface
    interface Closing {
        void close() throws SQLException;
    }

    /** A data source and what closes the pool in it. */
    record Opened(DataSource source, Closing closing) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            closing.close();
        }
    }

    /** Druid with connections from elsewhere. */
    private static final class HandedDruid extends DruidDataSource {
        private static final long serialVersionUID = 1;

        private final transient DataSource inner;

        HandedDruid(DataSource inner) {
            this.inner = inner;
        }

        @Override
        public Connection createPhysicalConnection(String url, Properties info) throws SQLException {
            return inner.getConnection();
        }
    }

    abstract Opened open(DataSource inner, String url, boolean caching) throws SQLException;
}
