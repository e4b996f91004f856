package io.sonde.exporter.postgres;

/** The SQL that makes a role with the least privileges. */
final class PostgresGrants {

    static final String SQL = """
            -- A role for Sonde on PostgreSQL 14 and newer, with the least privileges. Run it as a superuser, or on a managed
            -- database as its administrator; choose the password with \\password sonde.
            CREATE ROLE sonde LOGIN CONNECTION LIMIT 5;
            -- All statistics and settings, whoever they are about; no data of any table.
            GRANT pg_monitor TO sonde;
            -- Only for the collector plans, which has queries explained: the right to read the tables that they read. Without it
            -- that collector is skipped, and all others are complete.
            -- GRANT pg_read_all_data TO sonde;
            -- What the exporter sets for its own sessions too.
            ALTER ROLE sonde SET default_transaction_read_only = on;
            ALTER ROLE sonde SET statement_timeout = '5s';
            ALTER ROLE sonde SET lock_timeout = '200ms';
            -- In the database of the target's URL. It also needs shared_preload_libraries = 'pg_stat_statements', and a restart.
            CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
            """;

    private PostgresGrants() {}
}
