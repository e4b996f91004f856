package io.sonde.core.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the reference of metrics, {@code docs/metrics.md}, from the catalogue. */
final class MetricsReference {

    private static final String INTRODUCTION = """
            # Metrics

            Written by the build from the catalogue in `core/metric`; do not edit.

            Names follow the convention that exists for them, so that dashboards and alerts made for it keep working. *Stable*: name, type,
            unit and the meaning of labels change only with a major version; labels may be added. *Experimental*: may change with any
            release, and the change log says so. Labels are the most that a metric may have. A metric counts things unless a unit
            stands beside it. Histograms appear as `_bucket`, `_sum` and `_count`, summaries as `_sum` and `_count`.

            `query_id` is the same for an application's statement and for the database's; `query_id="other"` stands for all queries
            that are not published. Panels filter on `query_id!=""`, because other agents may publish a metric of the same name.
            """;

    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    private MetricsReference() {}

    static String write() {
        MetricsReference reference = new MetricsReference();
        Catalogue.sources().forEach(reference::source);
        return reference.text.toString();
    }

    private void source(String source, List<MetricSpec> specs) {
        text.append("\n## ").append(source).append("\n\n");
        List<String> shared = sharedLabels(specs);
        if (!shared.isEmpty()) {
            text.append("All have ").append(code(shared)).append("; the table shows what they have beside.\n\n");
        }
        text.append("| metric | type | unit | labels | stability | meaning |\n|---|---|---|---|---|---|\n");
        specs.forEach(spec -> row(spec, shared));
        text.append("\nNames: ").append(conventions(specs)).append('\n');
    }

    private void row(MetricSpec spec, List<String> shared) {
        List<String> labels = new ArrayList<>(spec.labels());
        labels.removeAll(shared);
        String dotted = spec.openTelemetryName();
        text.append("| `%s` | %s | %s | %s | %s | %s%s |\n"
                .formatted(
                        spec.name(),
                        word(spec.type()),
                        spec.unit(),
                        code(labels),
                        word(spec.stability()),
                        spec.help().replace("|", "\\|"),
                        dotted == null ? "" : " Over OTLP `" + dotted + "`."));
    }

    /** The labels that every one of several metrics has. */
    private static List<String> sharedLabels(List<MetricSpec> specs) {
        List<String> shared = new ArrayList<>(specs.get(0).labels());
        specs.forEach(spec -> shared.retainAll(spec.labels()));
        return shared;
    }

    /** Each convention, with the share of the names that follow it when there are several. */
    private static String conventions(List<MetricSpec> specs) {
        Map<Convention, List<String>> names = new EnumMap<>(Convention.class);
        specs.forEach(spec ->
                names.computeIfAbsent(spec.convention(), c -> new ArrayList<>()).add(spec.name()));
        List<String> parts = new ArrayList<>();
        names.forEach((convention, own) ->
                parts.add(names.size() == 1 ? convention.title() : convention.title() + " for " + code(own)));
        return String.join("; ", parts) + ".";
    }

    private static String code(List<String> names) {
        return names.isEmpty() ? "" : "`" + String.join("`, `", names) + "`";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
