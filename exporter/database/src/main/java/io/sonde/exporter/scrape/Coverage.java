package io.sonde.exporter.scrape;

import java.util.Set;

/**
 * Which databases of its server a target tells of, see {@link Siblings}. Immutable.
 *
 * @param own the target's own database
 * @param rest whether it tells of all databases that are not another target's
 * @param others the databases of other targets, of which it does not tell
 */
public record Coverage(String own, boolean rest, Set<String> others) {

    /** All databases. */
    public static final Coverage ALL = new Coverage("", true, Set.of());

    public Coverage {
        others = Set.copyOf(others);
    }

    /** Whether that is all databases that there are. */
    public boolean all() {
        return rest && others.isEmpty();
    }

    public boolean includes(String database) {
        return rest ? !others.contains(database) : own.equals(database);
    }
}
