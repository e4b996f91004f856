package io.sonde.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporter behind a real PgBouncer, which gives each transaction another session. */
@SuppressWarnings("NullAway.Init") // Set by JUnit.
class PgBouncerTest {

    @TempDir
    private Path folder;

    /** As it comes, it refuses start-up options, whatever else it ignores; told to ignore them, it drops them without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"", "extra_float_digits", "extra_float_digits, options"})
    void eachCollectorIsHeldToItsLimitsInATransactionOfItsOwn(String ignored) throws Exception {
        String program = program();
        boolean full = "1".equals(System.getenv("SONDE_FULL"));
        assumeTrue(program != null || full, "not run: pgbouncer is not on the PATH");
        assertThat(program).as("pgbouncer on the PATH").isNotNull();
        try (TestServer server = TestServer.start()) {
            server.sql("CREATE EXTENSION pg_stat_statements");
            int port = freePort();
            Process process = start(String.valueOf(program), server.port(), port, ignored);
            try {
                awaitListening(process, port);
                String yaml = "targets:\n  - {name: shop, url: 'jdbc:postgresql://127.0.0.1:" + port
                        + "/postgres', username: sonde, password: " + TestServer.PASSWORD + "}\n";
                try (TestExporter exporter = TestExporter.start(folder, yaml)) {
                    exporter.scrape();
                    Page page = exporter.scrape();
                    assertThat(page.value("pg_up"))
                            .as(exporter.log() + Files.readString(folder.resolve("pgbouncer.log")))
                            .isEqualTo(1);
                    assertThat(page.value("pg_scrape_collector_success", "collector=\"stat_statements\""))
                            .as(exporter.log())
                            .isEqualTo(1);
                    assertThat(page.value("pg_scrape_collector_success", "collector=\"stat_database\""))
                            .isEqualTo(1);
                    // What the collector of the settings sees is what holds for its own transaction.
                    assertThat(page.value("pg_settings_transaction_read_only")).isEqualTo(1);
                    assertThat(page.value("pg_settings_lock_timeout_seconds")).isEqualTo(0.2);
                    assertThat(page.value("pg_settings_statement_timeout_seconds"))
                            .isBetween(1.0, 5.0);
                    // And nothing of it is left for the next who gets the session; what runs in the background has
                    // transactions too, for moments.
                    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                    String left = idleInTransaction(server);
                    while (!left.equals("0") && System.nanoTime() - deadline < 0) {
                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                        left = idleInTransaction(server);
                    }
                    assertThat(left).isEqualTo("0");
                }
            } finally {
                process.destroy();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static String idleInTransaction(TestServer server) throws SQLException {
        return server.ask("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'");
    }

    private Process start(String program, int serverPort, int port, String ignored) throws IOException {
        Path open = Files.createTempDirectory("sonde-pgbouncer");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(open.resolve("users.txt"), "\"sonde\" \"" + TestServer.PASSWORD + "\"\n");
        Path file = Files.writeString(open.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = plain
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 3
                ignore_startup_parameters = %s
                """.formatted(serverPort, port, users, ignored));
        List<String> command = new ArrayList<>(List.of(program));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(file.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
    }

    private void awaitListening(Process process, int port) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - until > 0) {
                    throw new IOException(Files.readString(folder.resolve("pgbouncer.log")), e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static @Nullable String program() {
        for (String place : (System.getenv("PATH") + ":/usr/sbin").split(":", -1)) {
            Path file = Path.of(place, "pgbouncer");
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        return null;
    }
}
