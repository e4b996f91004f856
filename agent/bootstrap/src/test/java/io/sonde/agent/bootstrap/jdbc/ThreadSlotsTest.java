package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ThreadSlotsTest {

    private static final int HOME_TABLE = 1024;

    private final ThreadSlots slots = new ThreadSlots();

    @Test
    void aThreadFindsItsSlotUntilItGivesItBack() {
        assertThat(slots.find(5)).isEqualTo(ThreadSlots.NONE);
        int slot = slots.claim(5);
        assertThat(slots.find(5)).isEqualTo(slot);
        slots.release(slot, 5);
        assertThat(slots.find(5)).isEqualTo(ThreadSlots.NONE);
    }

    @Test
    void threadsStartWithDifferentStripesAndKeepTheOneThatTheyMovedTo() {
        int slot = slots.claim(5);
        int neighbour = slots.claim(6);
        int first = slots.stripe(slot);
        assertThat(first & 1).isNotEqualTo(slots.stripe(neighbour) & 1);
        slots.nextStripe(slot);
        slots.release(slot, 5);
        assertThat(slots.stripe(slots.claim(5))).isEqualTo(first + 1);
        assertThat(slots.stripe(neighbour)).isEqualTo(neighbour);
    }

    @Test
    void threadsOfOneHomeHaveSlotsOfTheirOwn() {
        int first = slots.claim(7);
        int second = slots.claim(7 + HOME_TABLE);
        int third = slots.claim(7 + 2 * HOME_TABLE);
        assertThat(Set.of(first, second, third)).hasSize(3);
        slots.release(first, 7);
        assertThat(slots.find(7)).isEqualTo(ThreadSlots.NONE);
        assertThat(slots.find(7 + HOME_TABLE)).isEqualTo(second);
        assertThat(slots.find(7 + 2 * HOME_TABLE)).isEqualTo(third);
        slots.release(second, 7 + HOME_TABLE);
        slots.release(third, 7 + 2 * HOME_TABLE);
        assertThat(slots.find(7 + 2 * HOME_TABLE)).isEqualTo(ThreadSlots.NONE);
        assertThat(slots.claim(7)).isEqualTo(first);
    }

    @Test
    void aFullTableGetsAnotherSegment() {
        Set<Integer> taken = new HashSet<>();
        for (long thread = 1; thread <= 3 * HOME_TABLE; thread++) {
            int slot = slots.claim(thread);
            slots.start(slot, thread, 0);
            slots.nesting(slot, -thread);
            taken.add(slot);
        }
        assertThat(taken).hasSize(3 * HOME_TABLE).doesNotContain(ThreadSlots.NONE);
        for (long thread = 1; thread <= 3 * HOME_TABLE; thread++) {
            int slot = slots.find(thread);
            assertThat(slots.start(slot)).isEqualTo(thread);
            assertThat(slots.nesting(slot)).isEqualTo(-thread);
            slots.release(slot, thread);
            assertThat(slots.find(thread)).isEqualTo(ThreadSlots.NONE);
        }
        List<Long> running = new ArrayList<>();
        slots.forEachRunning((thread, virtual, start, query) -> running.add(start));
        assertThat(running).isEmpty();
    }

    @Test
    void beyondTheLastSegmentThereIsNone() {
        ThreadSlots two = new ThreadSlots(0, 1);
        long tooMany = 2 * HOME_TABLE + 1;
        for (long thread = 1; thread < tooMany; thread++) {
            assertThat(two.claim(thread)).isNotEqualTo(ThreadSlots.NONE);
        }
        assertThat(two.dropped()).isZero();
        assertThat(two.claim(tooMany)).isEqualTo(ThreadSlots.NONE);
        assertThat(two.dropped()).isEqualTo(1);
        two.release(two.find(1000), 1000);
        assertThat(two.claim(tooMany)).isNotEqualTo(ThreadSlots.NONE);
    }

    @Test
    void startsOfRunningExecutionsAreVisited() {
        slots.start(slots.claim(1), 111, ThreadSlots.query(11, false));
        slots.start(slots.claim(2), 222, ThreadSlots.query(22, true));
        slots.start(slots.claim(3), 333, ThreadSlots.query(33, false));
        slots.release(slots.find(1), 1);
        List<String> running = new ArrayList<>();
        slots.forEachRunning((thread, virtual, start, query) ->
                running.add(thread + (virtual ? " virtual " : " platform ") + start + " " + query));
        assertThat(running).containsExactlyInAnyOrder("2 virtual 222 22", "3 platform 333 33");
        slots.stop(slots.find(2));
        slots.forget(3, 332);
        assertThat(slots.find(3)).isNotEqualTo(ThreadSlots.NONE);
        slots.forget(3, 333);
        assertThat(slots.find(3)).isEqualTo(ThreadSlots.NONE);
        running.clear();
        slots.forEachRunning((thread, virtual, start, query) -> running.add("any"));
        assertThat(running).isEmpty();
    }

    @Test
    void threadsThatShareHomesNeverShareASlot() throws InterruptedException {
        int threads = 4;
        AtomicInteger mistakes = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            long id = 9 + (long) t * HOME_TABLE;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    int slot = slots.claim(id);
                    slots.nesting(slot, id);
                    if (slots.find(id) != slot || slots.nesting(slot) != id) {
                        mistakes.incrementAndGet();
                    }
                    slots.release(slot, id);
                    if (slots.find(id) != ThreadSlots.NONE) {
                        mistakes.incrementAndGet();
                    }
                }
                done.countDown();
            });
            thread.start();
        }
        done.await();
        assertThat(mistakes).hasValue(0);
    }
}
