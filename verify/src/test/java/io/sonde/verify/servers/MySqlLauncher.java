package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts MySQL servers that live in a root directory of their own, which needs the rights of root. */
final class MySqlLauncher {

    private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";

    /** Made once, since that takes as long as all else; each server gets a copy. */
    private static @Nullable Path freshData;

    private MySqlLauncher() {}

    /** The root directory, which must have this program. */
    static Path root(String program) {
        String root = System.getenv("SONDE_MYSQL_ROOT");
        if (root == null || !Files.isExecutable(Path.of(root, program))) {
            throw Servers.missing("SONDE_MYSQL_ROOT names no directory with " + program);
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Servers.missing("a server in a root directory of its own can only be started by root");
        }
        return Path.of(root);
    }

    static DatabaseServer start(String name, List<String> options) {
        Path root = root("usr/sbin/mysqld");
        try {
            Path home = Files.createTempDirectory(root, "sonde-" + name);
            String inside = "/" + home.getFileName();
            Path log = home.resolve("log");
            DatabaseProcess.run(
                    List.of(
                            "cp",
                            "-a",
                            freshData(root).toString(),
                            home.resolve("data").toString()),
                    log);
            // It would be the same server to a replica.
            Files.deleteIfExists(home.resolve("data/auto.cnf"));
            int port = ServerProcess.freePort();
            DatabaseServer server = new DatabaseServer(name, "mysql", port, "mysql", "root", OPTIONS);
            List<String> start = with(
                    command(root),
                    "--datadir=" + inside + "/data",
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--mysqlx=OFF",
                    "--secure-file-priv=NULL",
                    "--socket=" + inside + "/socket");
            start.addAll(options);
            DatabaseProcess.start(start, log, home, server);
            return server;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MySQL did not start", e);
        }
    }

    private static synchronized Path freshData(Path root) throws IOException, InterruptedException {
        Path data = freshData;
        if (data == null) {
            Path home = Files.createTempDirectory(root, "sonde-mysql-data");
            DatabaseProcess.deleteAtExit(home);
            data = home.resolve("data");
            DatabaseProcess.run(
                    with(command(root), "--initialize-insecure", "--datadir=/" + home.getFileName() + "/data"),
                    home.resolve("log"));
            freshData = data;
        }
        return data;
    }

    /** Nobody needs its data after a crash, so it need not wait for the disk. */
    private static List<String> command(Path root) {
        return List.of(
                "chroot", root.toString(), "mysqld", "--no-defaults", "--user=root", "--innodb-flush-method=nosync");
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }
}
