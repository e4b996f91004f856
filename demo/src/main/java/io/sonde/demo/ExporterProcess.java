package io.sonde.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts the exporter with the least configuration that works. */
final class ExporterProcess {
    private ExporterProcess() {}

    static Child start(Path jar, int port, RunDirectory run, Database database) throws IOException {
        Path password = Files.writeString(run.path().resolve("sonde-password"), database.sondePassword());
        Path config = Files.writeString(run.path().resolve("sonde.yml"), """
                targets:
                  - name: shop
                    url: %s
                    username: sonde
                    password_file: '%s'
                """.formatted(database.jdbcUrl(), password));
        return Child.start(
                "exporter",
                List.of(
                        Child.java(),
                        "-Xmx128m",
                        "-jar",
                        jar.toString(),
                        "--config.file=" + config,
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                run.logs());
    }
}
