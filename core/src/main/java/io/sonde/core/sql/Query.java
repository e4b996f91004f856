package io.sonde.core.sql;

/**
 * What can be told about a query without telling its data.
 *
 * @param id the query id, see {@link QueryId}
 * @param text the canonical text in JDBC notation, without any literal; has the same id unless truncated
 * @param truncated whether {@code text} was cut to its size in bytes
 * @param operationName the statement's main verb in upper case, like {@code SELECT}; empty when there is none
 * @param collectionName the main table, like {@code orders} or {@code shop.orders}: the first that the main verb names, or else the first of
 *     all; empty when there is none; at most 255 characters
 * @param summary operations and their tables after OpenTelemetry's {@code db.query.summary}, like {@code SELECT orders}, at
 *     most 255 characters
 */
public record Query(
        long id, String text, boolean truncated, String operationName, String collectionName, String summary) {

    /**
     * Describes the first statement in {@code sql}. Never throws; takes linear time and memory bounded by {@code maxBytes}.
     *
     * @param maxBytes the most bytes that the text may have in UTF-8
     */
    public static Query describe(String sql, Dialect dialect, Notation notation, int maxBytes) {
        CanonicalText text = new CanonicalText(dialect, Math.max(maxBytes, 0));
        long id = Canonical.run(sql, 0, dialect, notation, text, false);
        return new Query(
                id, text.text(), text.truncated(), text.operationName(), text.collectionName(), text.summary());
    }
}
