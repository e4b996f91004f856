package io.sonde.exporter.postgres;

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
}
