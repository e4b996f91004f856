package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.trace.Exemplar;
import io.sonde.agent.bootstrap.trace.Exemplars;
import io.sonde.agent.bootstrap.trace.TraceAccess;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Failed executions of one query, of one kind.
 *
 * <p>Any thread may count and read.
 */
public final class ErrorCounter {

    /** The error type of all beyond the first few. */
    public static final String OTHER = "_OTHER";

    private final String errorType;
    private final String sqlStateClass;
    private final boolean batch;
    private final LatencyRecorder latency = new LatencyRecorder(LatencyBounds.standard());
    private final AtomicLong count = new AtomicLong();
    private final Exemplars exemplars = new Exemplars();

    ErrorCounter(String errorType, String sqlStateClass, boolean batch) {
        this.errorType = errorType;
        this.sqlStateClass = sqlStateClass;
        this.batch = batch;
    }

    /** The exception's class name, or {@link #OTHER}. */
    public String errorType() {
        return errorType;
    }

    /** The first two characters of the SQLSTATE, or {@code none}. */
    public String sqlStateClass() {
        return sqlStateClass;
    }

    public boolean batch() {
        return batch;
    }

    public long count() {
        return count.get();
    }

    public LatencySnapshot latency() {
        return latency.snapshot();
    }

    public List<Exemplar> exemplars(long epochMillis) {
        return exemplars.recent(epochMillis);
    }

    boolean is(String type, String stateClass, boolean ofBatch) {
        return batch == ofBatch && errorType.equals(type) && sqlStateClass.equals(stateClass);
    }

    void count(long nanos) {
        latency.record(nanos);
        count.incrementAndGet();
        TraceAccess traces = Exemplars.access();
        if (traces != null) {
            exemplars.offer(nanos, traces);
        }
    }
}
