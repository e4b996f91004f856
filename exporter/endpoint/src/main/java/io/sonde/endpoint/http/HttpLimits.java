package io.sonde.endpoint.http;

import java.time.Duration;

/**
 * How much an endpoint takes.
 *
 * @param connections at a time; one more is answered 503 and closed
 * @param workers threads that answer pages, beside the one that reads and writes
 * @param exchanges answers being made or sent at a time, quick pages apart; one more is answered 503
 * @param answerBytes of answers that were made and are not sent yet, quick pages apart; one more is answered 503, unless it is the only one
 * @param lineBytes longest request line
 * @param headerBytes longest header section
 * @param bodyBytes longest request body, which is read and forgotten
 * @param requestTime for a request to arrive, from its first byte to its last
 * @param idleTime between two requests of a connection
 * @param writeTime for the client to take some more of an answer
 */
public record HttpLimits(
        int connections,
        int workers,
        int exchanges,
        long answerBytes,
        int lineBytes,
        int headerBytes,
        int bodyBytes,
        Duration requestTime,
        Duration idleTime,
        Duration writeTime) {

    private static final long ANSWER_BYTES = 64L << 20;

    public HttpLimits {
        if (connections < 1 || workers < 1 || exchanges < workers) {
            throw new IllegalArgumentException("at least one connection and worker, and an exchange for each worker");
        }
    }

    /** Suits one or two Prometheus servers and some people. Prometheus closes idle connections after five minutes itself. */
    public static HttpLimits standard() {
        return numbers(128, 3, 8);
    }

    /**
     * Suits Prometheus servers that scrape hundreds of targets, for each of which they keep a connection. A worker waits for its target: so
     * many may be those that do not answer, while the others get theirs at once.
     */
    public static HttpLimits manyTargets() {
        return numbers(2048, 64, 512);
    }

    private static HttpLimits numbers(int connections, int workers, int exchanges) {
        return new HttpLimits(
                connections,
                workers,
                exchanges,
                ANSWER_BYTES,
                8192,
                16384,
                65536,
                Duration.ofSeconds(10),
                Duration.ofMinutes(6),
                Duration.ofSeconds(20));
    }
}
