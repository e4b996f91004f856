package io.sonde.exporter.mysql;

/** The SQL that makes a role with the least privileges. */
final class MysqlGrants {

    static final String SQL = """
            -- A role for Sonde on MySQL 8 and newer or MariaDB 10.6 and newer, with the least privileges; choose the password.
            CREATE USER 'sonde'@'%' IDENTIFIED BY 'choose-a-password' WITH MAX_USER_CONNECTIONS 5;
            -- Sessions and transactions of others, and the state of replication.
            GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'sonde'@'%';
            -- Statements, waits and locks; no data of any table.
            GRANT SELECT ON performance_schema.* TO 'sonde'@'%';
            -- On MariaDB, for the state of a replica.
            -- GRANT SLAVE MONITOR ON *.* TO 'sonde'@'%';
            -- Only for sizes of tables and what is wrong with the schema: the server shows a table only to those who may use it.
            -- GRANT SELECT ON *.* TO 'sonde'@'%';
            """;

    private MysqlGrants() {}
}
