package io.sonde.core.metric;

import java.util.List;
import java.util.stream.Stream;

/** What the exporter knows of the sessions of a PostgreSQL server: what they wait for, whom they block, how long they have been open. */
public final class PostgresSessionMetrics {

    private static final List<MetricSpec> PEERS = ViewSpecs.of("pg_")
            .gauge("long_running_transactions", "Transactions that have been open for more than a minute.")
            .gauge(
                    "long_running_transactions_oldest_timestamp_seconds",
                    "Age of the oldest transaction that has been open for more than a minute; 0 when there is none.")
            .list();

    private static final List<MetricSpec> CONNECTIONS = Stream.of(
                    ViewSpecs.of("sonde_postgres_", "state")
                            .gauge("connections", "Connections of clients, by state.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_")
                            .gauge("connections_limit", "Connections that roles without privileges may have in all.")
                            .gauge("xid_horizon_age", "Age of the oldest transaction that vacuum must respect.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_", "datname", "usename", "application_name")
                            .gauge(
                                    "idle_in_transaction_max_seconds",
                                    "How long a session has been idle in a transaction.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_", "datname", "usename", "application_name", Labels.QUERY_ID)
                            .gauge("long_transaction_seconds", "Age of a transaction open for more than a minute.")
                            .list())
            .flatMap(List::stream)
            .toList();

    private static final List<MetricSpec> BLOCKING = Stream.of(
                    ViewSpecs.of("sonde_postgres_", "datname")
                            .gauge("blocked_sessions", "Sessions that wait for a lock of another one.")
                            .gauge("blocked_max_seconds", "How long the session has waited that has waited longest.")
                            .gauge("root_blockers", "Sessions that others wait for and that wait for nobody.")
                            .list(),
                    ViewSpecs.of(
                                    "sonde_postgres_",
                                    "datname",
                                    "blocked_query_id",
                                    "blocked_user",
                                    "blocking_query_id",
                                    "blocking_user",
                                    "blocking_application",
                                    "blocking_state")
                            .gauge("blocking_seconds", "Who blocks whom: the longest wait of such a pair.")
                            .list())
            .flatMap(List::stream)
            .toList();

    private static final List<MetricSpec> SAMPLED = Stream.of(
                    ViewSpecs.of("sonde_postgres_", "datname", "wait_event_type", "wait_event", Labels.QUERY_ID)
                            .total(
                                    "active_session_seconds",
                                    "Time of sessions that were active, sampled; its rate is the average of active sessions.")
                            .list(),
                    ViewSpecs.of("sonde_postgres_")
                            .total("activity_samples", "Looks that the sampler took at the sessions.")
                            .total("activity_sampled_seconds", "Time that the sampler's looks stand for.")
                            .list())
            .flatMap(List::stream)
            .toList();

    private PostgresSessionMetrics() {}

    static List<MetricSpec> all() {
        return Stream.of(PEERS, CONNECTIONS, BLOCKING, SAMPLED)
                .flatMap(List::stream)
                .toList();
    }
}
