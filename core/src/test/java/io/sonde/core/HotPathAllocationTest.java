package io.sonde.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sonde.core.latency.LatencyBounds;
import io.sonde.core.latency.LatencyRecorder;
import io.sonde.core.series.BoundedTable;
import io.sonde.core.series.TextCache;
import java.lang.management.ManagementFactory;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What runs in an application's threads allocates nothing: not a byte in 100 000 operations, once the classes are loaded. */
class HotPathAllocationTest {

    private static final int OPERATIONS = 100_000;
    private static final int ROUNDS = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long found;

    @Test
    void recordingAllocatesNothing() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        assertThat(bytesOf(i -> recorder.record(i * 1001L))).isZero();
        assertThat(recorder.snapshot().count()).isEqualTo(ROUNDS * OPERATIONS);
    }

    @Test
    void readingTheSumAllocatesNothing() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        recorder.record(3);
        assertThat(bytesOf(i -> found += recorder.sumNanos())).isZero();
        assertThat(found).isEqualTo(3L * ROUNDS * OPERATIONS);
    }

    @Test
    void lookingUpAKeyAllocatesNothing() {
        BoundedTable<String> table = new BoundedTable<>(500, "overflow");
        LongFunction<String> make = key -> "made";
        for (long key = 0; key < 500; key++) {
            table.computeIfAbsent(key, make);
        }
        assertThat(bytesOf(i -> {
                    found += table.get(i % 600) == null ? 0 : 1;
                    found += table.computeIfAbsent(i % 500, make) == null ? 0 : 1;
                }))
                .isZero();
        assertThat(found).isGreaterThan(ROUNDS * OPERATIONS);
    }

    @Test
    void lookingUpATextAllocatesNothing() {
        TextCache<String> cache = new TextCache<>(64, 1000);
        String[] texts = new String[20];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "select * from orders where id = ? and number = " + i;
            if (i % 2 == 0) {
                cache.put(new String(texts[i].toCharArray()), texts[i]);
            }
        }
        assertThat(bytesOf(i -> found += cache.get(texts[i % texts.length]) == null ? 0 : 1))
                .isZero();
        assertThat(found).isEqualTo(ROUNDS * OPERATIONS / 2);
    }

    private interface Operation {
        void run(int i);
    }

    /**
     * The fewest bytes of several rounds after the first. The JVM itself may allocate on the thread once, when it compiles or links what
     * runs; an operation that allocates does so in every round.
     */
    private long bytesOf(Operation operation) {
        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run(i);
            }
            long bytes = threads.getThreadAllocatedBytes(thread) - before;
            fewest = round == 0 ? fewest : Math.min(fewest, bytes);
        }
        return fewest;
    }
}
