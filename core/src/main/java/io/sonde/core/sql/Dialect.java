package io.sonde.core.sql;

/** Whose lexical rules a statement follows. */
public enum Dialect {
    /** PostgreSQL and what speaks its SQL. */
    POSTGRESQL,
    /** MySQL and MariaDB. */
    MYSQL,
    /** Everything else: the common ground of Oracle, SQL Server, H2 and the standard, redacting where they differ. */
    GENERIC
}
