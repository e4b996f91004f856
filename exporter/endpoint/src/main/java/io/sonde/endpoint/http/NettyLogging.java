package io.sonde.endpoint.http;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.sonde.endpoint.log.LogSink;

/**
 * Netty's log, sent to a {@link LogSink}.
 *
 * <p>Left alone Netty looks for SLF4J, Log4j and {@code java.util.logging} in turn; the last is always there, and would be
 * initialised before the application configures it.
 */
final class NettyLogging extends InternalLoggerFactory {

    private final LogSink sink;

    private NettyLogging(LogSink sink) {
        this.sink = sink;
    }

    /** Must run before any other class of Netty is initialised: they keep the loggers that they get. */
    static void install(LogSink sink) {
        InternalLoggerFactory.setDefaultFactory(new NettyLogging(sink));
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new NettyLogger(name, sink);
    }
}
