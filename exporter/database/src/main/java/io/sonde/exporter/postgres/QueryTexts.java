package io.sonde.exporter.postgres;

import io.sonde.core.sql.Query;
import java.util.Iterator;
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

    /** The most characters of all texts together. */
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private final Map<Long, Query> queries = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private long characters;

    /**
     * With room for so many.
     *
     * @param capacity how many texts to keep, if they are not long
     */
    public QueryTexts(int capacity) {
        this.capacity = capacity;
    }

    synchronized @Nullable Query get(long id) {
        return queries.get(id);
    }

    synchronized void put(Query query) {
        characters += query.text().length();
        Query before = queries.put(query.id(), query);
        if (before != null) {
            characters -= before.text().length();
        }
        Iterator<Query> eldest = queries.values().iterator();
        while (queries.size() > capacity || characters > MAX_CHARACTERS) {
            characters -= eldest.next().text().length();
            eldest.remove();
        }
    }
}
