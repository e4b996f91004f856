package io.sonde.agent.bootstrap.jdbc;

/** Is told of each execution that runs now. */
public interface RunningVisitor {

    /**
     * An execution runs.
     *
     * @param thread the id of the thread that waits for it
     * @param virtual whether that is a virtual thread
     * @param startNanos when it began, by {@link System#nanoTime}
     * @param query the {@link QuerySeries#ordinal} of what it counts under, or 0 while the driver has not been entered
     */
    void running(long thread, boolean virtual, long startNanos, int query);
}
