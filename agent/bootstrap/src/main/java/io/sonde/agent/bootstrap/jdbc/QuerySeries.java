package io.sonde.agent.bootstrap.jdbc;

import io.sonde.agent.bootstrap.trace.Exemplar;
import io.sonde.agent.bootstrap.trace.Exemplars;
import io.sonde.agent.bootstrap.trace.TraceAccess;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.sql.Query;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that is counted of one query on one server.
 *
 * <p>Any thread may record and read. Recording a success neither locks nor allocates, except the first batch of a query.
 * Lives as long as the JVM; there is a cap on how many there are.
 */
public final class QuerySeries extends LatencyRecorder {

    /*
     * It is the recorder of its executions, rather than having one: between a statement and where its execution is counted each object
     * is another line of memory to wait for.
     */

    private static final AtomicInteger ORDINALS = new AtomicInteger();

    private final int ordinal = ORDINALS.incrementAndGet();
    private final ServerSeries server;
    private final @Nullable Query query;
    private final AtomicLong batchElements = new AtomicLong();
    private final QueryErrors errors;
    private volatile @Nullable LatencyRecorder batches;
    private volatile @Nullable ResultSeries results;
    private volatile @Nullable Exemplars exemplars;

    /** @param query null for the series of everything without one: beyond the cap, batches of several queries, unknown texts */
    QuerySeries(ServerSeries server, @Nullable Query query) {
        super(LatencyBounds.standard());
        this.server = server;
        this.query = query;
        this.errors = new QueryErrors(query == null);
    }

    public Server server() {
        return server.server();
    }

    /** The query, or null for the series that stands for all others of its server. */
    public @Nullable Query query() {
        return query;
    }

    /** A number from 1 on that no other series of this JVM has: what a running execution says of itself. */
    public int ordinal() {
        return ordinal;
    }

    public LatencySnapshot executions() {
        return snapshot();
    }

    /** Time spent so far in successful executions, batches included, in nanoseconds. */
    public long totalNanos() {
        LatencyRecorder batch = batches;
        return sumNanos() + (batch == null ? 0 : batch.sumNanos());
    }

    /** Executions of batches, or null if there was none. */
    public @Nullable LatencySnapshot batches() {
        LatencyRecorder recorder = batches;
        return recorder == null ? null : recorder.snapshot();
    }

    public long batchElements() {
        return batchElements.get();
    }

    public List<ErrorCounter> errors() {
        return errors.counters();
    }

    ServerSeries serverSeries() {
        return server;
    }

    /** What counts its result sets, or null if nothing does: it has no token, so it is no query. */
    @Nullable
    ResultSeries results() {
        ResultSeries known = results;
        if (known == null && server.counts(this)) {
            known = server.results(query);
            results = known;
        }
        return known;
    }

    /** Successful executions, batches apart, with the traces they were in. */
    public List<Exemplar> exemplars(long epochMillis) {
        Exemplars taken = exemplars;
        return taken == null ? List.of() : taken.recent(epochMillis);
    }

    /**
     * Counts a successful execution.
     *
     * @param stripe the thread's in {@link ThreadSlots}
     */
    @Override
    public boolean record(long nanos, int stripe) {
        boolean met = super.record(nanos, stripe);
        offer(nanos);
        return met;
    }

    /** The same, where the slot is not at hand. */
    @Override
    public void record(long nanos) {
        super.record(nanos);
        offer(nanos);
    }

    private void offer(long nanos) {
        TraceAccess traces = Exemplars.access();
        if (traces != null) {
            offer(nanos, traces);
        }
    }

    private void offer(long nanos, TraceAccess traces) {
        Exemplars taken = exemplars;
        if (taken == null) {
            // Two at once: one of them is lost, with at most one exemplar.
            taken = new Exemplars();
            exemplars = taken;
        }
        taken.offer(nanos, traces);
    }

    void recordBatch(long nanos, int elements) {
        LatencyRecorder recorder = batches;
        if (recorder == null) {
            recorder = firstBatch();
        }
        recorder.record(nanos);
        batchElements.addAndGet(elements);
    }

    void recordFailure(long nanos, Throwable failure, String sqlStateClass, boolean batch) {
        if (!errors.count(nanos, failure, sqlStateClass, batch)) {
            server.other().recordFailure(nanos, failure, sqlStateClass, batch);
        }
    }

    private synchronized LatencyRecorder firstBatch() {
        LatencyRecorder recorder = batches;
        if (recorder == null) {
            recorder = new LatencyRecorder(LatencyBounds.standard());
            batches = recorder;
        }
        return recorder;
    }
}
