package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;

/**
 * The result sets of one operation on one main table of one server.
 *
 * <p>Any thread may record and read, without a lock. Lives as long as the JVM; there is a cap on how many there are.
 */
public final class ResultSeries {

    private final Server server;
    private final String operation;
    private final String collection;
    private final RowRecorder rows = new RowRecorder();
    private final LatencyRecorder fetch = new LatencyRecorder(LatencyBounds.standard());

    ResultSeries(Server server, String operation, String collection) {
        this.server = server;
        this.operation = operation;
        this.collection = collection;
    }

    public Server server() {
        return server;
    }

    /** Like {@code SELECT}; may be empty. */
    public String operation() {
        return operation;
    }

    /** The main table; may be empty. */
    public String collection() {
        return collection;
    }

    public RowRecorder.Snapshot rows() {
        return rows.snapshot();
    }

    public LatencySnapshot fetch() {
        return fetch.snapshot();
    }

    void record(long rowCount, long nanos) {
        rows.record(rowCount);
        fetch.record(nanos);
    }
}
