package io.sonde.exporter;

import io.sonde.core.sql.QueryId;

/** What this is. */
final class Version {

    private Version() {}

    /** As the jar says; {@code development} when it is not run from its jar. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String line() {
        return "sonde-exporter " + number() + " (query id version " + QueryId.VERSION + ", Java "
                + Runtime.version().feature() + ")";
    }
}
