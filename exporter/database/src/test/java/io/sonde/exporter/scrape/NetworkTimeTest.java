package io.sonde.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.TargetConfig;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which time-outs a connection is given, in milliseconds. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class NetworkTimeTest {

    private final List<Integer> given = new ArrayList<>();
    private TargetConfig config;

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("sonde.yml"),
                "targets: [{name: shop, url: 'jdbc:postgresql://127.0.0.1/shop', statement_timeout: 60s}]\n");
        config = new ExporterConfigReader(Map.of()).read(file).targets().get(0);
    }

    private NetworkTime of(int own, boolean supported) {
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!supported) {
                        throw new SQLFeatureNotSupportedException(method.getName());
                    }
                    if (method.getName().equals("getNetworkTimeout")) {
                        return own;
                    }
                    given.add((Integer) arguments[1]);
                    return null;
                });
        return new NetworkTime(connection, config, Purpose.SCRAPE);
    }

    private static long in(int seconds) {
        return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void anAnswerIsWaitedForUntilALittleAfterTheScrape() {
        NetworkTime time = of(62_000, true);
        time.limit(in(100));
        assertThat(given).isEmpty();
        time.limit(in(20));
        assertThat(given).singleElement().satisfies(millis -> assertThat(millis).isBetween(12_000, 22_000));
    }

    @Test
    void whoWaitsLongerGetsTheDriversOwnTimeBack() {
        NetworkTime time = of(62_000, true);
        time.limit(in(0));
        time.limit(in(100));
        assertThat(given).containsExactly(2_000, 62_000);
    }

    @Test
    void theDriversOwnTimeIsNotMadeLonger() {
        of(1_000, true).limit(in(20));
        of(0, true).limit(in(0));
        assertThat(given).containsExactly(1_000, 2_000);
    }

    @Test
    void aDriverThatHasNoSuchThingIsLeftAlone() {
        NetworkTime time = of(0, false);
        time.limit(in(20));
        time.limit(in(100));
        assertThat(given).isEmpty();
    }
}
