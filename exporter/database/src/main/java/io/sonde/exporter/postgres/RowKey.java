package io.sonde.exporter.postgres;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code pg_stat_statements}, as long as it counts on.
 *
 * @param statsSince since when the row counts, in seconds since 1970; 0 with extensions that do not say. A row that was evicted and came
 *     back is thus another one
 */
record RowKey(long userId, long databaseId, long serverQueryId, boolean topLevel, double statsSince) {

    boolean is(long user, long database, long query, boolean top, double since) {
        return serverQueryId == query
                && databaseId == database
                && userId == user
                && topLevel == top
                && Double.compare(statsSince, since) == 0;
    }

    /** What a record has by itself is slow until it is compiled in full, and this is asked for all rows of a server each second. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof RowKey key
                        && is(key.userId, key.databaseId, key.serverQueryId, key.topLevel, key.statsSince));
    }

    /** The server's query ids are hashes. */
    @Override
    public int hashCode() {
        return Long.hashCode(serverQueryId + 31 * databaseId + 1_000_003 * userId) + (topLevel ? 1 : 0);
    }
}
