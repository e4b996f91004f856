package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MysqlStatementMetrics;
import io.sonde.core.series.CounterArithmetic;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.exporter.scrape.Samples;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * MySQL's own latency histograms, of the digests with the most time, in fewer buckets. Their edges are edges of MySQL's, so each count is
 * exact. For one thread at a time.
 */
final class DigestHistograms {

    /*
     * MySQL's bucket n ends at 10^-5 * 10^(n/50) seconds: fifty to a decade. 10^(35/50) is 5.01 and 10^(20/50) is 2.51, so
     * buckets 50, 70, 85, 100 … end within 0.5 % of 0.0001, 0.00025, 0.0005, 0.001, which clients' histograms have.
     *
     * Only the digest's own rows are read, by the table's index; reading them all means 450 rows for each of 10 000 digests.
     */

    private static final int[] LAST = {50, 70, 85, 100, 120, 135, 150, 170, 185, 200, 220, 235, 250, 270, 285, 300};

    /** Where the time is, after the buckets. */
    private static final int SECONDS = LAST.length + 1;

    /** How many digests have a histogram. */
    static final int MOST = 50;

    private static final double STICKINESS = 1.5;

    private final StickyTop<DigestKey> top = new StickyTop<>(MOST, STICKINESS, Comparator.naturalOrder());
    private final CounterArithmetic<double[]> arithmetic = CounterArithmetic.doubles(LAST.length + 2);
    private final Increases<DigestKey, double[]> increases = new Increases<>(arithmetic, 4 * MOST);
    private final Map<DigestKey, double[]> counts = new HashMap<>();

    /** The upper edges, in seconds, but for the last one, which has no end. */
    static double[] edges() {
        double[] edges = new double[LAST.length];
        for (int i = 0; i < LAST.length; i++) {
            double exact = 1e-5 * Math.pow(10, LAST[i] / 50.0);
            edges[i] = new BigDecimal(exact).round(new MathContext(6)).doubleValue();
        }
        return edges;
    }

    /**
     * Reads those of these digests that come first; the order is by what they weigh.
     *
     * @param seconds the time of each, as the server has it now
     */
    void read(Connection connection, Set<DigestKey> byWeight, Map<DigestKey, Double> seconds) throws SQLException {
        Map<DigestKey, Double> weights = new LinkedHashMap<>();
        for (DigestKey digest : byWeight) {
            weights.put(digest, (double) (byWeight.size() - weights.size()));
        }
        Set<DigestKey> chosen = top.choose(weights.keySet(), digest -> weights.getOrDefault(digest, 0.0));
        Map<DigestKey, double[]> readings = chosen.isEmpty() ? Map.of() : query(connection, new ArrayList<>(chosen));
        readings.forEach((digest, reading) -> reading[SECONDS] = seconds.getOrDefault(digest, 0.0));
        increases.since(readings).forEach((digest, increase) -> counts.merge(digest, increase, arithmetic::plus));
        counts.keySet().retainAll(chosen);
    }

    /** Adds what was counted so far. */
    void publish(Function<DigestKey, Labels> labels, Samples found) {
        double[] edges = edges();
        counts.forEach((digest, numbers) -> {
            double[] cumulative = Arrays.copyOf(numbers, SECONDS);
            for (int i = 1; i < cumulative.length; i++) {
                cumulative[i] += cumulative[i - 1];
            }
            found.addHistogram(
                    MysqlStatementMetrics.DURATION, labels.apply(digest), edges, cumulative, numbers[SECONDS]);
        });
    }

    private static Map<DigestKey, double[]> query(Connection connection, List<DigestKey> digests) throws SQLException {
        String one = "SELECT CAST(? AS CHAR(64)) AS s, CAST(? AS CHAR(64)) AS d";
        String sql = "SELECT k.s, k.d, h.BUCKET_NUMBER, h.COUNT_BUCKET FROM (" + one
                + (" UNION ALL " + one).repeat(digests.size() - 1)
                + ") k STRAIGHT_JOIN performance_schema.events_statements_histogram_by_digest h"
                + " ON h.SCHEMA_NAME = k.s AND h.DIGEST = k.d WHERE h.COUNT_BUCKET > 0";
        Map<DigestKey, double[]> readings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < digests.size(); i++) {
                statement.setString(1 + 2 * i, digests.get(i).schema());
                statement.setString(2 + 2 * i, digests.get(i).digest());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    DigestKey digest = new DigestKey(row.getString(1), row.getString(2));
                    readings.computeIfAbsent(digest, key -> new double[LAST.length + 2])[bucket(row.getInt(3))] +=
                            row.getLong(4);
                }
            }
        }
        return readings;
    }

    /** Our bucket of MySQL's. */
    static int bucket(int number) {
        for (int i = 0; i < LAST.length; i++) {
            if (number <= LAST[i]) {
                return i;
            }
        }
        return LAST.length;
    }
}
