package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts MariaDB servers, each on a data directory of its own: of this machine, or of a root directory beside MySQL. */
final class MariaDbLauncher {

    private MariaDbLauncher() {}

    /** The one that is installed on this machine. */
    static DatabaseServer start(String name, List<String> options) {
        Path installer = Tool.named("mariadb-install-db").program();
        Path program = Tool.named("mariadbd").program();
        try {
            Path home = Files.createTempDirectory("sonde-" + name);
            return start(
                    name,
                    home,
                    home.toString(),
                    List.of(installer.toString(), "--no-defaults"),
                    List.of(program.toString()),
                    options);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }

    /** The one in MySQL's root directory. */
    static DatabaseServer startNewest(String name, List<String> options) {
        Path root = MySqlProgram.root("usr/sbin/mariadbd");
        try {
            Path home = Files.createTempDirectory(root, "sonde-" + name);
            List<String> change = List.of("chroot", root.toString());
            // Its installer looks for the host's name, which a root directory need not know.
            List<String> installer = with(change, "mariadb-install-db", "--no-defaults", "--force");
            return start(name, home, "/" + home.getFileName(), installer, with(change, "mariadbd"), options);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }

    /** @param inside the path of {@code home} as the server sees it */
    private static DatabaseServer start(
            String name, Path home, String inside, List<String> installer, List<String> program, List<String> options)
            throws IOException, InterruptedException {
        Path log = home.resolve("log");
        String user = "--user=" + System.getProperty("user.name");
        String data = "--datadir=" + inside + "/data";
        DatabaseProcess.run(
                with(installer, user, data, "--skip-test-db", "--auth-root-authentication-method=normal"), log);
        int port = ServerProcess.freePort();
        DatabaseServer server = new DatabaseServer(name, "mariadb", port, "mysql", "root", "");
        List<String> command = with(
                program,
                "--no-defaults",
                user,
                data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + inside + "/socket",
                "--local-infile=1");
        command.addAll(options);
        DatabaseProcess.start(command, log, home, server);
        return server;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }
}
