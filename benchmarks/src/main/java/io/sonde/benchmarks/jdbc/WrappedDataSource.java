package io.sonde.benchmarks.jdbc;

import com.p6spy.engine.common.StatementInformation;
import com.p6spy.engine.event.SimpleJdbcEventListener;
import com.p6spy.engine.spy.P6DataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A data source as the application under measurement sees it: as it is, or in one of the wrappers that stand beside Sonde. They do what
 * the floor does: count executions and add their time up.
 */
final class WrappedDataSource {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final AtomicLong SUM = new AtomicLong();

    private WrappedDataSource() {}

    /** Wraps as the system property {@code sonde.benchmark.wrapper} says. */
    static DataSource of(DataSource inner) {
        return switch (System.getProperty("sonde.benchmark.wrapper", "")) {
            case "" -> inner;
            case "datasource-proxy" ->
                ProxyDataSourceBuilder.create(inner)
                        .listener(new ProxyListener())
                        .build();
            case "p6spy" -> {
                P6DataSource spy = new P6DataSource(inner);
                SpyListener listener = new SpyListener();
                spy.setJdbcEventListenerFactory(() -> listener);
                yield spy;
            }
            default -> throw new IllegalArgumentException("sonde.benchmark.wrapper");
        };
    }

    /** How many executions a wrapper has counted. */
    static long counted() {
        return COUNT.get();
    }

    private static void record(long time) {
        COUNT.getAndAdd(1);
        SUM.getAndAdd(time);
    }

    private static final class ProxyListener implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            record(execution.getElapsedTime());
        }
    }

    private static final class SpyListener extends SimpleJdbcEventListener {
        @Override
        public void onAfterAnyExecute(StatementInformation statement, long nanos, @Nullable SQLException failure) {
            record(nanos);
        }
    }
}
