package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedTableTest {

    @Test
    void keepsOneValuePerKeyAlsoForKeysZeroAndMinusOne() {
        BoundedTable<String> table = new BoundedTable<>(4, "overflow");
        assertThat(table.get(0)).isNull();
        for (long key : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(table.computeIfAbsent(key, Long::toString)).isEqualTo(Long.toString(key));
            assertThat(table.computeIfAbsent(key, k -> "another")).isEqualTo(Long.toString(key));
            assertThat(table.get(key)).isEqualTo(Long.toString(key));
        }
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.overflowed()).isZero();
    }

    @Test
    void givesTheOverflowValueWhenFullAndCountsIt() {
        BoundedTable<String> table = new BoundedTable<>(3, "overflow");
        for (long key = 1; key <= 5; key++) {
            table.computeIfAbsent(key, Long::toString);
        }
        assertThat(table.computeIfAbsent(2, k -> "another")).isEqualTo("2");
        assertThat(table.computeIfAbsent(4, k -> "another")).isEqualTo("overflow");
        assertThat(table.get(4)).isNull();
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.overflowed()).isEqualTo(3);
        List<String> values = new ArrayList<>();
        table.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void holdsExactlyItsCapacityOfAnyKeys() {
        Random random = new Random(1);
        for (int capacity : new int[] {1, 2, 3, 7, 8, 9, 1000, 2000}) {
            BoundedTable<Long> table = new BoundedTable<>(capacity, -1L);
            Set<Long> keys = new HashSet<>();
            while (keys.size() < capacity) {
                // ids in sequence, multiples of powers of two, and random ones
                long key = keys.size() % 3 == 0
                        ? keys.size()
                        : keys.size() % 3 == 1 ? (long) keys.size() << 40 : random.nextLong();
                keys.add(key);
                table.computeIfAbsent(key, k -> k);
            }
            assertThat(keys).allSatisfy(key -> assertThat(table.get(key)).isEqualTo(key));
            assertThat(table.overflowed()).isZero();
        }
    }

    @Test
    void isAsBeforeWhenMakingAValueFails() {
        BoundedTable<String> table = new BoundedTable<>(1, "overflow");
        assertThatThrownBy(() -> table.computeIfAbsent(7, key -> {
                    throw new IllegalStateException("no value");
                }))
                .hasMessage("no value");
        assertThat(table.size()).isZero();
        assertThat(table.computeIfAbsent(7, Long::toString)).isEqualTo("7");
    }

    @Test
    void threadsAgreeOnTheValueOfAKey() throws Exception {
        int threads = 4;
        int capacity = 300;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                BoundedTable<Object> table = new BoundedTable<>(capacity, "overflow");
                CountDownLatch start = new CountDownLatch(1);
                List<Future<List<Object>>> results = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    results.add(pool.submit(() -> {
                        start.await();
                        List<Object> values = new ArrayList<>();
                        for (long key = 0; key < 400; key++) {
                            values.add(table.computeIfAbsent(key, k -> new Object()));
                        }
                        return values;
                    }));
                }
                start.countDown();
                for (Future<List<Object>> result : results) {
                    List<Object> values = result.get(30, TimeUnit.SECONDS);
                    for (int key = 0; key < values.size(); key++) {
                        Object kept = table.get(key);
                        assertThat(values.get(key)).isIn(kept == null ? "overflow" : kept, "overflow");
                    }
                }
                assertThat(table.size()).isEqualTo(capacity);
                List<Object> all = new ArrayList<>();
                table.forEach(all::add);
                assertThat(all).hasSize(capacity);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void refusesACapacityItCannotHave() {
        assertThatThrownBy(() -> new BoundedTable<>(0, "overflow")).hasMessageContaining("not 0");
    }
}
