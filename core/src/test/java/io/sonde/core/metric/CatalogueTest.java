package io.sonde.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final List<Class<?>> SOURCES = List.of(
            DatabaseClientMetrics.class,
            ResultMetrics.class,
            JvmMetrics.class,
            PostgresMetrics.class,
            PostgresServerMetrics.class,
            PostgresViewMetrics.class,
            PostgresSessionMetrics.class,
            PostgresTableMetrics.class,
            StatementMetrics.class,
            MysqlMetrics.class,
            MysqlStatementMetrics.class,
            MysqlTableMetrics.class,
            MysqlServerMetrics.class,
            TargetMetrics.class,
            PoolMetrics.class,
            SelfMetrics.class);

    private static final String SPEC = MetricSpec.class.getName();

    /** Whose names are kept as they are, with units and suffixes that Sonde would not choose. */
    private static final Set<Convention> PEERS = Set.of(
            Convention.MICROMETER, Convention.POSTGRES_EXPORTER, Convention.MYSQLD_EXPORTER, Convention.HIKARICP);

    @Test
    void listsEveryConstantOfEverySource() throws IllegalAccessException {
        List<MetricSpec> constants = new ArrayList<>();
        for (Class<?> source : SOURCES) {
            for (Field field : source.getDeclaredFields()) {
                if (field.getType() == MetricSpec.class) {
                    constants.add((MetricSpec) field.get(null));
                } else if (field.getGenericType().getTypeName().equals("java.util.List<" + SPEC + ">")) {
                    field.setAccessible(true);
                    for (Object spec : (List<?>) field.get(null)) {
                        constants.add((MetricSpec) spec);
                    }
                }
            }
        }
        assertThat(Catalogue.all()).containsExactlyInAnyOrderElementsOf(constants);
        assertThat(Catalogue.sources()).hasSameSizeAs(SOURCES);
    }

    @Test
    void namesAndLabelsAreWhatPrometheusAllows() {
        assertThat(Catalogue.all()).allSatisfy(spec -> {
            assertThat(spec.name()).matches("[a-z][a-z0-9_]*([a-z0-9]|_\\*)").doesNotContain("__");
            assertThat(spec.labels()).doesNotHaveDuplicates().doesNotContain("le", "quantile", "job", "instance");
            assertThat(spec.labels()).allMatch(label -> label.matches("[a-z][a-z0-9_]*") && !label.startsWith("__"));
        });
    }

    @Test
    void noTwoMetricsHaveASeriesOfTheSameName() {
        Map<String, MetricSpec> owners = new HashMap<>();
        for (MetricSpec spec : Catalogue.all()) {
            Set<String> names = new HashSet<>();
            names.add(spec.name());
            String base = spec.name().replaceFirst("_total$", "");
            spec.type().suffixes().forEach(suffix -> names.add(base + suffix));
            for (String name : names) {
                assertThat(owners.put(name, spec)).as(name).isNull();
                assertThat(Catalogue.find(name)).as(name).contains(spec);
            }
        }
    }

    @Test
    void onlyCountersEndInTotalAndOurOwnCountersDo() {
        assertThat(Catalogue.all()).allSatisfy(spec -> {
            boolean total = spec.name().endsWith("_total");
            if (spec.type() != MetricType.COUNTER) {
                assertThat(total).as(spec.name()).isFalse();
            } else if (!PEERS.contains(spec.convention())) {
                assertThat(total).as(spec.name()).isTrue();
            }
        });
    }

    @Test
    void ourOwnNamesEndInTheirUnitAndInfosInInfo() {
        for (MetricSpec spec : Catalogue.all()) {
            if (PEERS.contains(spec.convention())) {
                continue;
            }
            String base = spec.name().replaceFirst("_total$", "");
            assertThat(spec.unit()).as(spec.name()).isIn("", "seconds", "bytes", "ratio");
            if (spec.type() == MetricType.INFO) {
                assertThat(base).endsWith("_info");
            } else if (spec.unit().isEmpty()) {
                assertThat(base).doesNotMatch(".*_(seconds|bytes|ratio|ms|millis|nanos|percent)");
            } else {
                assertThat(base).endsWith("_" + spec.unit());
            }
        }
    }

    @Test
    void ownNamesHaveTheirPrefix() {
        assertThat(Catalogue.all())
                .allMatch(spec ->
                        (spec.convention() == Convention.SONDE) == spec.name().startsWith("sonde_"));
    }

    @Test
    void helpIsOneLineOfSentences() {
        assertThat(Catalogue.all()).allSatisfy(spec -> assertThat(spec.help())
                .as(spec.name())
                .matches("[A-Z0-9].*\\.")
                .doesNotContain("\n")
                .hasSizeLessThanOrEqualTo(160));
    }

    @Test
    void dottedNamesBecomeTheExposedOnes() {
        assertThat(Catalogue.all())
                .filteredOn(spec -> spec.openTelemetryName() != null)
                .isNotEmpty()
                .allSatisfy(spec -> assertThat(spec.name())
                        .startsWith(String.valueOf(spec.openTelemetryName()).replace('.', '_')));
    }

    @Test
    void findsTheMetricOfASeries() {
        assertThat(Catalogue.find("db_client_operation_duration_seconds_bucket"))
                .contains(DatabaseClientMetrics.OPERATION_DURATION);
        assertThat(Catalogue.find("db_client_operation_duration_seconds_max")).isEmpty();
        assertThat(Catalogue.find("jvm_gc_pause_seconds_count")).contains(JvmMetrics.GC_PAUSE);
        assertThat(Catalogue.find("jvm_gc_pause_seconds_max")).contains(JvmMetrics.GC_PAUSE_MAX);
        assertThat(Catalogue.find("sonde_query_errors_created")).contains(DatabaseClientMetrics.QUERY_ERRORS);
        assertThat(Catalogue.find("sonde_query_errors")).isEmpty();
        assertThat(Catalogue.find("pg_settings_max_connections")).contains(PostgresServerMetrics.SETTINGS);
        assertThat(Catalogue.find("pg_setting")).isEmpty();
    }
}
