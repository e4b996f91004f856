package io.sonde.endpoint.micrometer;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import io.sonde.endpoint.log.LogSink;

/**
 * Micrometer's log, sent to a {@link LogSink}. Left alone Micrometer takes SLF4J, or initialises
 * {@code java.util.logging} before the application configures it.
 */
public final class MicrometerLogging extends InternalLoggerFactory {

    private final LogSink sink;

    private MicrometerLogging(LogSink sink) {
        this.sink = sink;
    }

    /** Must run before any other class of Micrometer is initialised: they keep the loggers that they get. */
    public static void install(LogSink sink) {
        InternalLoggerFactory.setDefaultFactory(new MicrometerLogging(sink));
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new MicrometerLogger(name, sink);
    }
}
