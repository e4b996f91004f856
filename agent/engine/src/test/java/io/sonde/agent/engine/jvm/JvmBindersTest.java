package io.sonde.agent.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.endpoint.micrometer.MicrometerSource;
import io.sonde.endpoint.registry.Scrape;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The agent's page about its JVM and the catalogue have the same metrics. */
final class JvmBindersTest {

    private static final Pattern SERIES = Pattern.compile("([a-z_0-9]+)(?:\\{.*})? \\S+");

    @Test
    void thePageHasWhatTheCatalogueHasAndNothingElse() {
        long failed = Failures.count(Place.ENGINE);
        Set<String> found = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        for (String line : page().lines().toList()) {
            Matcher series = SERIES.matcher(line);
            if (series.matches()) {
                MetricSpec spec = Catalogue.find(series.group(1)).orElse(null);
                if (spec != null && spec.convention() == Convention.MICROMETER) {
                    found.add(spec.name());
                } else {
                    unknown.add(line);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).containsAll(alwaysThere());
        assertThat(Failures.count(Place.ENGINE)).isEqualTo(failed);
    }

    private static String page() {
        try (MicrometerSource source = JvmBinders.bind()) {
            return PrometheusTextFormatWriter.create()
                    .toDebugString(
                            source.collect(Scrape.everything(Duration.ofSeconds(5))),
                            EscapingScheme.UNDERSCORE_ESCAPING);
        }
    }

    /** All but the times of collections, which appear with the first one that the collector in use tells of. */
    private static Set<String> alwaysThere() {
        Set<String> names = new TreeSet<>();
        for (MetricSpec spec : Catalogue.all()) {
            if (spec.convention() == Convention.MICROMETER
                    && !spec.name().startsWith("jvm_gc_pause")
                    && !spec.name().startsWith("jvm_gc_concurrent")) {
                names.add(spec.name());
            }
        }
        assertThat(names).contains("jvm_gc_overhead", "jvm_threads_deadlocked_threads");
        return names;
    }
}
