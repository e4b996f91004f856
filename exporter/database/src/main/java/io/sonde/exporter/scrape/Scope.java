package io.sonde.exporter.scrape;

/** What one run of a collector sees. */
public enum Scope {
    /** The server as a whole, from the database of the target's URL. */
    SERVER,
    /** One database; the collector is run in each that the target's configuration selects. In the background only. */
    DATABASE
}
