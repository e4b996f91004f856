package io.sonde.core.series;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Chooses which keys a page publishes: those with the largest totals, but a member gives its place only to a newcomer whose total
 * exceeds its own by a factor, so that two keys of about the same total do not take turns.
 *
 * <p>The same totals in the same order of calls give the same choice: equal totals are ordered by a comparator of keys. Not safe for
 * use by several threads at once: it belongs to whoever scrapes, under the scrape's lock. It keeps the last choice and nothing else.
 */
public final class StickyTop<K> {

    /*
     * Every series that appears costs Prometheus a place in its index until the block it is in is dropped, also after the series has
     * ended. A top N without memory mints new series for as long as ranks change; with the factor, a key must have grown by it
     * relative to a member before it takes a place, and by its square before the place can be taken back.
     */

    private record Candidate<K>(K key, double total) {}

    private final double factor;
    private final Comparator<Candidate<K>> largestFirst;
    private Set<K> members = Set.of();
    private int size;

    /**
     * @param size the most keys to choose
     * @param factor how many times a member's total a newcomer's must be, at least 1
     * @param ties the order of keys with equal totals, the preferred first
     */
    public StickyTop(int size, double factor, Comparator<? super K> ties) {
        resize(size);
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor must be at least 1, not " + factor);
        }
        this.factor = factor;
        // Spelled out: the JDK's combinators are lambdas, which the JVM would make while the agent starts.
        this.largestFirst = (some, other) -> {
            int order = Double.compare(other.total(), some.total());
            return order != 0 ? order : ties.compare(some.key(), other.key());
        };
    }

    /** Changes the most keys to choose, from the next choice on. */
    public void resize(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("size must not be negative: " + most);
        }
        size = most;
    }

    /**
     * Chooses among these keys, each of which stands there once. Members that are not among them lose their place.
     *
     * @return the keys chosen, the largest total first; unmodifiable
     */
    public Set<K> choose(Collection<? extends K> keys, ToDoubleFunction<? super K> total) {
        List<Candidate<K>> inside = new ArrayList<>();
        List<Candidate<K>> outside = new ArrayList<>();
        for (K key : keys) {
            (members.contains(key) ? inside : outside).add(new Candidate<>(key, total.applyAsDouble(key)));
        }
        inside.sort(largestFirst);
        outside.sort(largestFirst);
        if (inside.size() > size) {
            inside.subList(size, inside.size()).clear();
        }
        admit(inside, outside);
        inside.sort(largestFirst);
        Set<K> chosen = new LinkedHashSet<>();
        inside.forEach(candidate -> chosen.add(candidate.key()));
        members = new HashSet<>(chosen);
        return Collections.unmodifiableSet(chosen);
    }

    /** Fills free places with the largest newcomers, then lets the next ones replace the weakest members. */
    private void admit(List<Candidate<K>> inside, List<Candidate<K>> outside) {
        int weakest = inside.size() - 1;
        for (Candidate<K> newcomer : outside) {
            if (inside.size() < size) {
                inside.add(newcomer);
            } else if (weakest >= 0
                    && newcomer.total() > factor * inside.get(weakest).total()) {
                inside.set(weakest--, newcomer);
            } else {
                return;
            }
        }
    }
}
