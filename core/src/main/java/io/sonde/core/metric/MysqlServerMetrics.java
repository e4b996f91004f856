package io.sonde.core.metric;

import static io.sonde.core.metric.MetricType.GAUGE;

import java.util.List;

/** What nobody else publishes of a MySQL or MariaDB server: transactions, who blocks whom, and what is wrong with the schema. */
public final class MysqlServerMetrics {

    public static final MetricSpec TRANSACTIONS =
            MysqlSpecs.own("sonde_mysql_transactions", GAUGE, "Open InnoDB transactions, by state.", "state");
    public static final MetricSpec TRANSACTION_OLDEST = MysqlSpecs.own(
            "sonde_mysql_transaction_oldest_seconds",
            GAUGE,
            "Age of the oldest open InnoDB transaction, in seconds; 0 when none is open.");
    public static final MetricSpec TRANSACTION_IDLE_OLDEST = MysqlSpecs.own(
            "sonde_mysql_transaction_idle_oldest_seconds",
            GAUGE,
            "How long the longest idle session with an open transaction has been idle, in seconds; 0 when there is none.");
    public static final MetricSpec LOCK_WAITING = MysqlSpecs.own(
            "sonde_mysql_lock_waiting_sessions", GAUGE, "Sessions that wait for a lock: row, or metadata.", "lock");
    public static final MetricSpec LOCK_LONGEST = MysqlSpecs.own(
            "sonde_mysql_lock_longest_wait_seconds",
            GAUGE,
            "How long the longest wait for a lock has lasted, in seconds; 0 when nobody waits.",
            "lock");
    public static final MetricSpec LOCK_ROOT_BLOCKERS = MysqlSpecs.own(
            "sonde_mysql_lock_root_blockers",
            GAUGE,
            "Sessions that block others without waiting for a lock themselves.",
            "lock");
    public static final MetricSpec LOCK_WAIT = MysqlSpecs.own(
            "sonde_mysql_lock_wait_seconds",
            GAUGE,
            "The longest waits for locks, one series each, in seconds: who waits with which query for whom; a blocker without a query is idle in its transaction.",
            "lock",
            "schema",
            "table",
            Labels.QUERY_ID,
            "blocking_query_id",
            "blocking_user",
            "blocking_thread",
            "waiting_thread");
    public static final MetricSpec TABLES_WITHOUT_PRIMARY_KEY = MysqlSpecs.own(
            "sonde_mysql_tables_without_primary_key",
            GAUGE,
            "InnoDB tables without a primary key, by schema.",
            "schema");
    public static final MetricSpec INDEX_UNUSED = MysqlSpecs.own(
            "sonde_mysql_index_unused",
            GAUGE,
            "1 for an index that nothing has read since the server started; unique ones not counted.",
            "schema",
            "table",
            "index");

    public static final MetricSpec SCHEMA_SIZE = MysqlSpecs.own(
            "sonde_mysql_schema_bytes", GAUGE, "Data and indexes of all tables of a schema, in bytes.", "schema");
    public static final MetricSpec SCHEMA_TABLES =
            MysqlSpecs.own("sonde_mysql_schema_tables", GAUGE, "Tables of a schema.", "schema");
    public static final MetricSpec REPLICA_AGE = MysqlSpecs.own(
            "sonde_mysql_replica_age_seconds",
            GAUGE,
            "How old what a replica shows may be, by source: its lag while the source is heard, and the time since then otherwise. Absent until a lag was stated.",
            "master_host",
            "master_uuid",
            "channel_name",
            "connection_name");

    private MysqlServerMetrics() {}

    static List<MetricSpec> all() {
        return List.of(
                TRANSACTIONS,
                TRANSACTION_OLDEST,
                TRANSACTION_IDLE_OLDEST,
                LOCK_WAITING,
                LOCK_LONGEST,
                LOCK_ROOT_BLOCKERS,
                LOCK_WAIT,
                TABLES_WITHOUT_PRIMARY_KEY,
                INDEX_UNUSED,
                SCHEMA_SIZE,
                SCHEMA_TABLES,
                REPLICA_AGE);
    }
}
