package io.sonde.core.metric;

/** What a user may count on. */
public enum Stability {
    /** Name, type, unit and the meaning of labels change only with a major version; labels may be added. */
    STABLE,
    /** May change with any release; the change log says so. */
    EXPERIMENTAL
}
