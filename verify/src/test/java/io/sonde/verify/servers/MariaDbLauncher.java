package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts the MariaDB that is installed on this machine, on a data directory of its own. */
final class MariaDbLauncher {

    private MariaDbLauncher() {}

    static DatabaseServer start() {
        Path program = Tool.named("mariadbd").program();
        Path installer = Tool.named("mariadb-install-db").program();
        try {
            Path home = Files.createTempDirectory("sonde-mariadb");
            Path data = Files.createDirectory(home.resolve("data"));
            Path log = home.resolve("log");
            String user = System.getProperty("user.name");
            DatabaseProcess.run(
                    List.of(
                            installer.toString(),
                            "--no-defaults",
                            "--user=" + user,
                            "--datadir=" + data,
                            "--skip-test-db",
                            "--auth-root-authentication-method=normal"),
                    log);
            int port = ServerProcess.freePort();
            DatabaseServer server = new DatabaseServer("mariadb", "mariadb", port, "mysql", "root", "");
            DatabaseProcess.start(
                    List.of(
                            program.toString(),
                            "--no-defaults",
                            "--user=" + user,
                            "--datadir=" + data,
                            "--port=" + port,
                            "--bind-address=127.0.0.1",
                            "--socket=" + home.resolve("socket"),
                            "--local-infile=1",
                            "--performance-schema=ON",
                            "--performance-schema-instrument=statement/%=ON",
                            "--performance-schema-consumer-statements-digest=ON",
                            "--performance-schema-digests-size=5000"),
                    log,
                    home,
                    server);
            return server;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }
}
