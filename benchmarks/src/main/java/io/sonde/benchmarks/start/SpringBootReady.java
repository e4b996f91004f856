package io.sonde.benchmarks.start;

import java.util.List;

/**
 * The time from starting a JVM to the moment when a Spring Boot application (Tomcat, HikariCP, JdbcTemplate, H2) says that it has
 * started, bare and with agents, in turns; with the processor time that all of its threads have taken and what is resident then. Its schema has been made through the pool by that
 * time. Arguments as for all comparisons, behind the application's jar: see the module's README.
 */
public final class SpringBootReady {

    private static final int WARM_UP = 1;

    private SpringBootReady() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        List<String> application = List.of("-jar", all.get(0));
        List<String> figures = List.of("to ready, ms", "processor, ms", "resident, MiB");
        Comparison.parse(all.subList(1, all.size())).print(WARM_UP, figures, (home, variant) -> {
            try (MeasuredJvm jvm = MeasuredJvm.start(home, variant, application, ": Started ShopApplication in")) {
                return new double[] {jvm.millisToReady(), jvm.processorMillis(), jvm.residentMebibytes()};
            }
        });
    }
}
