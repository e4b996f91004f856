package io.sonde.verify.postgres;

import static io.sonde.verify.postgres.AnyPostgres.isWhole;
import static io.sonde.verify.postgres.AnyPostgres.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.exporter.ExporterProcess;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exporter on PostgreSQL as people run it in Docker, where Docker is. One version; {@code -Dsonde.containers=14,15,16,17,18}
 * names others.
 */
@Timeout(240)
final class PostgresContainerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    static IntStream versions() {
        return Arrays.stream(System.getProperty("sonde.containers", "18").split(",", -1))
                .mapToInt(Integer::parseInt);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatHoldsOnAServerHoldsOnOneInAContainer(int major, @TempDir Path folder) throws Exception {
        DatabaseServer server = Servers.postgresInContainer(major);
        AnyPostgres.fill(server);
        try (ExporterProcess exporter = ExporterProcess.start(
                folder,
                "collection: {statement_texts_interval: 0ms}\ntargets:\n"
                        + target("contained", server, server.username()))) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Exposition page = Exposition.parse(exporter.get("/metrics"));
            while (!isWhole("contained").test(page) && System.nanoTime() < deadline) {
                page = Exposition.parse(exporter.get("/metrics"));
            }
            assertThat(page.value("pg_up", "target", "contained")).isEqualTo(1);
            AnyPostgres.assertEveryCollectorReads(page, "contained", major);
            AnyPostgres.assertLikePostgresExporter(page, exporter, "contained", server);
        }
    }
}
