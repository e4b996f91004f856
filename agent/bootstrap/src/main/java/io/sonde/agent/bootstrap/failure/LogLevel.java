package io.sonde.agent.bootstrap.failure;

import java.util.Locale;

/** How much the agent says on standard error. Each level says what those before it say, and more. */
public enum LogLevel {
    /** Nothing at all. */
    OFF,
    /** What needs somebody's attention, once each. */
    WARN,
    /** Also what was done, and what the libraries inside the agent warn of. */
    INFO,
    /** Also everything that those libraries say. */
    DEBUG;

    /** The level as a setting has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
