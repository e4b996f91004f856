package io.sonde.agent.bootstrap.jdbc;

/**
 * The state of a prepared statement that is given a text to execute: JDBC forbids it, most drivers refuse, and what was prepared is what the
 * statement executes from then on.
 */
final class TextOfPrepared {

    private final QuerySeries prepared;
    private final QuerySeries text;

    TextOfPrepared(QuerySeries prepared, QuerySeries text) {
        this.prepared = prepared;
        this.text = text;
    }

    QuerySeries prepared() {
        return prepared;
    }

    QuerySeries text() {
        return text;
    }
}
