package io.sonde.exporter.postgres;

import io.sonde.core.sql.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redacted texts of queries by query id, shared by all targets: the same query on a hundred servers is kept once.
 *
 * <p>Any thread may call it. Keeps the texts that were used last; one that was forgotten is asked of the server again.
 */
public final class QueryTexts {

    /** The most bytes of a text, in UTF-8. */
    static final int MAX_TEXT_BYTES = 1_024;

    private final Map<Long, Query> queries;

    /**
     * With room for so many.
     *
     * @param capacity how many texts to keep; each takes up to some 2 KiB
     */
    public QueryTexts(int capacity) {
        queries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Query> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized @Nullable Query get(long id) {
        return queries.get(id);
    }

    synchronized void put(Query query) {
        queries.put(query.id(), query);
    }
}
