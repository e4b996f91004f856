package io.sonde.benchmarks.start;

import java.util.List;

/**
 * The time from starting a JVM to the first statement of {@code main}, bare and with agents, in turns. Arguments as for all comparisons: see
 * the module's README.
 */
public final class TimeToMain {

    private static final int WARM_UP = 3;

    private TimeToMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> hello = MeasuredJvm.application(Hello.class);
        Comparison.parse(List.of(arguments)).print(WARM_UP, List.of("to main, ms"), (home, variant) -> {
            try (MeasuredJvm jvm = MeasuredJvm.start(home, variant, hello, Hello.READY)) {
                return new double[] {jvm.millisToReady()};
            }
        });
    }
}
