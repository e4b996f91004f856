package io.sonde.verify.servers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A streaming replica of a PostgreSQL on this machine. The binaries from Maven have no pg_basebackup, so this copies the files itself. */
public final class PostgresReplica {

    private PostgresReplica() {}

    /**
     * Starts one; it stops and is deleted when the tests end.
     *
     * @param slot the name of a replication slot that is made for it
     */
    public static DatabaseServer of(DatabaseServer primary, String slot) throws Exception {
        Path copy = Files.createDirectories(ServerProcess.emptyDirectory(slot).resolve("data"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        Path source = copyOf(primary, slot, copy);
        int port = ServerProcess.freePort();
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(
                copy.resolve("postgresql.auto.conf"), """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s application_name=%s'
                primary_slot_name = '%s'
                wal_receiver_status_interval = 1
                wal_retrieve_retry_interval = 500
                hot_standby_feedback = on
                """.formatted(primary.port(), primary.username(), slot, slot));
        String program = ProcessHandle.of(postmaster(source))
                .flatMap(process -> process.info().command())
                .orElseThrow();
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(program, "-D", copy.toString(), "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", ""));
        command.addAll(List.of(
                "-c", "max_connections=500", "-c", "shared_preload_libraries=pg_stat_statements", "-c", "fsync=off"));
        DatabaseServer replica =
                new DatabaseServer(slot, "postgresql", port, primary.database(), primary.username(), "");
        DatabaseProcess.start(command, copy.resolveSibling("log"), copy, replica);
        return replica;
    }

    private static Path copyOf(DatabaseServer primary, String slot, Path copy) throws SQLException, IOException {
        try (Connection connection = primary.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
            Path source = Path.of(one(statement, "SHOW data_directory"));
            statement.execute("SELECT pg_backup_start('" + slot + "', true)");
            copy(source, copy);
            // What the server wants its recovery to begin with.
            Files.writeString(
                    copy.resolve("backup_label"), one(statement, "SELECT labelfile FROM pg_backup_stop(false)"));
            return source;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path name = from.relativize(folder);
                if (name.startsWith("pg_replslot") && name.getNameCount() > 1) {
                    // The slots are the primary's.
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(name.toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = from.relativize(file).toString();
                if (!name.startsWith("postmaster.")) {
                    try {
                        Files.copy(file, to.resolve(name));
                    } catch (NoSuchFileException e) {
                        // Gone meanwhile; recovery copes with that.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
