package io.sonde.benchmarks.start;

import java.util.List;

/**
 * What is resident of an application that has started and waits, bare and with agents, in turns; after a scrape, where a variant serves a page.
 * Threads and loaded classes beside it. Linux only. Arguments as for all comparisons: see the module's README.
 */
public final class ResidentMemory {

    private ResidentMemory() {}

    public static void main(String[] arguments) throws Exception {
        List<String> hello = MeasuredJvm.application(Hello.class);
        List<String> figures = List.of("resident, MiB", "after a scrape, MiB", "threads", "classes");
        Comparison.parse(List.of(arguments)).print(0, figures, (home, variant) -> {
            try (MeasuredJvm jvm = MeasuredJvm.start(home, variant, hello, Hello.READY)) {
                jvm.settle();
                double before = jvm.residentMebibytes();
                if (variant.servesPage()) {
                    jvm.scrape();
                    jvm.settle();
                }
                return new double[] {before, jvm.residentMebibytes(), jvm.threads(), jvm.classes()};
            }
        });
    }
}
