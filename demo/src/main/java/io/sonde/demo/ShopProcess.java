package io.sonde.demo;

import io.sonde.demo.shop.ShopMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the shop in a JVM of its own, whose class path holds what the shop needs and nothing of Sonde's. */
final class ShopProcess {
    /** A class of each jar that the class path consists of. */
    private static final List<String> NEEDS = List.of(
            ShopMain.class.getName(),
            "com.zaxxer.hikari.HikariDataSource",
            "org.postgresql.Driver",
            "org.slf4j.LoggerFactory",
            "org.slf4j.simple.SimpleServiceProvider",
            "io.prometheus.client.Counter",
            "io.prometheus.client.exemplars.tracer.common.SpanContextSupplier",
            "io.prometheus.client.exemplars.tracer.otel.OpenTelemetrySpanContextSupplier",
            "io.prometheus.client.exemplars.tracer.otel_agent.OpenTelemetryAgentSpanContextSupplier");

    private ShopProcess() {}

    static Child start(int port, Database database, List<String> jvmOptions, RunDirectory run) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Child.java());
        command.add("-Xmx256m");
        command.addAll(jvmOptions);
        command.addAll(List.of("-classpath", classPath(), ShopMain.class.getName()));
        return Child.start(
                "shop",
                command,
                Map.of(
                        "SHOP_PORT", Integer.toString(port),
                        "SHOP_JDBC_URL", database.jdbcUrl(),
                        "SHOP_DB_USER", "shop",
                        "SHOP_DB_PASSWORD", database.shopPassword()),
                run.logs());
    }

    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        try {
            for (String each : NEEDS) {
                entries.add(Path.of(Class.forName(each)
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            }
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IOException("the shop's class path is incomplete", e);
        }
        return String.join(File.pathSeparator, entries);
    }
}
