package io.sonde.agent.engine.page;

/**
 * An execution that runs.
 *
 * @param thread the id of the thread that waits for it
 * @param virtual whether that is a virtual thread
 * @param startNanos when it began, by {@link System#nanoTime}
 * @param query the ordinal of what it counts under, or 0
 * @param ageNanos for how long it has been running
 */
record Execution(long thread, boolean virtual, long startNanos, int query, long ageNanos) {}
