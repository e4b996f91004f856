package io.sonde.agent.bootstrap.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Failed executions of one query, by kind: at most three error types and eight kinds, then {@link ErrorCounter#OTHER}; and at most
 * {@value #MAX_IN_PROCESS} kinds of all queries together, then there is no more room.
 *
 * <p>Any thread may count and read. Only the first failure of a kind takes a lock.
 */
final class QueryErrors {

    private static final int MAX_TYPES = 3;
    private static final int MAX_KINDS = 8;

    /** Of 2 KiB each. */
    static final int MAX_IN_PROCESS = 1024;

    private static final AtomicInteger LEFT = new AtomicInteger(MAX_IN_PROCESS);

    private final AtomicInteger left;
    private final boolean lastResort;
    private volatile ErrorCounter[] counters = {};

    /** @param lastResort whether there is always room for {@link ErrorCounter#OTHER} */
    QueryErrors(boolean lastResort) {
        this(lastResort, LEFT);
    }

    QueryErrors(boolean lastResort, AtomicInteger left) {
        this.lastResort = lastResort;
        this.left = left;
    }

    List<ErrorCounter> counters() {
        return List.of(counters);
    }

    /** Counts a failure. Returns whether there was room for it. */
    boolean count(long nanos, Throwable failure, String sqlStateClass, boolean batch) {
        String type = failure.getClass().getName();
        ErrorCounter counter = find(type, sqlStateClass, batch);
        if (counter == null) {
            counter = add(type, sqlStateClass, batch);
        }
        if (counter == null) {
            return false;
        }
        counter.count(nanos);
        return true;
    }

    private @Nullable ErrorCounter find(String type, String sqlStateClass, boolean batch) {
        for (ErrorCounter counter : counters) {
            if (counter.is(type, sqlStateClass, batch)) {
                return counter;
            }
        }
        return null;
    }

    private synchronized @Nullable ErrorCounter add(String type, String sqlStateClass, boolean batch) {
        ErrorCounter raced = find(type, sqlStateClass, batch);
        if (raced != null) {
            return raced;
        }
        boolean full = counters.length >= MAX_KINDS || (isNewType(type) && types() >= MAX_TYPES);
        ErrorCounter other = full ? find(ErrorCounter.OTHER, "none", batch) : null;
        if (other != null) {
            return other;
        }
        if (left.getAndDecrement() <= 0) {
            left.getAndIncrement();
            if (!lastResort) {
                return null;
            }
            ErrorCounter last = find(ErrorCounter.OTHER, "none", batch);
            return last != null ? last : append(new ErrorCounter(ErrorCounter.OTHER, "none", batch));
        }
        return append(
                full
                        ? new ErrorCounter(ErrorCounter.OTHER, "none", batch)
                        : new ErrorCounter(type, sqlStateClass, batch));
    }

    private ErrorCounter append(ErrorCounter added) {
        ErrorCounter[] more = Arrays.copyOf(counters, counters.length + 1);
        more[counters.length] = added;
        counters = more;
        return added;
    }

    private boolean isNewType(String type) {
        for (ErrorCounter counter : counters) {
            if (counter.errorType().equals(type)) {
                return false;
            }
        }
        return true;
    }

    private int types() {
        int types = 0;
        for (int i = 0; i < counters.length; i++) {
            String type = counters[i].errorType();
            boolean first = !type.equals(ErrorCounter.OTHER);
            for (int j = 0; j < i && first; j++) {
                first = !counters[j].errorType().equals(type);
            }
            types += first ? 1 : 0;
        }
        return types;
    }
}
