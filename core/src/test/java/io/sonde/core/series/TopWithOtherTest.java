package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.latency.LatencySnapshot;
import io.sonde.core.series.TopWithOther.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopWithOtherTest {

    @Test
    void aPageInWords() {
        TopWithOther<String, long[]> top = ofLongs(1, 100);
        assertThat(page(top, Map.of("a", 10L, "b", 1L))).isEqualTo("a=10 other=1 unpublished=1");
        assertThat(page(top, Map.of("a", 5L, "b", 2L))).isEqualTo("a=15 other=3 unpublished=1");
        // b has grown past a: its past and its present are in other, its own series starts at zero
        assertThat(page(top, Map.of("a", 0L, "b", 100L))).isEqualTo("b=0 other=103 unpublished=1");
        assertThat(page(top, Map.of("a", 1L, "b", 7L))).isEqualTo("b=7 other=104 unpublished=1");
        // a returns and continues from where its series ended
        assertThat(page(top, Map.of("a", 500L, "b", 1L))).isEqualTo("a=15 other=605 unpublished=1");
        assertThat(page(top, Map.of("a", 4L, "b", 1L))).isEqualTo("a=19 other=606 unpublished=1");
    }

    @Test
    void whileAllKeysHavePlacesEverySeriesIsTheWholeTruth() {
        TopWithOther<String, long[]> top = ofLongs(2, 100);
        page(top, Map.of("a", 3L));
        assertThat(page(top, Map.of("a", 3L, "b", 4L))).isEqualTo("a=6 b=4 other=0 unpublished=0");
    }

    @Test
    void aKeyThatWasGoneContinuesAndItsIncreaseMeanwhileIsInOther() {
        TopWithOther<String, long[]> top = ofLongs(2, 100);
        page(top, Map.of("a", 3L, "b", 1L));
        assertThat(page(top, Map.of("b", 1L))).isEqualTo("b=2 other=0 unpublished=0");
        assertThat(page(top, Map.of("a", 9L, "b", 1L))).isEqualTo("a=3 b=3 other=9 unpublished=0");
    }

    @Test
    void memoryOfKeysThatAreGoneIsBounded() {
        TopWithOther<String, long[]> top = ofLongs(3, 5);
        for (int i = 0; i < 1000; i++) {
            page(top, Map.of("key" + i, 1L, "other key" + i, 1L));
            assertThat(top.size()).isLessThanOrEqualTo(2 + 5);
        }
        page(top, Map.of("key999", 1L, "key998", 1L));
        assertThat(page(top, Map.of("key999", 1L, "key998", 1L, "key0", 1L)))
                .as("a forgotten key starts again, a remembered one continues")
                .contains("key999=3")
                .contains("key0=1");
    }

    @Test
    void nothingIsLostOrCountedTwiceAndNoSeriesGoesBack() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TopWithOther<Integer, long[]> top = new TopWithOther<>(
                    new StickyTop<Integer>(1 + random.nextInt(6), 1 + random.nextDouble(), Comparator.naturalOrder()),
                    CounterArithmetic.longs(2),
                    vector -> vector[0],
                    1000);
            long happened = 0;
            Map<Integer, Long> lastValue = new HashMap<>();
            Map<Integer, Long> shown = new HashMap<>();
            long shownOther = 0;
            long increasesOnPage = 0;
            for (int update = 0; update < 60; update++) {
                Map<Integer, long[]> increases = new LinkedHashMap<>();
                for (int key = 0; key < 15; key++) {
                    if (random.nextInt(5) > 0) {
                        long amount = random.nextInt(4) == 0 ? random.nextInt(1 << random.nextInt(12)) : 0;
                        increases.put(key, new long[] {amount, 1});
                        happened += amount;
                    }
                }
                Page<Integer, long[]> page = top.update(increases);

                assertThat(page.other()[0]).isGreaterThanOrEqualTo(shownOther);
                increasesOnPage += page.other()[0] - shownOther;
                shownOther = page.other()[0];
                Map<Integer, Long> now = new HashMap<>();
                for (Map.Entry<Integer, long[]> series : page.published().entrySet()) {
                    long value = series.getValue()[0];
                    Long before = shown.get(series.getKey());
                    Long ever = lastValue.get(series.getKey());
                    // What a reader sees: a difference where the series was on the last page, all of a series that
                    // never was on one.
                    increasesOnPage += before != null ? value - before : ever == null ? value : 0;
                    assertThat(value).isGreaterThanOrEqualTo(ever == null ? 0 : ever);
                    now.put(series.getKey(), value);
                    lastValue.put(series.getKey(), value);
                }
                shown = now;
                assertThat(page.unpublished() + page.published().size()).isEqualTo(increases.size());
                assertThat(increasesOnPage)
                        .as("seed %s, update %s", seed, update)
                        .isEqualTo(happened);
            }
        }
    }

    @Test
    void dividesHistogramsOfRecorders() {
        LatencyBounds bounds = LatencyBounds.standard();
        CounterArithmetic<LatencySnapshot> arithmetic = CounterArithmetic.latencies(bounds);
        Increases<Integer, LatencySnapshot> increases = new Increases<>(arithmetic, 10);
        TopWithOther<Integer, LatencySnapshot> top = new TopWithOther<>(
                new StickyTop<Integer>(3, 1.1, Comparator.naturalOrder()), arithmetic, LatencySnapshot::sumSeconds, 0);
        List<LatencyRecorder> recorders = new ArrayList<>();
        for (int key = 0; key < 8; key++) {
            recorders.add(new LatencyRecorder(bounds));
        }
        Random random = new Random(5);
        Set<Integer> everPublished = new TreeSet<>();
        Map<Integer, LatencySnapshot> series = new HashMap<>();
        LatencySnapshot other = LatencySnapshot.empty(bounds);
        for (int scrape = 0; scrape < 100; scrape++) {
            for (int i = 0; i < 50; i++) {
                recorders.get(random.nextInt(8)).record(random.nextInt(1_000_000) << random.nextInt(8));
            }
            Map<Integer, LatencySnapshot> now = new HashMap<>();
            for (int key = 0; key < 8; key++) {
                now.put(key, recorders.get(key).snapshot());
            }
            Page<Integer, LatencySnapshot> page = top.update(increases.since(now));
            series.putAll(page.published());
            other = page.other();
            everPublished.addAll(page.published().keySet());
        }
        LatencySnapshot all = other;
        for (LatencySnapshot one : series.values()) {
            all = all.plus(one);
        }
        LatencySnapshot recorded = LatencySnapshot.empty(bounds);
        for (LatencyRecorder recorder : recorders) {
            recorded = recorded.plus(recorder.snapshot());
        }
        assertThat(all).isEqualTo(recorded);
        assertThat(all.count()).isEqualTo(5000);
        assertThat(everPublished).as("otherwise nothing was evicted").hasSizeGreaterThan(3);
    }

    private static TopWithOther<String, long[]> ofLongs(int size, int remembered) {
        return new TopWithOther<>(
                new StickyTop<String>(size, 1.5, Comparator.naturalOrder()),
                CounterArithmetic.longs(1),
                vector -> vector[0],
                remembered);
    }

    private static String page(TopWithOther<String, long[]> top, Map<String, Long> increases) {
        Map<String, long[]> vectors = new LinkedHashMap<>();
        increases.forEach((key, increase) -> vectors.put(key, new long[] {increase}));
        Page<String, long[]> page = top.update(vectors);
        StringBuilder shown = new StringBuilder();
        page.published()
                .forEach((key, value) ->
                        shown.append(key).append('=').append(value[0]).append(' '));
        return shown + "other=" + page.other()[0] + " unpublished=" + page.unpublished();
    }
}
