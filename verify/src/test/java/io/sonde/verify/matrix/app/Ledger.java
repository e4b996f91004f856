package io.sonde.verify.matrix.app;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the application has executed what, how that ended, and what it has read of the answers. Any thread may write.
 *
 * <p>Printed as lines {@code ledger:<kind>\t<error type>\t<sqlstate class>\t<times>\t<batch elements>\t<text>} and
 * {@code read:<operation>\t<table>\t<result sets>\t<rows>}.
 */
final class Ledger {

    private record Key(String kind, String errorType, String state, String sql) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<Key, int[]> entries = new TreeMap<>();
    private final Map<String, int[]> selected = new TreeMap<>();

    void executed(String sql, int times) {
        add(new Key("execute", "", "", sql), times, 0);
    }

    /** By several threads at once. */
    void executedConcurrently(String sql, int times) {
        add(new Key("concurrent", "", "", sql), times, 0);
    }

    /** A batch that succeeded; {@code sql} is empty when it is of several queries. */
    void batch(String sql, int elements) {
        add(new Key("batch", "", "", sql), 1, elements);
    }

    void failed(String sql, SQLException failure) {
        add(new Key("execute", failure.getClass().getName(), state(failure), sql), 1, 0);
    }

    void failedBatch(String sql, SQLException failure) {
        add(new Key("batch", failure.getClass().getName(), state(failure), sql), 1, 0);
    }

    /** Result sets of selects from this table that were asked for a row and then ended, with so many rows in all. */
    synchronized void read(String table, int resultSets, int rows) {
        int[] counts = selected.computeIfAbsent(table, ignored -> new int[2]);
        counts[0] += resultSets;
        counts[1] += rows;
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() != 5 ? "none" : state.substring(0, 2);
    }

    private synchronized void add(Key key, int times, int elements) {
        int[] counts = entries.computeIfAbsent(key, ignored -> new int[2]);
        counts[0] += times;
        counts[1] += elements;
    }

    synchronized void print(PrintStream out) {
        entries.forEach((key, counts) -> out.println(String.join(
                "\t",
                "ledger:" + key.kind(),
                key.errorType(),
                key.state(),
                Integer.toString(counts[0]),
                Integer.toString(counts[1]),
                key.sql())));
        selected.forEach((table, counts) -> out.println("read:SELECT\t" + table + "\t" + counts[0] + "\t" + counts[1]));
    }
}
