package io.sonde.exporter.mysql;

/**
 * One digest of one schema.
 *
 * @param schema the default database of those who sent it; empty for none
 */
record DigestKey(String schema, String digest) implements Comparable<DigestKey> {

    @Override
    public int compareTo(DigestKey other) {
        int order = schema.compareTo(other.schema);
        return order == 0 ? digest.compareTo(other.digest) : order;
    }
}
