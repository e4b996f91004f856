package io.sonde.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StderrLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Mask mask = new Mask();
    private final StderrLog log = new StderrLog(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Level.INFO,
            mask,
            Clock.fixed(Instant.parse("2026-11-22T12:00:00.5Z"), ZoneOffset.UTC));

    @AfterEach
    void silence() {
        LibraryLogs.sendTo((level, message, failure) -> {});
    }

    @Test
    void oneLineForEachMessage() {
        log.log(Level.INFO, "a \"word\"\nand another", null);
        log.log(Level.DEBUG, "not wanted", null);
        log.warn("failed", new SQLException("outer", new IllegalStateException("inner")));
        assertThat(lines())
                .containsExactly(
                        "time=2026-11-22T12:00:00.500Z level=info msg=\"a \\\"word\\\"\\nand another\"",
                        "time=2026-11-22T12:00:00.500Z level=warn msg=\"failed\""
                                + " cause=\"java.sql.SQLException: outer <- java.lang.IllegalStateException: inner\"");
    }

    @Test
    void secretsAreMasked() {
        mask.hide(() -> List.of("hunter2", ""));
        log.warn("login with hunter2", new SQLException("jdbc:postgresql://db/shop?user=a&password=other&ssl=true"));
        log.warn("see postgres://sonde:third@db/shop and Password: fourth", null);
        assertThat(lines())
                .containsExactly(
                        "time=2026-11-22T12:00:00.500Z level=warn msg=\"login with ***\""
                                + " cause=\"java.sql.SQLException: jdbc:postgresql://db/shop?user=a&password=***&ssl=true\"",
                        "time=2026-11-22T12:00:00.500Z level=warn msg=\"see postgres://sonde:***@db/shop and Password: ***\"");
    }

    @Test
    void librariesSpeakThroughItAndTheirInformationIsDetail() {
        LibraryLogs.sendTo(log);
        LoggerFactory.getLogger("com.example.Pool").warn("{} is {}", "pool", "empty");
        LoggerFactory.getLogger("com.example.Pool").info("not wanted");
        Logger.getLogger("org.example").warning("of the driver");
        Logger.getLogger("org.example").info("not wanted");
        assertThat(lines())
                .containsExactly(
                        "time=2026-11-22T12:00:00.500Z level=warn msg=\"pool is empty\"",
                        "time=2026-11-22T12:00:00.500Z level=warn msg=\"of the driver\"");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
