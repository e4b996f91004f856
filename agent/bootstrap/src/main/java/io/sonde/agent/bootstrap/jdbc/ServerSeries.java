package io.sonde.agent.bootstrap.jdbc;

import io.sonde.core.series.RecentHashes;
import io.sonde.core.series.Recurrence;
import io.sonde.core.series.TextCache;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import org.jspecify.annotations.Nullable;

/**
 * The queries of one server, and what stands for those that have no series of their own.
 *
 * <p>Any thread may ask. A known query is found without a lock and without allocation.
 */
public final class ServerSeries {

    /*
     * A text that was seen before is found by its own hash, without a look at its tokens. A text is remembered when it comes again before
     * it is forgotten: so an application that writes values into its SQL, whose texts never come again, allocates nothing here. While
     * none comes again, few are even looked for.
     * The few servers that an application really has, and those that stand for many, get a cache for ten thousand texts, at most some
     * 11 MiB where nobody else holds them; the others (names from replication URLs, say) a small one. The texts of queries beyond the cap are
     * remembered too: reading their tokens each time would cost five times as much as counting them.
     *
     * A text without a token is no query: with one, drivers ask whether a connection is alive (older PgJDBC prepares the empty
     * text for isValid), and no server counts it. What is counted of it is shown nowhere.
     */

    private static final int MAX_TEXT_BYTES = 1024;
    private static final int MAX_CACHED_CHARS = 1024;
    private static final int LARGE_CACHES = 4;
    private static final int LARGE = 1 << 15;
    private static final int SMALL = 64;
    private static final int MAX_CHARS_IN_ALL = 1 << 22;

    private final Server server;
    private final Queries queries;
    private final long salt;
    private final TextCache<QuerySeries> texts;
    private final RecentHashes lookedUp;
    private final Recurrence recurrence = new Recurrence();
    private final QuerySeries other = new QuerySeries(this, null);
    private final QuerySeries nothing = new QuerySeries(this, null);
    private final ServerErrors errors = new ServerErrors();
    private final long nothingsId;

    /** @param ordinal differs between the servers of a process */
    ServerSeries(Server server, Queries queries, int ordinal) {
        this.server = server;
        this.queries = queries;
        this.nothingsId = QueryId.of("", server.dialect(), Notation.JDBC);
        this.salt = ordinal * 0xC2B2AE3D27D4EB4FL;
        int size = ordinal <= LARGE_CACHES || ordinal >= Queries.MAX_SERVERS ? LARGE : SMALL;
        this.texts = new TextCache<>(size, MAX_CACHED_CHARS, MAX_CHARS_IN_ALL);
        this.lookedUp = new RecentHashes(size / 2);
    }

    public Server server() {
        return server;
    }

    /** Counts batches of several queries, unknown texts, and queries beyond the cap. */
    public QuerySeries other() {
        return other;
    }

    /** Whether this is the series of a query, and not of what is none. */
    boolean counts(QuerySeries series) {
        return series != nothing;
    }

    ResultSeries results(@Nullable Query query) {
        return queries.results(server, query);
    }

    /** Failed executions of all queries, by code. */
    public ServerErrors errors() {
        return errors;
    }

    /** The series of this text's query. */
    QuerySeries query(String sql) {
        boolean mayRecur = recurrence.isLikely();
        if (mayRecur) {
            QuerySeries cached = texts.get(sql);
            if (cached != null) {
                recurrence.seen();
                return cached;
            }
        }
        return lookUp(sql, mayRecur);
    }

    private QuerySeries lookUp(String sql, boolean mayRecur) {
        long id = QueryId.of(sql, server.dialect(), Notation.JDBC);
        if (id == nothingsId) {
            return nothing;
        }
        QuerySeries known = queries.find(id ^ salt);
        QuerySeries series = known != null ? known : add(id, sql);
        if (mayRecur) {
            int hash = sql.hashCode();
            if (lookedUp.cameBefore(hash)) {
                recurrence.seen();
                texts.put(sql, series);
            } else {
                recurrence.missed(hash);
            }
        }
        return series;
    }

    private QuerySeries add(long id, String sql) {
        QuerySeries added = queries.add(
                id ^ salt,
                ignored -> new QuerySeries(this, Query.describe(sql, server.dialect(), Notation.JDBC, MAX_TEXT_BYTES)));
        return added == null ? other : added;
    }

    /** The server of a statement's state, or null if it is not a driver's statement. */
    static @Nullable ServerSeries of(@Nullable Object state) {
        if (state instanceof QuerySeries series) {
            return series.serverSeries();
        }
        if (state instanceof TextOfPrepared of) {
            return of.prepared().serverSeries();
        }
        return state instanceof ServerSeries server ? server : null;
    }
}
