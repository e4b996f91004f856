package io.sonde.verify.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Options for a JVM in which pools, drivers and wrappers say nothing below a warning. */
final class JvmOptions {

    private JvmOptions() {}

    static List<String> quiet(Path directory) throws IOException {
        Path logging = Files.writeString(directory.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                .level=WARNING
                """);
        return List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                // Other agents leave jars there.
                "-Djava.io.tmpdir=" + directory,
                "-Djava.util.logging.config.file=" + logging,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                // Writes each error that the server answers with, the expected ones too.
                "-Dorg.slf4j.simpleLogger.log.org.mariadb.jdbc.message.server.ErrorPacket=off",
                // Misses a user and a password, which the data source that it is given does not need.
                "-Dorg.slf4j.simpleLogger.log.org.vibur.dbcp.ViburDBCPDataSource=error",
                "-Dp6spy.config.appender=com.p6spy.engine.spy.appender.FileLogger",
                "-Dp6spy.config.logfile=" + directory.resolve("spy.log"));
    }
}
