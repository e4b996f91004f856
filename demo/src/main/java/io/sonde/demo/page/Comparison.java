package io.sonde.demo.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent's page beside the exporter's, query by query, the longest total time first. The two are joined as dashboards join
 * them: on the database's labels and the query id.
 */
public record Comparison(List<QueryOnBothSides> queries) {
    private static final String DURATION = "db_client_operation_duration_seconds";

    /** What identifies a query of one database. */
    private record Key(String system, String namespace, String address, String port, String queryId) {
        static Key of(Sample sample) {
            return new Key(
                    sample.label("db_system_name"),
                    sample.label("db_namespace"),
                    sample.label("server_address"),
                    sample.label("server_port"),
                    sample.label("query_id"));
        }
    }

    /** What the application's page says of one query. */
    private static final class Client {
        private final ClassicHistogram histogram = new ClassicHistogram();
        private String summary = "";
        private double seconds;
    }

    /** Joins the two pages. Executions in batches, failed ones, and those without a query id are left out. */
    public static Comparison of(MetricsPage agent, MetricsPage exporter) {
        Map<Key, Client> clients = new HashMap<>();
        for (Sample sample : agent.samples()) {
            boolean bucket = sample.name().equals(DURATION + "_bucket");
            if (bucket || sample.name().equals(DURATION + "_sum")) {
                if (comparable(sample)) {
                    Client client = clients.computeIfAbsent(Key.of(sample), key -> new Client());
                    client.summary = sample.label("db_query_summary");
                    if (bucket) {
                        client.histogram.add(sample);
                    } else {
                        client.seconds += sample.value();
                    }
                }
            }
        }
        Map<Key, Double> calls = sums(exporter.named("pg_stat_statements_calls_total"));
        Map<Key, Double> seconds = sums(exporter.named("pg_stat_statements_seconds_total"));
        Map<String, String> texts = new HashMap<>();
        agent.named("sonde_query_info").forEach(info -> texts.put(info.label("query_id"), info.label("db_query_text")));

        return new Comparison(clients.entrySet().stream()
                .filter(entry -> entry.getValue().histogram.count() > 0)
                .map(entry -> {
                    Key key = entry.getKey();
                    Client client = entry.getValue();
                    return new QueryOnBothSides(
                            key.queryId(),
                            client.summary,
                            texts.getOrDefault(key.queryId(), ""),
                            client.histogram.count(),
                            client.seconds,
                            client.histogram.quantile(0.5),
                            client.histogram.quantile(0.99),
                            calls.getOrDefault(key, 0.0),
                            seconds.getOrDefault(key, 0.0));
                })
                .sorted(Comparator.comparingDouble(QueryOnBothSides::clientSeconds)
                        .reversed()
                        .thenComparing(QueryOnBothSides::queryId))
                .toList());
    }

    private static boolean comparable(Sample sample) {
        return !sample.label("query_id").isEmpty()
                && sample.label("error_type").isEmpty()
                && !sample.label("db_operation_name").startsWith("BATCH");
    }

    private static Map<Key, Double> sums(List<Sample> samples) {
        Map<Key, Double> sums = new HashMap<>();
        samples.forEach(sample -> sums.merge(Key.of(sample), sample.value(), Double::sum));
        return sums;
    }

    /** Executions that the application counts. */
    public double executions() {
        return queries.stream().mapToDouble(QueryOnBothSides::clientCalls).sum();
    }

    /** Those of them whose query the server reports under the same id, from 0 to 1; NaN if there are none. */
    public double matchedPart() {
        double matched = queries.stream()
                .filter(QueryOnBothSides::matched)
                .mapToDouble(QueryOnBothSides::clientCalls)
                .sum();
        return matched / executions();
    }

    /** The queries that both sides report. */
    public List<QueryOnBothSides> matched() {
        return queries.stream().filter(QueryOnBothSides::matched).toList();
    }

    /** The largest difference of the two counts of one query, as a part of the larger count; zero if none is matched. */
    public double largestDifference() {
        return matched().stream()
                .mapToDouble(QueryOnBothSides::difference)
                .max()
                .orElse(0);
    }
}
