package io.sonde.core.metric;

import java.util.ArrayList;
import java.util.List;

/** The label names that join one metric with another. */
public final class Labels {

    public static final String DB_SYSTEM_NAME = "db_system_name";
    public static final String DB_NAMESPACE = "db_namespace";
    public static final String SERVER_ADDRESS = "server_address";
    public static final String SERVER_PORT = "server_port";

    /** 16 hexadecimal digits, or {@link #OTHER}. */
    public static final String QUERY_ID = "query_id";

    public static final String DB_QUERY_SUMMARY = "db_query_summary";
    public static final String DB_QUERY_TEXT = "db_query_text";
    public static final String DB_OPERATION_NAME = "db_operation_name";

    /** The main table of a query. */
    public static final String DB_COLLECTION_NAME = "db_collection_name";

    /** The exception's class name, empty on success. */
    public static final String ERROR_TYPE = "error_type";

    /** The first two characters of the SQLSTATE, or {@code none}. */
    public static final String SQLSTATE_CLASS = "sqlstate_class";

    /** The whole SQLSTATE: five letters and digits, or {@code none}. */
    public static final String SQLSTATE = "sqlstate";

    /** The number that the database's vendor gave an error. */
    public static final String VENDOR_CODE = "vendor_code";

    /** The configured name of a database that the exporter watches. */
    public static final String TARGET = "target";

    /** The {@link #QUERY_ID} that stands for all queries that are not published. */
    public static final String OTHER = "other";

    /** The {@link #DB_COLLECTION_NAME} of all operations beyond those that are told apart; no table is written so. */
    public static final String OTHER_COLLECTION = "_OTHER";

    /** What both sides carry, so that a client's series can be joined with the database's. */
    public static final List<String> DATABASE = List.of(DB_SYSTEM_NAME, DB_NAMESPACE, SERVER_ADDRESS, SERVER_PORT);

    private Labels() {}

    /** {@link #DATABASE}, and these after it. */
    static List<String> databaseAnd(String... more) {
        List<String> all = new ArrayList<>(DATABASE);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
