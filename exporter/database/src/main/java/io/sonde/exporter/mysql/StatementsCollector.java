package io.sonde.exporter.mysql;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.DatabaseClientMetrics;
import io.sonde.core.metric.MysqlStatementMetrics;
import io.sonde.core.metric.StatementMetrics;
import io.sonde.core.series.CounterArithmetic;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.core.series.TopWithOther;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.SkippedException;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements by digest, each with the {@code query_id} that clients have for it. The sums are made of what each row of the server
 * counted since the last collection, so a row that is evicted or truncated does not take back what it had.
 */
final class StatementsCollector implements Collector {

    private static final double STICKINESS = 1.2;
    private static final int REMEMBERED = 1_000;
    private static final String OTHER = io.sonde.core.metric.Labels.OTHER;

    /** What mysqld_exporter calls it. */
    private static final String NO_SCHEMA = "NONE";

    private record RowKey(DigestKey digest, String firstSeen) {}

    private final TargetLabels labels;
    private final DigestTexts texts = new DigestTexts();
    private final CounterArithmetic<double[]> arithmetic = CounterArithmetic.doubles(DigestCounter.ALL.size());
    private final Increases<RowKey, double[]> increases = new Increases<>(arithmetic, DigestRows.MAX_ROWS);
    private final TopWithOther<DigestKey, double[]> top;
    private final DigestHistograms histograms;
    private double[] others = arithmetic.zero();

    StatementsCollector(TargetLabels labels, int limit) {
        this.labels = labels;
        this.top = new TopWithOther<>(
                new StickyTop<DigestKey>(limit, STICKINESS, Comparator.naturalOrder()),
                arithmetic,
                counters -> counters[DigestCounter.SECONDS],
                REMEMBERED);
        this.histograms = new DigestHistograms();
    }

    @Override
    public String name() {
        return "perf_schema.eventsstatements";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        requireDigests(session);
        MysqlVersion version = MysqlVersion.of(session);
        Map<RowKey, double[]> readings = new LinkedHashMap<>();
        Set<DigestKey> present = new HashSet<>();
        for (DigestRows.Row row : DigestRows.read(session.connection(), version)) {
            readings.put(new RowKey(row.digest(), row.firstSeen()), row.counters());
            if (!row.digest().digest().equals(DigestRows.ALL_OTHERS)) {
                present.add(row.digest());
            }
        }
        texts.update(session.connection(), present);
        Map<DigestKey, double[]> sums = new LinkedHashMap<>();
        increases.since(readings).forEach((row, increase) -> {
            if (row.digest().digest().equals(DigestRows.ALL_OTHERS)) {
                others = arithmetic.plus(others, increase);
            } else {
                sums.merge(row.digest(), increase, arithmetic::plus);
            }
        });
        TopWithOther.Page<DigestKey, double[]> page = top.update(sums);
        publish(page, version, found);
        if (version.mysql(80_000)) {
            histograms.read(session.connection(), page.published().keySet(), seconds(readings));
            histograms.publish(this::series, found);
        }
    }

    /** The time of each digest as the server has it now. */
    private static Map<DigestKey, Double> seconds(Map<RowKey, double[]> readings) {
        Map<DigestKey, Double> seconds = new HashMap<>();
        readings.forEach((row, counters) -> seconds.merge(row.digest(), counters[DigestCounter.SECONDS], Double::sum));
        return seconds;
    }

    private void publish(TopWithOther.Page<DigestKey, double[]> page, MysqlVersion version, Samples found) {
        Set<Long> told = new HashSet<>();
        int cut = 0;
        for (Map.Entry<DigestKey, double[]> entry : page.published().entrySet()) {
            DigestText text = texts.get(entry.getKey());
            Query query = text == null ? null : text.query();
            add(labelled(entry.getKey(), text), entry.getValue(), version, found);
            if (query == null) {
                cut++;
            } else if (told.add(query.id())) {
                tell(query, found);
            }
        }
        Labels rest = labels.with("digest", OTHER, io.sonde.core.metric.Labels.QUERY_ID, OTHER);
        add(rest, arithmetic.plus(page.other(), others), version, found);
        found.add(StatementMetrics.UNPUBLISHED, labels.base(), page.unpublished());
        found.add(MysqlStatementMetrics.NOT_LINKED, labels.with("reason", "text_truncated"), cut);
    }

    private static void add(Labels series, double[] counters, MysqlVersion version, Samples found) {
        for (int i = 0; i < counters.length; i++) {
            DigestCounter counter = DigestCounter.ALL.get(i);
            if (counter.exists(version)) {
                found.add(counter.spec(), series, counters[i]);
            }
        }
    }

    private Labels series(DigestKey digest) {
        return labelled(digest, null, texts.get(digest));
    }

    private Labels labelled(DigestKey digest, @Nullable DigestText text) {
        return labelled(digest, text == null ? "" : text.label(), text);
    }

    private Labels labelled(DigestKey digest, @Nullable String shown, @Nullable DigestText text) {
        Query query = text == null ? null : text.query();
        return labels.with(
                "schema",
                digest.schema().isEmpty() ? NO_SCHEMA : digest.schema(),
                io.sonde.core.metric.Labels.DB_NAMESPACE,
                digest.schema(),
                "digest",
                digest.digest(),
                "digest_text",
                shown == null ? "" : shown,
                io.sonde.core.metric.Labels.QUERY_ID,
                query == null ? "" : QueryId.format(query.id()));
    }

    private void tell(Query query, Samples found) {
        found.add(
                DatabaseClientMetrics.QUERY_INFO,
                Labels.of(
                        io.sonde.core.metric.Labels.DB_SYSTEM_NAME,
                        labels.system(),
                        io.sonde.core.metric.Labels.QUERY_ID,
                        QueryId.format(query.id()),
                        io.sonde.core.metric.Labels.DB_QUERY_SUMMARY,
                        query.summary(),
                        io.sonde.core.metric.Labels.DB_QUERY_TEXT,
                        query.text()),
                1);
    }

    /** The performance schema may be on and not count statements, which is how MariaDB comes. */
    private static void requireDigests(Session session) throws SQLException, SkippedException {
        String sql = """
                SELECT (SELECT COUNT(*) FROM performance_schema.setup_consumers WHERE NAME = 'statements_digest' AND ENABLED = 'YES'),
                       (SELECT COUNT(*) FROM performance_schema.setup_instruments WHERE NAME LIKE 'statement/sql/%' AND ENABLED = 'YES')
                """;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next() && (row.getInt(1) == 0 || row.getInt(2) == 0)) {
                String wanted = row.getInt(1) == 0
                        ? "performance-schema-consumer-statements-digest = ON"
                        : "performance-schema-instrument = 'statement/%=ON'";
                throw new SkippedException(Reason.NOT_CONFIGURED, wanted + " in the server's my.cnf, and a restart");
            }
        }
    }
}
