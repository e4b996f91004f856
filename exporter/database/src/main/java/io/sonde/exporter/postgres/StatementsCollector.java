package io.sonde.exporter.postgres;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.StatementMetrics;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.core.series.CounterArithmetic;
import io.sonde.core.series.Increases;
import io.sonde.core.series.StickyTop;
import io.sonde.core.series.TopWithOther;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import io.sonde.exporter.postgres.StatementTexts.Missing;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.Siblings;
import io.sonde.exporter.scrape.SkippedException;
import io.sonde.exporter.scrape.TargetLabels;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_stat_statements}, summed by user, database and query id.
 *
 * <p>The sums are made of what each row of the server counted since the last collection, so a row that the server evicts or resets
 * does not take back what it had. The queries with the most total time have series of their own, the others are {@code other}.
 */
final class StatementsCollector implements Collector {

    /*
     * queryid is the server's own id, which postgres_exporter's users know. Several server ids may stand for one query (search paths,
     * casts, recreated tables); the label then shows the first that was seen with this user and database, for as long as the query is
     * on the server. Choosing another one as they come and go would end one series and start another without any need.
     *
     * An update of the extension changes what tells rows apart, so that each looks new. What they counted before was counted here too:
     * they are taken as they are, and only what was counted between the last collection and the update is left out.
     */

    /** How many times the total time of a published query an unpublished one must have to take its place. */
    private static final double STICKINESS = 1.2;

    /** How many queries that are gone from the server are remembered, so that their series go on if they come back. */
    private static final int REMEMBERED = 1_000;

    private static final String OTHER = io.sonde.core.metric.Labels.OTHER;

    private final TargetLabels labels;
    private final QueryTexts queryTexts;
    private final Duration textsInterval;
    private final KnownQueries known;
    private final Siblings.Member member;
    private final CounterArithmetic<double[]> arithmetic = CounterArithmetic.doubles(Counter.ALL.size());
    private final Increases<RowKey, double[]> increases = new Increases<>(arithmetic, StatementRows.MAX_ROWS);
    private final TopWithOther<QueryKey, double[]> top;
    private final Map<QueryKey, RowKey> firstSeen = new HashMap<>();
    private @Nullable ExtensionVersion version;

    StatementsCollector(
            TargetLabels labels,
            int limit,
            QueryTexts queryTexts,
            KnownQueries queries,
            Duration textsInterval,
            Siblings.Member member) {
        this.labels = labels;
        this.queryTexts = queryTexts;
        this.textsInterval = textsInterval;
        this.known = queries;
        this.member = member;
        this.top = new TopWithOther<>(
                new StickyTop<QueryKey>(limit, STICKINESS, Comparator.naturalOrder()),
                arithmetic,
                counters -> counters[Counter.SECONDS],
                REMEMBERED);
    }

    @Override
    public String name() {
        return "stat_statements";
    }

    @Override
    public void collect(Session session, Samples found) throws SQLException, SkippedException {
        Extension extension = Extension.read(session.connection());
        ServerStatements server = ServerStatements.of(member, session, extension, queryTexts, textsInterval);
        StatementRows read = server.of(session, extension);
        StatementTexts texts = server.texts();
        if (version != null && !version.equals(extension.version())) {
            takeAsTheyAre(read.rows());
        }
        version = extension.version();

        Map<RowKey, double[]> readings = new LinkedHashMap<>();
        Map<RowKey, QueryKey> queries = new HashMap<>();
        Map<Missing, Integer> missing = new EnumMap<>(Missing.class);
        for (StatementRows.Row row : read.rows()) {
            Long queryId = texts.queryId(row.key());
            if (queryId == null) {
                missing.merge(texts.missing(row.key()), 1, Integer::sum);
            } else {
                known.learn(row.key().serverQueryId(), queryId);
                QueryKey query = new QueryKey(row.user(), row.database(), queryId);
                // An old extension does not tell top-level rows from others.
                readings.merge(row.key(), row.counters(), arithmetic::plus);
                queries.put(row.key(), query);
                firstSeen.putIfAbsent(query, row.key());
            }
        }
        Map<QueryKey, double[]> sums = new LinkedHashMap<>();
        increases.since(readings).forEach((row, increase) -> {
            QueryKey query = queries.get(row);
            if (query != null) {
                sums.merge(query, increase, arithmetic::plus);
            }
        });
        firstSeen.keySet().retainAll(sums.keySet());
        publish(top.update(sums), texts, found);
        publishSkipped(read.hidden(), extension.role(), missing, found);
    }

    private void takeAsTheyAre(List<StatementRows.Row> rows) {
        Map<RowKey, double[]> readings = new LinkedHashMap<>();
        rows.forEach(row -> readings.merge(row.key(), row.counters(), arithmetic::plus));
        increases.since(readings);
    }

    private void publish(TopWithOther.Page<QueryKey, double[]> page, StatementTexts texts, Samples found) {
        Set<Long> told = new HashSet<>();
        // In the order in which a page has them; it would otherwise sort them for each counter anew.
        new TreeMap<>(page.published()).forEach((query, sums) -> {
            RowKey row = firstSeen.get(query);
            String serverId = Long.toString(row == null ? 0 : row.serverQueryId());
            add(found, series(query.user(), query.database(), serverId, QueryId.format(query.queryId())), sums);
            if (told.add(query.queryId())) {
                tell(texts.query(query.queryId()), found);
            }
        });
        add(found, series("", "", OTHER, OTHER), page.other());
        found.add(StatementMetrics.UNPUBLISHED, labels.base(), page.unpublished());
    }

    private Labels series(String user, String database, String serverId, String queryId) {
        return labels.inDatabase(
                database, "user", user, "queryid", serverId, io.sonde.core.metric.Labels.QUERY_ID, queryId);
    }

    private static void add(Samples found, Labels series, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            found.add(Counter.ALL.get(i).spec(), series, sums[i]);
        }
    }

    private static void tell(@Nullable Query query, Samples found) {
        if (query != null) {
            KnownQueries.tell(query, found);
        }
    }

    private void publishSkipped(int hidden, String role, Map<Missing, Integer> missing, Samples found) {
        String privilege = Reason.PRIVILEGE_MISSING.label();
        found.add(StatementMetrics.ROWS_SKIPPED, labels.with("reason", privilege), hidden);
        for (Missing reason : Missing.values()) {
            String label = reason.name().toLowerCase(Locale.ROOT);
            found.add(StatementMetrics.ROWS_SKIPPED, labels.with("reason", label), missing.getOrDefault(reason, 0));
        }
        if (hidden > 0) {
            String remedy = "GRANT pg_read_all_stats TO " + role;
            found.add(
                    TargetMetrics.SKIPPED_INFO,
                    labels.with("collector", name(), "reason", privilege, "remedy", remedy),
                    1);
        }
    }
}
