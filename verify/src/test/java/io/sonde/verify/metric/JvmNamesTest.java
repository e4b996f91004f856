package io.sonde.verify.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.Convention;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The catalogue has what Micrometer's binders expose, and nothing that they do not: a newer Micrometer that renames shows here. */
final class JvmNamesTest {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SERIES = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");

    @Test
    void theCatalogueHasWhatTheBindersExpose() {
        Map<String, String> types = new HashMap<>();
        Map<String, MetricSpec> found = new HashMap<>();
        for (String line : page().lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher series = SERIES.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (series.matches()) {
                MetricSpec spec = Catalogue.find(series.group(1)).orElse(null);
                assertThat(spec).as("in the catalogue: %s", line).isNotNull();
                if (spec != null) {
                    found.put(spec.name(), spec);
                    assertThat(spec.labels()).as(line).containsAll(labels(series.group(2)));
                }
            }
        }
        assertThat(found.values()).allSatisfy(spec -> {
            String expected =
                    spec.type() == MetricType.INFO ? "gauge" : spec.type().name();
            assertThat(types.get(spec.name())).as(spec.name()).isEqualToIgnoringCase(expected);
        });
        assertThat(found.keySet()).containsAll(alwaysThere());
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
        return names;
    }

    private static List<String> labels(@Nullable String text) {
        List<String> names = new ArrayList<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                names.add(label.group(1));
            }
        }
        return names;
    }

    private static String page() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (JvmGcMetrics collections = new JvmGcMetrics();
                JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics()) {
            for (MeterBinder binder : List.of(
                    collections,
                    pressure,
                    new ClassLoaderMetrics(),
                    new JvmCompilationMetrics(),
                    new JvmInfoMetrics(),
                    new JvmMemoryMetrics(),
                    new JvmThreadDeadlockMetrics(),
                    new JvmThreadMetrics(),
                    new FileDescriptorMetrics(),
                    new ProcessorMetrics(),
                    new UptimeMetrics())) {
                binder.bindTo(registry);
            }
            return registry.scrape();
        } finally {
            registry.close();
        }
    }
}
