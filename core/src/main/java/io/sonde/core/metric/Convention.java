package io.sonde.core.metric;

/** Whose naming a metric follows. A name is kept as it is there, also where it breaks a rule of Sonde's own. */
public enum Convention {
    OPENTELEMETRY("OpenTelemetry semantic conventions"),
    MICROMETER("Micrometer's binders"),
    POSTGRES_EXPORTER("postgres_exporter"),
    MYSQLD_EXPORTER("mysqld_exporter"),
    HIKARICP("HikariCP's Micrometer metrics"),
    SONDE("Sonde"),
    /** Of a user's own query. */
    CUSTOM("its author");

    private final String title;

    Convention(String title) {
        this.title = title;
    }

    /** The convention's name for people. */
    public String title() {
        return title;
    }
}
