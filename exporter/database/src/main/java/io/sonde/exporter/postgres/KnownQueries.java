package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.DatabaseClientMetrics;
import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.exporter.scrape.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which query a session of one server executes: by the server's own id where {@code pg_stat_statements} told the text that belongs to it,
 * otherwise by the text that the session shows.
 *
 * <p>Any thread may call it.
 */
final class KnownQueries {

    /** As many as statements are read; what does not fit is known by its text alone. */
    private static final int MAX_IDS = StatementRows.MAX_ROWS;

    private final QueryTexts texts;
    private final Map<Long, Long> byServerId = new ConcurrentHashMap<>();

    KnownQueries(QueryTexts texts) {
        this.texts = texts;
    }

    /** The server's id stands for this query. */
    void learn(long serverQueryId, Long queryId) {
        Long before = byServerId.get(serverQueryId);
        if (queryId.equals(before)) {
            return;
        }
        if (before == null && byServerId.size() >= MAX_IDS) {
            byServerId.clear();
        }
        byServerId.put(serverQueryId, queryId);
    }

    /**
     * The query id for a label; empty when it cannot be told, such as for a text that was cut short.
     *
     * @param serverQueryId 0 when the server does not compute any
     * @param text as the session shows it; null when that is not allowed
     * @param shown how many bytes of a text the server shows at most
     */
    String label(long serverQueryId, @Nullable String text, int shown) {
        Long known = serverQueryId == 0 ? null : byServerId.get(serverQueryId);
        if (known != null) {
            return QueryId.format(known);
        }
        // A character may take several bytes: a text that might have been cut counts as cut.
        if (text == null || text.isEmpty() || (text.length() * 4 >= shown && bytes(text) >= shown - 4)) {
            return "";
        }
        Query query = Query.describe(text, Dialect.POSTGRESQL, Notation.SERVER, QueryTexts.MAX_TEXT_BYTES);
        if (query.text().isEmpty()) {
            return "";
        }
        texts.put(query);
        return QueryId.format(query.id());
    }

    /** Adds the text of this query, if it is known. */
    void tell(String label, Samples found) {
        Query query = label.isEmpty() || label.equals(io.sonde.core.metric.Labels.OTHER)
                ? null
                : texts.get(QueryId.parse(label));
        if (query != null) {
            tell(query, found);
        }
    }

    static void tell(Query query, Samples found) {
        found.add(
                DatabaseClientMetrics.QUERY_INFO,
                Labels.of(
                        io.sonde.core.metric.Labels.DB_SYSTEM_NAME,
                        "postgresql",
                        io.sonde.core.metric.Labels.QUERY_ID,
                        QueryId.format(query.id()),
                        io.sonde.core.metric.Labels.DB_QUERY_SUMMARY,
                        query.summary(),
                        io.sonde.core.metric.Labels.DB_QUERY_TEXT,
                        query.text()),
                1);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
