package io.sonde.verify.matrix.app;

import com.p6spy.engine.spy.P6DataSource;
import java.util.Map;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** What is put around a data source, be it a driver's or a pool's. */
public enum Wrapping {
    NONE {
        @Override
        DataSource around(DataSource inner) {
            return inner;
        }
    },
    P6SPY {
        @Override
        DataSource around(DataSource inner) {
            return new P6DataSource(inner);
        }
    },
    DATASOURCE_PROXY {
        @Override
        DataSource around(DataSource inner) {
            return ProxyDataSourceBuilder.create(inner).countQuery().build();
        }
    },
    P6SPY_IN_DATASOURCE_PROXY {
        @Override
        DataSource around(DataSource inner) {
            return DATASOURCE_PROXY.around(P6SPY.around(inner));
        }
    },
    ROUTING {
        @Override
        DataSource around(DataSource inner) {
            AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
                @Override
                protected Object determineCurrentLookupKey() {
                    return "here";
                }
            };
            routing.setTargetDataSources(Map.of("here", inner));
            routing.afterPropertiesSet();
            return routing;
        }
    },
    LAZY {
        @Override
        DataSource around(DataSource inner) {
            return new LazyConnectionDataSourceProxy(inner);
        }
    },
    TWO_SOURCES {
        @Override
        DataSource around(DataSource inner) {
            return (Source) () -> new TwoSourceConnection(inner.getConnection(), inner);
        }
    };

    abstract DataSource around(DataSource inner);
}
