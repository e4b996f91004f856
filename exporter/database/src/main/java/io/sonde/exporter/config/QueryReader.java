package io.sonde.exporter.config;

import io.sonde.core.metric.Catalogue;
import io.sonde.core.metric.MetricSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads users' queries, and what must hold between them. For one thread. */
final class QueryReader {

    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);
    /** Labels that each series has already. */
    private static final Set<String> TAKEN = Set.of(
            "target",
            "db_system_name",
            "db_namespace",
            "server_address",
            "server_port",
            "job",
            "instance",
            "le",
            "quantile");

    private final Environment environment;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private final Set<String> metricNames = new HashSet<>();

    QueryReader(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    List<QueryConfig> read(@Nullable Node node) {
        List<QueryConfig> queries = new ArrayList<>();
        if (node == null) {
            return queries;
        }
        List<Node> entries = list(node, QueryKeys.QUERIES, "expected a list of queries");
        List<String> known = new ArrayList<>(QueryKeys.SECTION.names());
        known.add(QueryKeys.METRICS);
        for (int i = 0; i < entries.size(); i++) {
            String path = QueryKeys.QUERIES + "[" + i + "]";
            Values values = Values.of(path, entries.get(i), entries.get(i), known, environment, problems);
            QueryConfig query = query(values, entries.get(i), path);
            if (query != null) {
                queries.add(query);
            }
        }
        return queries;
    }

    private List<Node> list(Node node, String path, String expected) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(node, path, expected);
        return List.of();
    }

    private @Nullable QueryConfig query(Values values, Node node, String path) {
        String name = values.get(QueryKeys.NAME);
        String sql = values.get(QueryKeys.SQL);
        if (name != null && !names.add(name)) {
            values.reject(QueryKeys.NAME, "a second query of the name \"" + name + "\"; names must be unique");
        }
        Duration interval = values.getOrDefault(QueryKeys.INTERVAL);
        if (!interval.isZero() && interval.compareTo(LEAST_INTERVAL) < 0) {
            values.reject(QueryKeys.INTERVAL, "expected 0ms for every scrape, or at least 1s");
        }
        boolean everyDatabase = values.getOrDefault(QueryKeys.EVERY_DATABASE);
        if (everyDatabase && interval.isZero()) {
            values.reject(QueryKeys.EVERY_DATABASE, "needs an interval: databases are visited in the background");
        }
        Node metricsNode = values.node(QueryKeys.METRICS);
        List<QueryMetric> metrics = new ArrayList<>();
        if (metricsNode == null) {
            problems.add(node, path + "." + QueryKeys.METRICS, "missing; expected a list of metrics");
        } else {
            List<Node> entries = list(metricsNode, path + "." + QueryKeys.METRICS, "expected a list of metrics");
            for (int i = 0; i < entries.size(); i++) {
                String where = path + "." + QueryKeys.METRICS + "[" + i + "]";
                QueryMetric metric = metric(Values.of(
                        where,
                        entries.get(i),
                        entries.get(i),
                        QueryKeys.METRIC_SECTION.names(),
                        environment,
                        problems));
                if (metric != null) {
                    metrics.add(metric);
                }
            }
        }
        Choice targets = new Choice(values.list(QueryKeys.TARGETS), List.of());
        Choice systems = new Choice(values.list(QueryKeys.SYSTEMS), List.of());
        Duration timeout = values.getOrDefault(QueryKeys.TIMEOUT);
        int maxRows = values.getOrDefault(QueryKeys.MAX_ROWS);
        String min = values.get(QueryKeys.MIN_VERSION);
        String max = values.get(QueryKeys.MAX_VERSION);
        List<String> expected = values.list(QueryKeys.EXPECTED_FAILURES);
        if (name == null || sql == null) {
            return null;
        }
        return new QueryConfig(
                name,
                sql,
                targets,
                systems,
                interval,
                timeout,
                everyDatabase,
                maxRows,
                min == null ? "" : min,
                max == null ? "" : max,
                expected,
                metrics);
    }

    private @Nullable QueryMetric metric(Values values) {
        String name = values.get(QueryKeys.METRIC_NAME);
        QueryMetric.Type type = values.get(QueryKeys.METRIC_TYPE);
        String help = values.get(QueryKeys.HELP);
        String value = values.get(QueryKeys.VALUE);
        String sum = values.get(QueryKeys.SUM);
        String count = values.get(QueryKeys.COUNT);
        List<String> labels = values.list(QueryKeys.LABELS);
        Map<Double, String> buckets = buckets(values);
        if (name == null || type == null || help == null) {
            return null;
        }
        checkName(values, name, type);
        for (String label : labels) {
            if (TAKEN.contains(label) || label.startsWith("__")) {
                values.reject(QueryKeys.LABELS, "the label " + label + " is set by the exporter or by Prometheus");
            }
        }
        boolean single = type == QueryMetric.Type.COUNTER || type == QueryMetric.Type.GAUGE;
        if (single != (value != null)) {
            values.reject(
                    QueryKeys.VALUE,
                    single ? "missing; expected the column with the value" : "of counters and gauges only");
        }
        if (type == QueryMetric.Type.HISTOGRAM && (buckets.isEmpty() || sum == null || count == null)) {
            values.reject(QueryKeys.BUCKET_KEY, "a histogram needs buckets, sum and count");
        }
        return new QueryMetric(
                name,
                type,
                help,
                value == null ? "" : value,
                labels,
                buckets,
                sum == null ? "" : sum,
                count == null ? "" : count);
    }

    private void checkName(Values values, String name, QueryMetric.Type type) {
        Optional<MetricSpec> taken = Catalogue.find(name);
        if (taken.isPresent() || name.startsWith("sonde_")) {
            values.reject(QueryKeys.METRIC_NAME, "\"" + name + "\" is a name of Sonde's own; expected another");
        } else if (!metricNames.add(name)) {
            values.reject(QueryKeys.METRIC_NAME, "a second metric of the name \"" + name + "\"");
        }
        if (type == QueryMetric.Type.COUNTER != name.endsWith("_total")) {
            values.reject(QueryKeys.METRIC_NAME, "expected _total at the end of a counter's name, and of no other");
        }
        if (type == QueryMetric.Type.INFO != name.endsWith("_info")) {
            values.reject(QueryKeys.METRIC_NAME, "expected _info at the end of an info's name, and of no other");
        }
    }

    private static Map<Double, String> buckets(Values values) {
        Map<Double, String> buckets = new TreeMap<>();
        values.map(QueryKeys.BUCKET_KEY).forEach((edge, column) -> {
            try {
                double number = Double.parseDouble(edge);
                if (Double.isFinite(number)) {
                    buckets.put(number, column);
                    return;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            values.reject(QueryKeys.BUCKET_KEY, "\"" + edge + "\" is not an edge; expected a finite number");
        });
        return buckets;
    }
}
