package io.sonde.verify.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The agent beside ours, at work but silent: it instruments all it can and sends it to nobody but the test, if anywhere. */
enum Neighbour {
    NONE("", "", "", ""),
    OPENTELEMETRY("opentelemetry-javaagent.jar", "\\[otel\\.javaagent .* INFO .*", "", """
            -Dotel.traces.exporter=otlp
            -Dotel.exporter.otlp.protocol=http/protobuf
            -Dotel.exporter.otlp.endpoint=http://127.0.0.1:{intake}
            -Dotel.bsp.schedule.delay=200
            -Dneighbour.reported=http://127.0.0.1:{intake}/seen
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
            -Delastic.apm.server_url=http://127.0.0.1:{intake}
            -Delastic.apm.api_request_time=200ms
            -Dneighbour.reported=http://127.0.0.1:{intake}/seen
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
            -Ddd.writer.type=TraceStructureWriter:{directory}/spans:includeresource
            -Ddd.instrumentation.telemetry.enabled=false
            -Ddd.remote_config.enabled=false
            -Ddd.jmxfetch.enabled=false
            -Ddd.trace.startup.logs=false
            -Ddd.dbm.propagation.mode=disabled
            """),
    /** It takes notice of JDBC only within a transaction too. It would not start with a key that is a number. */
    NEW_RELIC("newrelic-agent.jar", "-*", "", """
            -Dnewrelic.config.app_name=matrix
            -Dnewrelic.config.license_key=abababababababababababababababababababab
            -Dnewrelic.config.host=127.0.0.1
            -Dnewrelic.config.port=1
            -Dnewrelic.config.log_file_path={directory}
            -Dnewrelic.config.log_level=fine
            -Dnewrelic.config.extensions.dir={directory}
            """);

    /** How a text begins that the application executes in each chain. */
    static final String CALL = "select name from t";

    /** New Relic's agent tells its server alone what it has seen, and that only over TLS. So it is held to what it says of itself. */
    private static final Pattern WOVEN = Pattern.compile("weaved target \\S*AppClassLoader\\S*-\\S*PreparedStatement");

    private static final Pattern TRANSACTION = Pattern.compile("FINE: create Transaction ");

    private static final String EXTENSION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <extension xmlns="https://newrelic.com/docs/java/xsd/v1.0" name="matrix" version="1.0" enabled="true">
              <instrumentation>
                <pointcut transactionStartPoint="true">
                  <className>io.sonde.verify.matrix.app.Workload</className>
                  <method><name>run</name></method>
                </pointcut>
              </instrumentation>
            </extension>
            """;

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

    /**
     * The JVM's options for both agents.
     *
     * @param intake the port of an {@link Intake} that looks for {@link #CALL}
     */
    List<String> beside(String ours, boolean before, Path directory, int intake) throws IOException {
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
            all.add(option.replace("{directory}", directory.toString()).replace("{intake}", Integer.toString(intake)));
        }
        if (this == NEW_RELIC) {
            Files.writeString(directory.resolve("matrix.xml"), EXTENSION);
        }
        return all;
    }

    /** Whether it has taken notice of the application's calls of its database. One that is not at work proves nothing. */
    boolean hasSeenCalls(Path directory, Intake intake) throws IOException {
        return switch (this) {
            case NONE -> true;
            case OPENTELEMETRY, ELASTIC -> intake.hasSeen();
            case DATADOG -> written(directory.resolve("spans")).contains(".query:" + CALL);
            case NEW_RELIC -> {
                String log = written(directory.resolve("newrelic_agent.log"));
                yield WOVEN.matcher(log).find() && TRANSACTION.matcher(log).find();
            }
        };
    }

    /**
     * Whether it works on that JDK at all. New Relic's 8.19 does not start on JDK 25, whose classes it cannot read either when it is told
     * to try.
     */
    boolean worksOn(int jdk) {
        return this != NEW_RELIC || jdk < 25;
    }

    private static String written(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
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
