package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Starts a MySQL that lives in a root directory of its own, which needs the rights of root. */
final class MySqlLauncher {

    private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";

    private MySqlLauncher() {}

    static DatabaseServer start() {
        String root = System.getenv("SONDE_MYSQL_ROOT");
        if (root == null || !Files.isExecutable(Path.of(root, "usr/sbin/mysqld"))) {
            throw Servers.missing("SONDE_MYSQL_ROOT names no directory with a MySQL server");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Servers.missing("MySQL in a root directory of its own can only be started by root");
        }
        try {
            Path home = Files.createTempDirectory(Path.of(root), "sonde-mysql");
            String inside = "/" + home.getFileName();
            Path log = home.resolve("log");
            List<String> command = List.of("chroot", root, "mysqld", "--no-defaults", "--user=root");
            String data = "--datadir=" + inside + "/data";
            DatabaseProcess.run(with(command, "--initialize-insecure", data), log);
            int port = ServerProcess.freePort();
            DatabaseServer server = new DatabaseServer("mysql", "mysql", port, "mysql", "root", OPTIONS);
            List<String> start = with(
                    command,
                    data,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--mysqlx=OFF",
                    "--secure-file-priv=NULL",
                    "--skip-log-bin",
                    "--socket=" + inside + "/socket");
            DatabaseProcess.start(start, log, home, server);
            return server;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MySQL did not start", e);
        }
    }

    private static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), List.of(more).stream()).toList();
    }
}
