package io.sonde.agent.engine.weave;

import org.jspecify.annotations.Nullable;

/** The types of JDBC whose implementers are woven. */
enum JdbcType {
    DRIVER,
    CONNECTION,
    STATEMENT,
    RESULT_SET,
    METADATA;

    /** Whether what implements it gets an interface of ours, with fields and methods; the code of others changes only. */
    boolean isMarked() {
        return this != DRIVER && this != METADATA;
    }

    /** The type that an interface of this internal name is of, or null. */
    static @Nullable JdbcType of(String internalName) {
        return switch (internalName) {
            case "java/sql/Driver" -> DRIVER;
            case "java/sql/Connection" -> CONNECTION;
            case "java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement" -> STATEMENT;
            case "java/sql/ResultSet" -> RESULT_SET;
            case "java/sql/DatabaseMetaData" -> METADATA;
            default -> null;
        };
    }
}
