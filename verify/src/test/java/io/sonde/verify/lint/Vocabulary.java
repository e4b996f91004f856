package io.sonde.verify.lint;

import io.sonde.alerts.Rule;
import io.sonde.alerts.RuleFile;
import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import io.sonde.core.metric.MetricType;
import io.sonde.verify.promql.Expression;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every series that an expression may name, with its labels: those of the catalogue, of Prometheus, and of the rules. */
final class Vocabulary {
    /** What Prometheus or a site's relabelling puts on everything that is scraped. */
    static final Set<String> TARGET_LABELS = Set.of("job", "instance", "cluster", "namespace", "service");

    private static final Map<String, Set<String>> OF_PROMETHEUS = Map.of(
            "up", Set.of(),
            "scrape_duration_seconds", Set.of(),
            "ALERTS", Set.of("alertname", "alertstate", "severity"));

    private final Map<String, Set<String>> recorded = new HashMap<>();
    private final Set<String> ofAlerts = new HashSet<>();

    private Vocabulary() {}

    static Vocabulary read(Path root) {
        Vocabulary vocabulary = new Vocabulary();
        for (Rule rule : RuleFile.read(root.resolve(RuleFile.SETTINGS)).rules()) {
            vocabulary
                    .recorded
                    .computeIfAbsent(rule.name(), name -> new HashSet<>())
                    .addAll(rule.labels().keySet());
        }
        for (RuleFile file : RuleFile.readAll(root.resolve(RuleFile.DIRECTORY))) {
            for (Rule rule : file.rules()) {
                if (rule instanceof Rule.Recording) {
                    vocabulary.record(rule);
                }
            }
            file.rules().stream()
                    .filter(Rule.Alert.class::isInstance)
                    .forEach(alert -> vocabulary.ofAlerts.addAll(vocabulary.labelsOfResult(alert)));
        }
        return vocabulary;
    }

    private void record(Rule rule) {
        recorded.computeIfAbsent(rule.name(), name -> new HashSet<>()).addAll(labelsOfResult(rule));
    }

    /** A rule's series has the labels that its expression groups by, or those of the series that it is made of. */
    private Set<String> labelsOfResult(Rule rule) {
        Expression expression = Expression.of(rule.expr());
        Set<String> labels = new HashSet<>(rule.labels().keySet());
        labels.addAll(expression.created());
        if (expression.uses().isEmpty()) {
            expression
                    .selectors()
                    .forEach(selector -> labels.addAll(labels(selector.metric()).orElse(Set.of())));
        } else {
            expression.uses().forEach(use -> labels.addAll(use.labels()));
            expression.selectors().stream()
                    .filter(selector -> recorded.containsKey(selector.metric()))
                    .forEach(selector -> labels.addAll(labels(selector.metric()).orElse(Set.of())));
        }
        return labels;
    }

    /** Beyond {@link #labels}: what a mark or a name may say of {@code ALERTS}, whose series have their rules' labels too. */
    Set<String> labelsOfAlerts() {
        return Set.copyOf(ofAlerts);
    }

    /** All labels that a series of this name may have; nothing if no series can have it. */
    Optional<Set<String>> labels(String name) {
        Set<String> own = OF_PROMETHEUS.containsKey(name) ? OF_PROMETHEUS.get(name) : recorded.get(name);
        if (own != null) {
            return Optional.of(withTargetLabels(own));
        }
        return spec(name).map(spec -> {
            Set<String> labels = withTargetLabels(Set.copyOf(spec.labels()));
            if (spec.type() == MetricType.HISTOGRAM && name.endsWith("_bucket")) {
                labels.add("le");
            }
            return labels;
        });
    }

    /** The metric of the catalogue to which a series of this name belongs. A classic histogram has no series of its own name. */
    static Optional<MetricSpec> spec(String name) {
        return Catalogue.find(name)
                .filter(spec ->
                        spec.type() != MetricType.HISTOGRAM || !spec.name().equals(name));
    }

    private static Set<String> withTargetLabels(Set<String> own) {
        Set<String> labels = new HashSet<>(own);
        labels.addAll(TARGET_LABELS);
        return labels;
    }

    /** Metrics of the catalogue that have a query id, in all the names of their series. */
    static boolean isByQuery(String name) {
        return spec(name).map(MetricSpec::labels).orElse(List.of()).contains("query_id");
    }
}
