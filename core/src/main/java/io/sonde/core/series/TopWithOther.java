package io.sonde.core.series;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Divides what many keys count among the series of a page: one for each of the top keys, and {@code other} for all the rest.
 *
 * <ul>
 *   <li>No series goes back, {@code other} included, as long as no increase is negative.
 *   <li>Every increase is added to exactly one series, and to one that is on the page: nothing is lost or counted twice in a sum of
 *       increases over the page.
 *   <li>A key that leaves the page leaves its past in its own series, and continues from there when it returns.
 * </ul>
 *
 * <p>Not safe for use by several threads at once: it belongs to whoever scrapes, under the scrape's lock. Remembers the keys of the
 * last update and, of those that are gone, the latest up to a limit. A key that was forgotten starts again from zero, which Prometheus
 * takes as the restart of a counter.
 */
public final class TopWithOther<K, V> {

    /*
     * An increase belongs to the key's own series only when that series was on the last page and is on this one, because only then
     * can a reader see it as a difference of two points:
     *
     *   on the last page   on this one   the increase goes to
     *   yes                yes           the key's own series
     *   yes                no            other: its own series has no further point
     *   no                 yes           other: between the two pages it was not published, and a rate over a gap is lost
     *   no                 no            other
     *   never seen         yes           its own series, which starts with it, as every new series does
     *
     * Why other does not take over the past of a key that leaves: see docs/decisions/0001-other-counts-deltas.md.
     */

    /**
     * What a page shows of the keys.
     *
     * @param published value of each published key's series, the largest total first
     * @param other value of the series of all the rest
     * @param unpublished how many keys of this update are in {@code other}
     */
    public record Page<K, V>(Map<K, V> published, V other, int unpublished) {}

    private static final class State<V> {
        double total;
        boolean onPage;
        long round;
        /** Value of the key's own series; null until it is first published. */
        @Nullable
        V own;
    }

    private final StickyTop<K> top;
    private final CounterArithmetic<V> arithmetic;
    private final ToDoubleFunction<? super V> weight;
    private final int remembered;
    private final LinkedHashMap<K, State<V>> lastSeenFirst = new LinkedHashMap<>(16, 0.75f, true);
    private V other;
    private long round;

    /**
     * @param weight by the sum of which the keys are ranked: the time in an increase, say
     * @param remembered how many keys that are gone are remembered
     */
    public TopWithOther(
            StickyTop<K> top, CounterArithmetic<V> arithmetic, ToDoubleFunction<? super V> weight, int remembered) {
        this.top = top;
        this.arithmetic = arithmetic;
        this.weight = weight;
        this.remembered = remembered;
        this.other = arithmetic.zero();
    }

    /** The page after these increases since the last update. Keys that are not among them are gone, and leave the page. */
    public Page<K, V> update(Map<K, ? extends V> increases) {
        round++;
        increases.forEach((key, increase) -> {
            State<V> state = lastSeenFirst.computeIfAbsent(key, k -> new State<>());
            state.total += weight.applyAsDouble(increase);
        });
        Set<K> chosen = top.choose(increases.keySet(), this::total);
        increases.forEach((key, increase) -> account(state(key), increase, chosen.contains(key)));
        forget(increases.size());

        Map<K, V> published = new LinkedHashMap<>();
        for (K key : chosen) {
            V own = state(key).own;
            published.put(key, own == null ? arithmetic.zero() : own);
        }
        return new Page<>(Collections.unmodifiableMap(published), other, increases.size() - chosen.size());
    }

    /** How many keys are remembered. */
    public int size() {
        return lastSeenFirst.size();
    }

    private void account(State<V> state, V increase, boolean chosen) {
        boolean first = state.round == 0;
        boolean wasOnLastPage = state.onPage && state.round == round - 1;
        if (chosen && (first || wasOnLastPage)) {
            state.own = state.own == null ? increase : sum(state.own, increase);
        } else {
            other = sum(other, increase);
        }
        state.onPage = chosen;
        state.round = round;
    }

    private V sum(V value, V increase) {
        return arithmetic.isZero(increase) ? value : arithmetic.plus(value, increase);
    }

    private double total(K key) {
        return state(key).total;
    }

    private State<V> state(K key) {
        State<V> state = lastSeenFirst.get(key);
        if (state == null) {
            throw new IllegalStateException("a key changed while it was being counted: " + key);
        }
        return state;
    }

    private void forget(int present) {
        Iterator<State<V>> oldest = lastSeenFirst.values().iterator();
        for (int excess = lastSeenFirst.size() - present - remembered; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }
}
