package io.sonde.verify.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Starts PostgreSQL from a Docker image, through Testcontainers. The image is the registry's, or one that was made on this machine
 * under its name, see {@code src/test/sh/postgres-image.sh}. The container goes when the tests end.
 */
final class ContainerLauncher {

    private static final String SUPERUSER = "postgres";

    private ContainerLauncher() {}

    // Stopped at the JVM's exit.
    @SuppressWarnings("resource")
    static DatabaseServer postgres(int major) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw Servers.missing("Docker does not answer");
        }
        String image = "postgres:" + major;
        PostgreSQLContainer container = new PostgreSQLContainer(image)
                .withUsername(SUPERUSER)
                .withDatabaseName("postgres")
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                .withCommand(
                        "postgres",
                        "-c",
                        "shared_preload_libraries=pg_stat_statements",
                        "-c",
                        "pg_stat_statements.max=10000",
                        "-c",
                        "pg_stat_statements.track=all",
                        "-c",
                        "fsync=off");
        try {
            container.start();
        } catch (ContainerFetchException e) {
            throw Servers.missing("Docker has no image " + image + ": " + e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop-" + image));
        DatabaseServer server = new DatabaseServer(
                "postgresql-" + major, "postgresql", container.getFirstMappedPort(), "postgres", SUPERUSER, "");
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_stat_statements");
        } catch (SQLException e) {
            throw new IllegalStateException(image + " does not answer", e);
        }
        return server;
    }
}
