package io.sonde.exporter.postgres;

import org.jspecify.annotations.Nullable;

/** What one series of statement counters stands for. */
record QueryKey(String user, String database, long queryId) implements Comparable<QueryKey> {

    @Override
    public int compareTo(QueryKey other) {
        int order = database.compareTo(other.database);
        if (order == 0) {
            order = user.compareTo(other.user);
        }
        return order == 0 ? Long.compareUnsigned(queryId, other.queryId) : order;
    }

    /** The query first, in which keys differ. What a record has by itself begins with the user, whom most have in common. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof QueryKey key
                        && queryId == key.queryId
                        && database.equals(key.database)
                        && user.equals(key.user));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(queryId) + 31 * (database.hashCode() + 31 * user.hashCode());
    }
}
