package io.sonde.verify.matrix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The agent beside ours, at work but silent: it instruments all it can and sends nothing anywhere. */
enum Neighbour {
    NONE("", "", "", ""),
    OPENTELEMETRY("opentelemetry-javaagent.jar", "\\[otel\\.javaagent .* INFO .*", "", """
            -Dotel.traces.exporter=none
            -Dotel.metrics.exporter=none
            -Dotel.logs.exporter=none
            """),
    /** It takes notice of JDBC only within a transaction, so it is told a method that is one. */
    ELASTIC(
            "elastic-apm-agent.jar",
            "\\[elastic-apm-agent\\] WARN Unexpected JVM command line syntax.*"
                    + "|WARNING: .*(sun\\.misc\\.Unsafe|com\\.lmax\\.disruptor).*",
            "select user()",
            """
            -Delastic.apm.disable_send=true
            -Delastic.apm.service_name=matrix
            -Delastic.apm.cloud_provider=NONE
            -Delastic.apm.central_config=false
            -Delastic.apm.log_level=ERROR
            -Delastic.apm.trace_methods=io.sonde.verify.matrix.app.Workload#run
            """),
    DATADOG(
            "dd-java-agent.jar",
            "WARNING: .*(java\\.lang\\.foreign|--enable-native-access|Restricted methods).*",
            "",
            """
            -Ddd.writer.type=TraceStructureWriter:/dev/null
            -Ddd.instrumentation.telemetry.enabled=false
            -Ddd.remote_config.enabled=false
            -Ddd.jmxfetch.enabled=false
            -Ddd.trace.startup.logs=false
            -Ddd.dbm.propagation.mode=disabled
            """),
    NEW_RELIC("newrelic-agent.jar", "-*", "", """
            -Dnewrelic.config.app_name=matrix
            -Dnewrelic.config.license_key=0000000000000000000000000000000000000000
            -Dnewrelic.config.host=127.0.0.1
            -Dnewrelic.config.port=1
            -Dnewrelic.config.log_file_path={directory}
            """);

    private final String jar;
    private final Pattern chatter;
    private final String question;
    private final String options;

    /**
     * @param chatter a regular expression of what it says on standard error where all is well
     * @param options for its JVM, each on a line
     * @param question a query of its own that it sends through the application's connections
     */
    Neighbour(String jar, String chatter, String question, String options) {
        this.jar = jar;
        this.chatter = Pattern.compile(chatter);
        this.question = question;
        this.options = options;
    }

    /** The JVM's options for both agents. */
    List<String> beside(String ours, boolean before, Path directory) {
        if (this == NONE) {
            return List.of(ours);
        }
        Path file = Path.of(System.getProperty("sonde.other.agents", "target/other-agents"), jar);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is not there; the build copies it before the integration tests");
        }
        String theirs = "-javaagent:" + file;
        List<String> all = new ArrayList<>(before ? List.of(theirs, ours) : List.of(ours, theirs));
        for (String option : options.strip().split("\n", -1)) {
            all.add(option.replace("{directory}", directory.toString()));
        }
        return all;
    }

    /** Whether it, and not the application, sends this text. */
    boolean asks(String text) {
        return !question.isEmpty() && question.equals(text);
    }

    /** Whether it is this agent's way to say this on standard error where all is well. */
    boolean says(String line) {
        return chatter.matcher(line).matches();
    }
}
