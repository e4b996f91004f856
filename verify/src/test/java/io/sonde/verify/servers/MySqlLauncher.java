package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts MySQL servers, each on a data directory of its own. Any thread may call it. */
final class MySqlLauncher {

    private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";

    /** Made once of each version, since that takes as long as all else; each server gets a copy. */
    private static final Map<MySqlProgram, Path> FRESH_DATA = new HashMap<>();

    private MySqlLauncher() {}

    static DatabaseServer start(MySqlProgram program, String name, List<String> options) {
        try {
            Path home = Files.createTempDirectory(program.folder(), "sonde-" + name);
            String inside = program.inside(home);
            Path log = home.resolve("log");
            DatabaseProcess.run(
                    List.of(
                            "cp",
                            "-a",
                            freshData(program).toString(),
                            home.resolve("data").toString()),
                    log);
            // It would be the same server to a replica.
            Files.deleteIfExists(home.resolve("data/auto.cnf"));
            int port = ServerProcess.freePort();
            DatabaseServer server = new DatabaseServer(name, "mysql", port, "mysql", "root", OPTIONS);
            List<String> start = with(
                    program,
                    "--datadir=" + inside + "/data",
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--mysqlx=OFF",
                    "--secure-file-priv=NULL",
                    "--socket=" + inside + "/socket",
                    "--pid-file=" + inside + "/pid");
            start.addAll(options);
            DatabaseProcess.start(start, log, home, server);
            return server;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("MySQL did not start", e);
        }
    }

    private static synchronized Path freshData(MySqlProgram program) throws IOException, InterruptedException {
        Path data = FRESH_DATA.get(program);
        if (data == null) {
            Path home = Files.createTempDirectory(program.folder(), "sonde-mysql-data");
            DatabaseProcess.deleteAtExit(home);
            data = home.resolve("data");
            DatabaseProcess.run(
                    with(program, "--initialize-insecure", "--datadir=" + program.inside(home) + "/data"),
                    home.resolve("log"));
            FRESH_DATA.put(program, data);
        }
        return data;
    }

    /** Nobody needs its data after a crash, so it need not wait for the disk. */
    private static List<String> with(MySqlProgram program, String... more) {
        List<String> all = new ArrayList<>(program.command());
        all.addAll(List.of("--no-defaults", "--user=" + System.getProperty("user.name")));
        all.add("--innodb-flush-method=nosync");
        all.addAll(List.of(more));
        return all;
    }
}
