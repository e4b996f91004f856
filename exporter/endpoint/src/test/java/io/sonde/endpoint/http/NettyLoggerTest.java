package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.sonde.endpoint.log.LogSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NettyLoggerTest {

    private final List<String> said = new ArrayList<>();

    private final LogSink sink = new LogSink() {
        @Override
        public void log(Level level, String message, @Nullable Throwable failure) {
            said.add(level + " " + message + (failure == null ? "" : " / " + failure.getMessage()));
        }

        @Override
        public boolean wants(Level level) {
            return level.compareTo(Level.INFO) >= 0;
        }
    };

    private final InternalLogger logger = new NettyLogger("x.Y", sink);

    @Test
    void everyShapeOfAMessageArrives() {
        RuntimeException failure = new RuntimeException("why");
        logger.warn("plain {}");
        logger.info("one {}.", 1);
        logger.error("two {} {}.", 1, "b");
        logger.warn("many {} {} {}.", 1, 2, 3);
        logger.warn("too few {}.", 1, 2);
        logger.warn("failed", failure);
        logger.warn("failed {}", "here", failure);
        logger.error(failure);
        logger.log(InternalLogLevel.WARN, "by level {}", 9);
        logger.trace("never");
        logger.debug("never", failure);
        logger.log(InternalLogLevel.DEBUG, "never");

        assertThat(said)
                .containsExactly(
                        "WARN x.Y: plain {}",
                        "INFO x.Y: one 1.",
                        "ERROR x.Y: two 1 b.",
                        "WARN x.Y: many 1 2 3.",
                        "WARN x.Y: too few 1.",
                        "WARN x.Y: failed / why",
                        "WARN x.Y: failed here / why",
                        "ERROR x.Y: Unexpected exception: / why",
                        "WARN x.Y: by level 9");
    }

    @Test
    void itKnowsWhatIsWanted() {
        assertThat(logger.name()).isEqualTo("x.Y");
        assertThat(logger.isTraceEnabled()).isFalse();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isEnabled(InternalLogLevel.DEBUG)).isFalse();
        assertThat(logger.isEnabled(InternalLogLevel.ERROR)).isTrue();
    }
}
