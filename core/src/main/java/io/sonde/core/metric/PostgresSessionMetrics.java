package io.sonde.core.metric;

import static io.sonde.core.metric.Labels.QUERY_ID;

import java.util.List;

/** What the exporter knows of the sessions of a PostgreSQL server: what they wait for, whom they block, how long they have been open. */
public final class PostgresSessionMetrics {

    public static final MetricSpec LONG_RUNNING = ViewSpecs.of("pg_")
            .gauge("long_running_transactions", "Transactions that have been open for more than a minute.")
            .one();
    public static final MetricSpec LONG_RUNNING_OLDEST = ViewSpecs.of("pg_")
            .gauge(
                    "long_running_transactions_oldest_timestamp_seconds",
                    "Age of the oldest transaction that has been open for more than a minute; 0 when there is none.")
            .one();

    public static final MetricSpec CONNECTIONS = ViewSpecs.of("sonde_postgres_", "state")
            .gauge("connections", "Connections of clients, by state.")
            .one();
    public static final MetricSpec CONNECTIONS_LIMIT = ViewSpecs.of("sonde_postgres_")
            .gauge("connections_limit", "Connections that roles without privileges may have in all.")
            .one();
    public static final MetricSpec XID_HORIZON_AGE = ViewSpecs.of("sonde_postgres_")
            .gauge("xid_horizon_age", "How many transactions ago the oldest is whose rows vacuum must keep.")
            .one();
    public static final MetricSpec IDLE_IN_TRANSACTION = ViewSpecs.of(
                    "sonde_postgres_", "datname", "usename", "application_name")
            .gauge("idle_in_transaction_seconds", "How long a session has been idle in a transaction, the longest.")
            .one();
    public static final MetricSpec LONG_TRANSACTION = ViewSpecs.of(
                    "sonde_postgres_", "datname", "usename", "application_name", QUERY_ID)
            .gauge("long_transaction_seconds", "Age of a transaction open for more than a minute; of the oldest.")
            .one();

    public static final MetricSpec BLOCKED = ViewSpecs.of("sonde_postgres_", "datname")
            .gauge("blocked_sessions", "Sessions that wait for a lock.")
            .one();
    public static final MetricSpec BLOCKED_LONGEST = ViewSpecs.of("sonde_postgres_", "datname")
            .gauge("blocked_longest_seconds", "How long the session has waited for a lock that has waited longest.")
            .one();
    public static final MetricSpec ROOT_BLOCKERS = ViewSpecs.of("sonde_postgres_", "datname")
            .gauge("root_blockers", "Sessions that others wait for and that wait for nobody.")
            .one();
    public static final MetricSpec BLOCKING = ViewSpecs.of(
                    "sonde_postgres_",
                    "datname",
                    "blocked_query_id",
                    "blocked_user",
                    "blocking_query_id",
                    "blocking_user",
                    "blocking_application",
                    "blocking_state")
            .gauge("blocking_seconds", "Who blocks whom: the longest wait of such a pair.")
            .one();

    public static final MetricSpec ACTIVE_SECONDS = ViewSpecs.of(
                    "sonde_postgres_", "datname", "wait_event_type", "wait_event", QUERY_ID)
            .total(
                    "active_session_seconds",
                    "Time of active sessions, sampled every second; its rate is how many were active on average.")
            .one();
    public static final MetricSpec ACTIVITY_SAMPLES = ViewSpecs.of("sonde_postgres_")
            .total("activity_samples", "Looks that the sampler took at the sessions.")
            .one();

    private PostgresSessionMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                LONG_RUNNING,
                LONG_RUNNING_OLDEST,
                CONNECTIONS,
                CONNECTIONS_LIMIT,
                XID_HORIZON_AGE,
                IDLE_IN_TRANSACTION,
                LONG_TRANSACTION,
                BLOCKED,
                BLOCKED_LONGEST,
                ROOT_BLOCKERS,
                BLOCKING,
                ACTIVE_SECONDS,
                ACTIVITY_SAMPLES);
    }
}
