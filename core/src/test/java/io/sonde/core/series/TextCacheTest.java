package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    @Test
    void findsEqualTextsOfAnyIdentity() {
        TextCache<Integer> cache = new TextCache<>(16, 100);
        cache.put("select 1", 1);
        assertThat(cache.get("select 1")).isEqualTo(1);
        assertThat(cache.get(new String("select 1".toCharArray()))).isEqualTo(1);
        assertThat(cache.get("select 2")).isNull();
        cache.put("select 1", 3);
        assertThat(cache.get("select 1")).isEqualTo(3);
    }

    @Test
    void tellsTextsOfTheSameHashApart() {
        TextCache<String> cache = new TextCache<>(16, 100);
        cache.put("AaAa", "first");
        assertThat("BBBB".hashCode()).isEqualTo("AaAa".hashCode());
        assertThat(cache.get("BBBB")).isNull();
        cache.put("BBBB", "second");
        assertThat(cache.get("AaAa")).isEqualTo("first");
        assertThat(cache.get("BBBB")).isEqualTo("second");
    }

    @Test
    void doesNotKeepLongTexts() {
        TextCache<String> cache = new TextCache<>(16, 10);
        cache.put("0123456789", "kept");
        cache.put("0123456789a", "too long");
        assertThat(cache.get("0123456789")).isEqualTo("kept");
        assertThat(cache.get("0123456789a")).isNull();
        assertThat(cache.maxBytes()).isEqualTo(16 * (88 + 20));
    }

    @Test
    void makesRoomWhenTheCharsAreUsedUp() {
        TextCache<Integer> cache = new TextCache<>(1024, 100, 300);
        assertThat(cache.maxBytes()).isEqualTo(1024 * 88 + 600);
        for (int i = 0; i < 10_000; i++) {
            cache.put("0123456789".repeat(9) + i % 1000, i);
        }
        int kept = 0;
        for (int i = 0; i < 1000; i++) {
            kept += cache.get("0123456789".repeat(9) + i) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 3);
        cache.put("select 1", 1);
        assertThat(cache.get("select 1")).isEqualTo(1);
    }

    @Test
    void textsThatNeverComeAgainDoNotWashOutThoseThatDo() {
        TextCache<Integer> cache = new TextCache<>(256, 100);
        List<String> hot = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            hot.add("select * from orders where id = ? and kind = " + i);
        }
        int misses = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = hot.get(i % hot.size());
            if (cache.get(text) == null) {
                misses++;
                cache.put(text, i);
            }
            String once = "select * from orders where id = " + i;
            assertThat(cache.get(once)).isNull();
            cache.put(once, i);
        }
        assertThat(misses).isLessThan(1000);
    }

    @Test
    void neverReturnsAnotherTextsValueWhenThreadsPutAtOnce() throws Exception {
        TextCache<String> cache = new TextCache<>(8, 100);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int seed = t;
                results.add(pool.submit(() -> {
                    int wrong = 0;
                    for (int i = 0; i < 100_000; i++) {
                        String text = "select " + (i * 31 + seed) % 40;
                        String value = cache.get(text);
                        if (value == null) {
                            cache.put(text, text);
                        } else if (!value.equals(text)) {
                            wrong++;
                        }
                    }
                    return wrong;
                }));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get(30, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
