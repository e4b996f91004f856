package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Reason;
import java.sql.SQLException;

/** What the numbers of MySQL's and MariaDB's errors mean; their SQLSTATEs tell little. */
final class MysqlErrors {

    private static final int DEPTH = 5;

    private MysqlErrors() {}

    /** Null when the numbers say nothing that is of use. */
    static @org.jspecify.annotations.Nullable Reason reason(SQLException failure) {
        return switch (number(failure)) {
            case 1045, 1698, 1862, 3118, 4151 -> Reason.LOGIN_REFUSED;
            case 1049 -> Reason.NO_SUCH_DATABASE;
            case 1040, 1203, 1226 -> Reason.TOO_MANY_CONNECTIONS;
            case 1053, 1129, 3168 -> Reason.NOT_ACCEPTING_CONNECTIONS;
            case 3024, 1969, 1317, 1028 -> Reason.STATEMENT_TIMEOUT;
            case 1205, 3572 -> Reason.LOCK_TIMEOUT;
            case 1044, 1142, 1143, 1227, 1370 -> Reason.PRIVILEGE_MISSING;
            default -> null;
        };
    }

    /** Whether it is a table that may not be read, as against something that only some may do. */
    static boolean tableRefused(SQLException failure) {
        int number = number(failure);
        return number == 1142 || number == 1143;
    }

    /** Whether the server ended the session. */
    static boolean connectionLost(SQLException failure) {
        int number = number(failure);
        return number == 1053 || number == 1927 || number == 2006 || number == 2013 || number == 4031;
    }

    /** Of the innermost cause that has one, because a pool tells its own time-out first. */
    private static int number(SQLException failure) {
        int found = 0;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof SQLException sql && sql.getErrorCode() > 0) {
                found = sql.getErrorCode();
            }
            cause = cause.getCause();
        }
        return found;
    }
}
