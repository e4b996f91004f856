package io.sonde.verify.matrix;

import java.util.List;
import java.util.Set;

/** Statements that the application did not send itself, but that its drivers, pools and other agents did, on the same server. */
final class Companions {

    private static final Set<String> TEXTS = Set.of(
            // PgJDBC answers getCatalog and getSchema, which pools ask for.
            "select current_catalog",
            "select current_schema()",
            // The MySQL drivers answer getTransactionIsolation.
            "select @@ session.tx_isolation",
            "select @@ session.transaction_isolation",
            // Druid looks whether a connection is alive.
            "select ?");

    /** What Connector/J asks about a procedure that is called for the first time on a connection. */
    private static final List<String> BEGINNINGS =
            List.of("select specific_schema as procedure_cat", "show create procedure ", "show procedure status ");

    private Companions() {}

    static boolean isOne(String text) {
        return TEXTS.contains(text) || BEGINNINGS.stream().anyMatch(text::startsWith);
    }
}
