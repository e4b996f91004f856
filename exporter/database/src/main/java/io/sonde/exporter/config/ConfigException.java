package io.sonde.exporter.config;

import java.util.List;

/** A configuration that cannot be used. The message lists everything that is wrong with it, one line each. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
