package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.time.Duration;

/** What a connection is for, and so how long its statements may take. */
public enum Purpose {
    SCRAPE,
    ROUND,
    /** A look each second: what takes longer than that is not worth waiting for. */
    SAMPLE;

    private static final Duration SAMPLE_TIMEOUT = Duration.ofSeconds(1);

    /** How long an answer may be late before the network is given up, beyond the server's own limit. */
    public static final Duration NETWORK_GRACE = Duration.ofSeconds(2);

    /** The longest that a statement may take. */
    public Duration statementTimeout(TargetConfig target) {
        Duration configured = target.statementTimeout();
        return this == SAMPLE && configured.compareTo(SAMPLE_TIMEOUT) > 0 ? SAMPLE_TIMEOUT : configured;
    }
}
