package io.sonde.agent.bootstrap.trace;

/**
 * One execution, and the span it was in.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param nanos how long it took
 * @param epochMillis when it ended
 */
public record Exemplar(String traceId, String spanId, long nanos, long epochMillis) {}
