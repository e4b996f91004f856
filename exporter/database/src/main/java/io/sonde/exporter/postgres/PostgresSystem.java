package io.sonde.exporter.postgres;

import io.sonde.core.metric.PostgresMetrics;
import io.sonde.core.metric.TargetMetrics;
import io.sonde.exporter.config.JdbcUrl;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Collector;
import io.sonde.exporter.scrape.DatabaseSystem;
import io.sonde.exporter.scrape.Guard;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.Sampler;
import io.sonde.exporter.scrape.Samples;
import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import io.sonde.exporter.scrape.StatusMetrics;
import io.sonde.exporter.scrape.TargetLabels;
import io.sonde.exporter.scrape.TargetSetup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** PostgreSQL 14 and newer, direct or behind a pooler. */
public final class PostgresSystem implements DatabaseSystem {

    private static final String PROTOCOL_VIOLATION = "08P01";

    private static final String WHAT_IT_IS = """
            SELECT current_setting('server_version_num')::int, version(), pg_is_in_recovery(),
                   extract(epoch FROM pg_postmaster_start_time())::float8, coalesce(current_setting('%s', true), '') = '%s'
            """.formatted(PostgresLogin.MARK, PostgresLogin.MARKED);

    private static final String DATABASES = """
            SELECT datname
            FROM pg_catalog.pg_database
            WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')
            ORDER BY datname = current_database() DESC, datname
            """;

    private static final StatusMetrics STATUS = new StatusMetrics(
            PostgresMetrics.UP,
            TargetMetrics.COLLECTOR_SUCCESS,
            TargetMetrics.COLLECTOR_DURATION,
            TargetMetrics.LAST_SCRAPE_ERROR);

    private final QueryTexts texts;
    private final Plans plans;

    /** By the labels, of which each target has its own, for as long as the target lives. */
    private final Map<TargetLabels, KnownQueries> known = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * For all targets.
     *
     * @param texts are shared by all targets, and outlive them, as the plans do
     */
    public PostgresSystem(QueryTexts texts, Plans plans) {
        this.texts = texts;
        this.plans = plans;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean serves(JdbcUrl url) {
        return url.subprotocol().equals("postgresql");
    }

    @Override
    public StatusMetrics status() {
        return STATUS;
    }

    @Override
    public Login login(TargetConfig target, String database, Purpose purpose, boolean plain) {
        return PostgresLogin.of(target, database, purpose, plain);
    }

    @Override
    public boolean refusedSettings(SQLException failure) {
        // PgBouncer: "unsupported startup parameter: options", and likewise for what options hold.
        String message = String.valueOf(failure.getMessage());
        return PROTOCOL_VIOLATION.equals(failure.getSQLState()) && message.contains("startup parameter");
    }

    @Override
    public Server recognise(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHAT_IT_IS)) {
            if (!row.next()) {
                throw new SQLException("the server does not say what it is");
            }
            int version = row.getInt(1);
            // In three parts, as postgres_exporter writes it.
            String shortVersion = version / 10_000 + "." + version % 10_000 + ".0";
            return new Server(
                    name(),
                    version,
                    row.getString(2),
                    shortVersion,
                    row.getBoolean(3),
                    row.getDouble(4),
                    row.getBoolean(5));
        }
    }

    @Override
    public Guard guard(Session session, TargetConfig target, long millis) throws SQLException {
        return PostgresGuard.enter(session, target, millis);
    }

    @Override
    public List<String> databases(Connection connection) throws SQLException {
        List<String> databases = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DATABASES)) {
            while (row.next()) {
                databases.add(row.getString(1));
            }
        }
        return databases;
    }

    @Override
    public List<Collector> collectors(TargetSetup setup) {
        return PostgresCollectors.of(
                setup.config(),
                setup.labels(),
                texts,
                queries(setup),
                plans,
                setup.collection().textsInterval(),
                setup.member());
    }

    @Override
    public List<Sampler<?>> samplers(TargetSetup setup) {
        return List.of(new ActiveSessions(setup.labels(), queries(setup)));
    }

    /** What a target's collectors and samplers share. */
    private KnownQueries queries(TargetSetup setup) {
        return known.computeIfAbsent(setup.labels(), labels -> new KnownQueries(texts));
    }

    @Override
    public void describe(Server server, TargetLabels labels, Samples page) {
        page.add(
                TargetMetrics.STATIC,
                labels.with("version", server.fullVersion(), "short_version", server.shortVersion()),
                1);
    }

    @Override
    public String grants() {
        return PostgresGrants.SQL;
    }

    @Override
    public String remedy(Reason reason, TargetConfig target) {
        return switch (reason) {
            case PRIVILEGE_MISSING -> "GRANT pg_monitor TO " + quoted(target.username());
            case TOO_MANY_CONNECTIONS -> "max_connections, or GRANT pg_use_reserved_connections (16 and newer)";
            default -> "";
        };
    }

    /** As an identifier of SQL; plain where it can be. */
    static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
