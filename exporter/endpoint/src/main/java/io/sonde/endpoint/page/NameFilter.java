package io.sonde.endpoint.page;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The metrics that a scrape asks for with {@code name[]} parameters.
 *
 * @param names of series or of metrics; empty for everything
 */
record NameFilter(Set<String> names) implements Predicate<String> {

    static NameFilter of(List<String> names) {
        return new NameFilter(Set.copyOf(names));
    }

    @Override
    public boolean test(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
