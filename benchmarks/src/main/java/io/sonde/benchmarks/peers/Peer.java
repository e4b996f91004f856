package io.sonde.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that measures JDBC calls.
 *
 * @param name as the table shows it
 * @param options what the JVM is given so that it runs; published with the table
 * @param page the URL of its metrics, or empty
 */
record Peer(String name, List<String> options, String page) {

    private static final String BENCHMARK = "io.sonde.benchmarks.jdbc.JdbcBenchmark";

    static final Peer BARE = new Peer("bare", List.of(), "");
    static final String SONDE = "Sonde";
    static final String OPENTELEMETRY = "OpenTelemetry";
    /** A benchmark keeps its processors busy; without this the page would come in the midst of it. */
    static final String AT_ONCE = "start.wait=0s,";

    /** OpenTelemetry's agent with all that it instruments by default costs the same per call and starts later; only JDBC is on. */
    static Peer openTelemetry(Path jar, int port) {
        List<String> options = new ArrayList<>(List.of(
                "-javaagent:" + jar,
                "-Dotel.traces.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.metrics.exporter=prometheus",
                "-Dotel.exporter.prometheus.host=127.0.0.1",
                "-Dotel.exporter.prometheus.port=" + port,
                "-Dotel.semconv-stability.opt-in=database",
                "-Dotel.instrumentation.common.default-enabled=false",
                "-Dotel.instrumentation.jdbc.enabled=true",
                "-Dotel.instrumentation.hikaricp.enabled=true"));
        return new Peer(OPENTELEMETRY, options, "http://127.0.0.1:" + port + "/metrics");
    }

    static Peer sonde(Path jar, int port) {
        return new Peer(
                SONDE,
                List.of("-javaagent:" + jar + "=host=127.0.0.1," + AT_ONCE + "port=" + port),
                "http://127.0.0.1:" + port + "/metrics");
    }

    /** Told which classes are a driver's, as it knows drivers by name; a call of the benchmark is a request. */
    static Peer datadog(Path jar, int sinkPort) {
        List<String> options = List.of(
                "-javaagent:" + jar,
                "-Ddd.service=stub",
                "-Ddd.trace.agent.url=http://127.0.0.1:" + sinkPort,
                "-Ddd.trace.jdbc.connection.class.name=io.sonde.benchmarks.jdbc.StubConnection",
                "-Ddd.trace.jdbc.prepared.statement.class.name=io.sonde.benchmarks.jdbc.StubPreparedStatement",
                "-Ddd.trace.methods=" + BENCHMARK + "[*]",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_configuration.enabled=false");
        return new Peer("Datadog", options, "");
    }

    /** Measures inside transactions: a call of the benchmark is one. */
    static Peer elastic(Path jar, int sinkPort) {
        List<String> options = List.of(
                "-javaagent:" + jar,
                "-Delastic.apm.service_name=stub",
                "-Delastic.apm.server_url=http://127.0.0.1:" + sinkPort,
                "-Delastic.apm.trace_methods=" + BENCHMARK + "#*",
                "-Delastic.apm.central_config=false",
                "-Delastic.apm.cloud_provider=NONE",
                "-Delastic.apm.log_level=WARN");
        return new Peer("Elastic", options, "");
    }

    /** Measures inside transactions: a call of the benchmark is one, which the extension file says. Its collector is not reached. */
    static Peer newRelic(Path jar, Path extensions, Path logs) {
        List<String> options = List.of(
                "-javaagent:" + jar,
                "-Dnewrelic.config.license_key=" + "ab".repeat(20),
                "-Dnewrelic.config.app_name=stub",
                "-Dnewrelic.config.host=127.0.0.1",
                "-Dnewrelic.config.port=1",
                "-Dnewrelic.config.extensions.dir=" + extensions,
                "-Dnewrelic.config.log_file_path=" + logs);
        return new Peer("New Relic", options, "");
    }

    static Peer wrapper(String name) {
        return new Peer(name, List.of("-Dsonde.benchmark.wrapper=" + name), "");
    }

    /** Whether this is the driver alone. */
    boolean isBare() {
        return options.isEmpty();
    }

    /** Whether this is a JVM's agent, and so costs something before the first call too. */
    boolean isAgent() {
        return !options.isEmpty() && options.get(0).startsWith("-javaagent:");
    }
}
