package io.sonde.verify.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MySQL's server as it is installed somewhere.
 *
 * @param command how it is started
 * @param folder where its data directories are made
 * @param inRoot whether it sees the folder as its root directory
 */
record MySqlProgram(List<String> command, Path folder, boolean inRoot) {

    /** The newest one, which lives in a root directory of its own and thus needs the rights of root. */
    static MySqlProgram newest() {
        Path root = root("usr/sbin/mysqld");
        return new MySqlProgram(List.of("chroot", root.toString(), "mysqld"), root, true);
    }

    /** MySQL 8.0, unpacked into the directory that {@code SONDE_MYSQL8_HOME} names, see {@code .ci/run}. */
    static MySqlProgram version8() {
        String home = System.getenv("SONDE_MYSQL8_HOME");
        if (home == null || !Files.isExecutable(Path.of(home, "bin/mysqld"))) {
            throw Servers.missing("SONDE_MYSQL8_HOME names no directory with bin/mysqld");
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return new MySqlProgram(List.of(home + "/bin/mysqld"), folder, false);
    }

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

    /** The path of one of its directories as the server sees it. */
    String inside(Path home) {
        return inRoot ? "/" + home.getFileName() : home.toString();
    }
}
