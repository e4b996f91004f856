package io.sonde.exporter.scrape;

import java.util.Properties;

/**
 * What a driver is called with; who logs in, and the password, are added later.
 *
 * @param properties of the driver: time-outs, a name for the session, and whatever keeps it from doing harm
 */
public record Login(String url, Properties properties) {

    /** A URL may hold what is nobody's business. */
    @Override
    public String toString() {
        return "a login with " + properties.size() + " properties";
    }
}
