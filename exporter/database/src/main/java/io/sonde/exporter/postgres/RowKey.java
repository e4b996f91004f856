package io.sonde.exporter.postgres;

/**
 * One row of {@code pg_stat_statements}, as long as it counts on.
 *
 * @param statsSince since when the row counts, in seconds since 1970; 0 with extensions that do not say. A row that was evicted and came
 *     back is thus another one
 */
record RowKey(long userId, long databaseId, long serverQueryId, boolean topLevel, double statsSince) {}
