package io.sonde.core.sql;

/** Who wrote a statement's text. */
public enum Notation {
    /** An application, for JDBC: {@code ?} is a parameter, {@code ??} the operator, and {@code {…}} are escapes. */
    JDBC,
    /** A server's statistics: {@code $1} and the operator {@code ?} of PostgreSQL, {@code ...} and {@code (...)} of MySQL. */
    SERVER
}
