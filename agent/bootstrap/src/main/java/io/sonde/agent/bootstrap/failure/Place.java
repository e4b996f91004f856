package io.sonde.agent.bootstrap.failure;

import java.util.Locale;

/** Where in Sonde a failure was suppressed. */
public enum Place {
    WEAVE,
    CONNECT,
    PREPARE,
    EXECUTE,
    BATCH,
    RESULT,
    TRACE,
    ENGINE;

    /** The place as a label value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
