package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.metric.Labels;
import io.sonde.core.sql.Query;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result series of this process, up to a cap; what comes later shares one series per server.
 *
 * <p>Any thread may ask. A query asks once in its life.
 */
final class ResultTable {

    static final int CAPACITY = 200;

    private record Key(Server server, String operation, String collection) {}

    private final ConcurrentHashMap<Key, ResultSeries> table = new ConcurrentHashMap<>();
    private int told;

    /** @param query null for what has no query of its own */
    synchronized ResultSeries series(Server server, @Nullable Query query) {
        Key key = query == null ? other(server) : new Key(server, query.operationName(), query.collectionName());
        ResultSeries known = table.get(key);
        if (known != null) {
            return known;
        }
        if (query != null && told == CAPACITY) {
            return add(other(server));
        }
        told += query == null ? 0 : 1;
        return add(key);
    }

    void forEach(Consumer<? super ResultSeries> action) {
        table.values().forEach(action);
    }

    private ResultSeries add(Key key) {
        ResultSeries present = table.get(key);
        if (present == null) {
            present = new ResultSeries(key.server, key.operation, key.collection);
            table.put(key, present);
        }
        return present;
    }

    private static Key other(Server server) {
        return new Key(server, "", Labels.OTHER_COLLECTION);
    }
}
