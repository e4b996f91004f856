package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.jdk.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A complete Spring Boot application, in its executable jar: Tomcat, HikariCP, JdbcTemplate, H2. */
final class AgentSpringBootIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void eachQueryCountsOnceAndNothingIsSaid(int version) throws Exception {
        int port = AgentRun.freePort();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        List.of("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port),
                        List.of("-jar", application()),
                        "--visits=5")
                .succeeded();
        assertThat(run.output())
                .contains("answer: {\"ID\":1,\"CUSTOMER\":\"Ada\",\"VIEWS\":3}")
                .contains("answer: {\"ID\":2,\"CUSTOMER\":\"Grace\",\"VIEWS\":2}");
        // What the JDK itself says of Tomcat's native methods.
        assertThat(run.ownError().lines().filter(line -> !line.startsWith("WARNING: ")))
                .isEmpty();
        assertThat(AgentJdbcIT.counts(run, "db_namespace=\"boot\",db_system_name=\"h2database\""))
                .containsExactlyInAnyOrder("CREATE 1", "INSERT 1", "UPDATE 5", "SELECT 5");
        assertThat(run.series("sonde_query_info{"))
                .hasSize(4)
                .anyMatch(line -> line.contains("select id, customer, views from orders where id = ?"));
        assertThat(run.page()).contains("jvm_memory_used_bytes{area=\"heap\"", "process_uptime_seconds ");
        assertThat(run.series("sonde_agent_unwoven_classes_total")).hasSize(2).allMatch(line -> line.endsWith(" 0.0"));
        run.withoutSuppressedFailures();
    }

    private static String application() {
        return Path.of(System.getProperty("sonde.root"), "verify/spring-boot/target/application-exec.jar")
                .toString();
    }
}
