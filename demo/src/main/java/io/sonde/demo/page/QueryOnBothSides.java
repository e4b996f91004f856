package io.sonde.demo.page;

/**
 * One query as the application and as the database's server see it: successful executions outside batches, since both started.
 *
 * @param queryId sixteen hexadecimal digits
 * @param summary such as {@code SELECT orders}; empty if nobody said
 * @param text the redacted text; empty if nobody said
 * @param clientCalls executions as the application counts them
 * @param clientSeconds what they took, all together, as the application sees it
 * @param p50Seconds median as the application sees it
 * @param p99Seconds 99th percentile as the application sees it
 * @param serverCalls executions as the server counts them, zero if it does not report this id
 * @param serverSeconds what they took inside the server, all together
 */
public record QueryOnBothSides(
        String queryId,
        String summary,
        String text,
        double clientCalls,
        double clientSeconds,
        double p50Seconds,
        double p99Seconds,
        double serverCalls,
        double serverSeconds) {

    /** The server reports this id too. */
    public boolean matched() {
        return serverCalls > 0;
    }

    /** How far the two counts are apart, as a part of the larger: 0.01 is one percent. */
    public double difference() {
        return Math.abs(clientCalls - serverCalls) / Math.max(clientCalls, serverCalls);
    }

    /** Mean duration as the application sees it. */
    public double clientMeanSeconds() {
        return clientSeconds / clientCalls;
    }

    /** Mean duration inside the server. */
    public double serverMeanSeconds() {
        return serverSeconds / serverCalls;
    }

    /** What an execution spends between the application and the server: network, driver, planning, waiting. */
    public double gapSeconds() {
        return clientMeanSeconds() - serverMeanSeconds();
    }
}
