package io.sonde.core.sql;

/**
 * Whose lexical rules a statement follows.
 *
 * <p>All but the first two are the common ground of Oracle, SQL Server, H2 and the standard, redacting where they differ, and
 * say apart what double quotes and brackets are.
 */
public enum Dialect {
    /** PostgreSQL and what speaks its SQL. */
    POSTGRESQL,
    /** MySQL, MariaDB and what speaks their SQL. */
    MYSQL,
    /** What nothing is known of: in double quotes a string, unless only a name can stand there; in brackets a name or values. */
    GENERIC,
    /** In double quotes a name, as in the standard; brackets as in {@link #GENERIC}. */
    STANDARD,
    /** In double quotes a name, and in brackets too. */
    SQL_SERVER,
    /** In double quotes a string, unless only a name can stand there; in brackets a name. */
    SQLITE;

    /** Whether it is of the common ground. */
    boolean common() {
        return this != POSTGRESQL && this != MYSQL;
    }

    /** Whether double quotes may be strings or names. */
    boolean cautious() {
        return this == GENERIC || this == SQLITE;
    }
}
