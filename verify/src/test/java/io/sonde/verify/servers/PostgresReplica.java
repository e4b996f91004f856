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

/** A streaming replica of a PostgreSQL on this machine. The binaries from Maven have no pg_basebackup, so this copies the files itself. */
public final class PostgresReplica {

    private PostgresReplica() {}

    /**
     * Starts one; it stops and is deleted when the tests end.
     *
     * @param slot the name of a replication slot that is made for it
     */
    public static DatabaseServer of(DatabaseServer primary, String slot) throws Exception {
        PostgresNode node = node(primary, slot);
        node.start();
        return node.server();
    }

    /** Likewise, not started yet. */
    public static PostgresNode node(DatabaseServer primary, String slot) throws Exception {
        Path copy = Files.createDirectories(ServerProcess.emptyDirectory(slot).resolve("data"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        Path source = copyOf(primary, slot, copy);
        String program = ProcessHandle.of(PostgresNode.postmaster(source))
                .flatMap(process -> process.info().command())
                .orElseThrow();
        int port = ServerProcess.freePort();
        DatabaseServer replica =
                new DatabaseServer(slot, "postgresql", port, primary.database(), primary.username(), "");
        PostgresNode node = new PostgresNode(program, copy, replica);
        node.follow(primary, slot);
        return node;
    }

    private static Path copyOf(DatabaseServer primary, String slot, Path copy) throws SQLException, IOException {
        try (Connection connection = primary.connect("");
                Statement statement = connection.createStatement()) {
            Path source = Path.of(one(statement, "SHOW data_directory"));
            if (!Files.isReadable(source)) {
                throw Servers.missing(
                        "the files of " + primary.name() + " are not on this machine, so it has no replica");
            }
            statement.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
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

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
