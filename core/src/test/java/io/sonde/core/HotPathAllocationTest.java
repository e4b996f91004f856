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

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long found;

    @Test
    void recordingAllocatesNothing() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        assertThat(bytesOf(i -> recorder.record(i * 1001L))).isZero();
        assertThat(recorder.snapshot().count()).isEqualTo(2 * OPERATIONS);
    }

    @Test
    void readingTheSumAllocatesNothing() {
        LatencyRecorder recorder = new LatencyRecorder(LatencyBounds.standard());
        recorder.record(3);
        assertThat(bytesOf(i -> found += recorder.sumNanos())).isZero();
        assertThat(found).isEqualTo(3L * 2 * OPERATIONS);
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
        assertThat(found).isGreaterThan(2 * OPERATIONS);
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
        assertThat(found).isEqualTo(OPERATIONS);
    }

    private interface Operation {
        void run(int i);
    }

    /** Runs the operation as often twice, and measures the second time. */
    private long bytesOf(Operation operation) {
        long bytes = 0;
        for (int round = 0; round < 2; round++) {
            long thread = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(thread);
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run(i);
            }
            bytes = threads.getThreadAllocatedBytes(thread) - before;
        }
        return bytes;
    }
}
