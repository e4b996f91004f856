package io.sonde.exporter.scrape;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a target or a collector gave nothing. Few, because each is a value of a label. {@link #NOT_CONFIGURED} is for what the server
 * could tell if its owner switched it on; {@link #PENDING} for what has not run yet, {@link #OVERDUE} for what ran too long ago.
 */
public enum Reason {
    UNREACHABLE,
    LOGIN_REFUSED,
    NO_SUCH_DATABASE,
    TOO_MANY_CONNECTIONS,
    NOT_ACCEPTING_CONNECTIONS,
    TARGET_DOWN,
    DEADLINE,
    STATEMENT_TIMEOUT,
    LOCK_TIMEOUT,
    PRIVILEGE_MISSING,
    EXTENSION_MISSING,
    EXTENSION_NOT_LOADED,
    EXTENSION_TOO_OLD,
    SERVER_TOO_OLD,
    NOT_CONFIGURED,
    DRIVER_MISSING,
    PENDING,
    OVERDUE,
    TOO_MANY_ROWS,
    BAD_RESULT,
    FAILED;

    /** The SQLSTATE of a URL that no driver knows; of Sonde's own making. */
    public static final String NO_DRIVER = "SD001";

    /** As the value of the label {@code reason}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody set the server up so, or the time has not come yet; not an error of the scrape. */
    boolean isChoice() {
        return switch (this) {
            case PRIVILEGE_MISSING,
                    EXTENSION_MISSING,
                    EXTENSION_NOT_LOADED,
                    EXTENSION_TOO_OLD,
                    SERVER_TOO_OLD,
                    NOT_CONFIGURED,
                    PENDING -> true;
            default -> false;
        };
    }

    /** By the SQLSTATE of what a server or the driver said. */
    public static Reason of(SQLException failure) {
        String state = state(failure);
        return switch (state) {
            case "28P01", "28000" -> LOGIN_REFUSED;
            case "3D000" -> NO_SUCH_DATABASE;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57P03", "57P01", "57P02" -> NOT_ACCEPTING_CONNECTIONS;
            case "57014" -> STATEMENT_TIMEOUT;
            case "55P03" -> LOCK_TIMEOUT;
            case "42501" -> PRIVILEGE_MISSING;
            case NO_DRIVER -> DRIVER_MISSING;
            default -> state.startsWith("08") ? UNREACHABLE : FAILED;
        };
    }

    /** Whether the connection is of no use after this. */
    public static boolean connectionLost(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03");
    }

    /** A pool tells its own time-out, and the server's word as the cause. */
    private static String state(SQLException failure) {
        String found = "";
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 5; depth++) {
            if (cause instanceof SQLException sql) {
                String state = own(sql);
                found = state == null ? found : state;
            }
            cause = cause.getCause();
        }
        return found;
    }

    private static @Nullable String own(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.isEmpty() ? null : state;
    }
}
