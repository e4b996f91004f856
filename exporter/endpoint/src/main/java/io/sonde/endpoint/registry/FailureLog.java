package io.sonde.endpoint.registry;

import io.sonde.core.metric.SelfMetrics;
import io.sonde.endpoint.log.LogSink;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Counts what went wrong with a source, and says it once per source. Any thread. */
final class FailureLog {

    private final LogSink log;

    FailureLog(LogSink log) {
        this.log = log;
    }

    void failed(RegisteredSource source, @Nullable Throwable failure) {
        if (source.countFailure()) {
            String what = failure instanceof TimeoutException ? "did not answer in time" : "failed";
            log.warn(
                    "collector " + source.name() + " " + what
                            + "; its series are missing from this page. Further failures" + " are only counted, in "
                            + SelfMetrics.COLLECTOR_FAILURES.name(),
                    failure);
        }
    }

    void conflicts(RegisteredSource source, int series) {
        if (source.countConflicts(series)) {
            log.warn(
                    "collector " + source.name() + " has metrics that another collector or another type already has; "
                            + series + " left out. Further ones are only counted, in "
                            + SelfMetrics.COLLECTOR_CONFLICTS.name(),
                    null);
        }
    }
}
