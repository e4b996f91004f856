package io.sonde.endpoint.micrometer;

import io.micrometer.common.util.internal.logging.AbstractInternalLogger;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.log.LogSink.Level;
import io.sonde.endpoint.log.SinkLogger;
import org.jspecify.annotations.Nullable;

/** Micrometer's logger interface, in front of a {@link LogSink}. Spelled out: a dynamic proxy would have its class made while the agent starts. */
final class MicrometerLogger extends AbstractInternalLogger {

    private static final long serialVersionUID = 1;

    private final transient SinkLogger logger;

    MicrometerLogger(String name, LogSink sink) {
        super(name);
        this.logger = new SinkLogger(name, sink);
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.wants(Level.DEBUG);
    }

    @Override
    public void trace(@Nullable String message) {
        logger.say(Level.DEBUG, message);
    }

    @Override
    public void trace(@Nullable String format, @Nullable Object value) {
        logger.say(Level.DEBUG, format, value);
    }

    @Override
    public void trace(@Nullable String format, @Nullable Object some, @Nullable Object more) {
        logger.say(Level.DEBUG, format, some, more);
    }

    @Override
    public void trace(@Nullable String format, @Nullable Object... values) {
        logger.say(Level.DEBUG, format, values);
    }

    @Override
    public void trace(@Nullable String message, @Nullable Throwable failure) {
        logger.say(Level.DEBUG, message, failure);
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.wants(Level.DEBUG);
    }

    @Override
    public void debug(@Nullable String message) {
        logger.say(Level.DEBUG, message);
    }

    @Override
    public void debug(@Nullable String format, @Nullable Object value) {
        logger.say(Level.DEBUG, format, value);
    }

    @Override
    public void debug(@Nullable String format, @Nullable Object some, @Nullable Object more) {
        logger.say(Level.DEBUG, format, some, more);
    }

    @Override
    public void debug(@Nullable String format, @Nullable Object... values) {
        logger.say(Level.DEBUG, format, values);
    }

    @Override
    public void debug(@Nullable String message, @Nullable Throwable failure) {
        logger.say(Level.DEBUG, message, failure);
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.wants(Level.INFO);
    }

    @Override
    public void info(@Nullable String message) {
        logger.say(Level.INFO, message);
    }

    @Override
    public void info(@Nullable String format, @Nullable Object value) {
        logger.say(Level.INFO, format, value);
    }

    @Override
    public void info(@Nullable String format, @Nullable Object some, @Nullable Object more) {
        logger.say(Level.INFO, format, some, more);
    }

    @Override
    public void info(@Nullable String format, @Nullable Object... values) {
        logger.say(Level.INFO, format, values);
    }

    @Override
    public void info(@Nullable String message, @Nullable Throwable failure) {
        logger.say(Level.INFO, message, failure);
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.wants(Level.WARN);
    }

    @Override
    public void warn(@Nullable String message) {
        logger.say(Level.WARN, message);
    }

    @Override
    public void warn(@Nullable String format, @Nullable Object value) {
        logger.say(Level.WARN, format, value);
    }

    @Override
    public void warn(@Nullable String format, @Nullable Object some, @Nullable Object more) {
        logger.say(Level.WARN, format, some, more);
    }

    @Override
    public void warn(@Nullable String format, @Nullable Object... values) {
        logger.say(Level.WARN, format, values);
    }

    @Override
    public void warn(@Nullable String message, @Nullable Throwable failure) {
        logger.say(Level.WARN, message, failure);
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.wants(Level.ERROR);
    }

    @Override
    public void error(@Nullable String message) {
        logger.say(Level.ERROR, message);
    }

    @Override
    public void error(@Nullable String format, @Nullable Object value) {
        logger.say(Level.ERROR, format, value);
    }

    @Override
    public void error(@Nullable String format, @Nullable Object some, @Nullable Object more) {
        logger.say(Level.ERROR, format, some, more);
    }

    @Override
    public void error(@Nullable String format, @Nullable Object... values) {
        logger.say(Level.ERROR, format, values);
    }

    @Override
    public void error(@Nullable String message, @Nullable Throwable failure) {
        logger.say(Level.ERROR, message, failure);
    }
}
