package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.log.LogSink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An endpoint that nobody asks needs no processor. */
@EnabledOnOs(OS.LINUX)
class IdleEndpointTest {

    private static final int LOOKS = 5;
    private static final long LOOK_SECONDS = 3;

    @Test
    void nobodyWakesAThreadThatNobodyAsks() throws Exception {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, true, HttpLimits.standard());
        HttpEndpoint endpoint = HttpEndpoint.start(settings, List.of(StubPage.quick("/quick")), LogSink.SILENT);
        try {
            try (RawClient client = new RawClient(endpoint.port())) {
                assertThat(client.request("GET", "/quick").answer().status()).isEqualTo(200);
            }
            List<Long> wakeUps = new ArrayList<>();
            for (int look = 0; look < LOOKS && !wakeUps.contains(0L); look++) {
                long before = sleeps();
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                wakeUps.add(sleeps() - before);
            }
            assertThat(wakeUps).as("in %d seconds each", LOOK_SECONDS).contains(0L);
        } finally {
            endpoint.close();
        }
    }

    /** How often the threads that read and write have gone to sleep so far, by Linux. */
    private static long sleeps() throws IOException {
        long sum = 0;
        int threads = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith("sonde-http-io")) {
                    threads++;
                    sum += Files.readAllLines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                            .mapToLong(line -> Long.parseLong(
                                    line.substring(line.indexOf(':') + 1).trim()))
                            .sum();
                }
            }
        }
        assertThat(threads).isPositive();
        return sum;
    }
}
