package io.sonde.agent.bootstrap.settings;

/**
 * A setting's text.
 *
 * @param where it stands, as a reader would say: {@code system property sonde.port}, {@code /etc/sonde.conf line 3: port}
 * @param inFile whether it stands in the file
 */
record Given(String text, String where, boolean inFile) {}
