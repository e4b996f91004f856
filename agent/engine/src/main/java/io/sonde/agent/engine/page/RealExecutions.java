package io.sonde.agent.engine.page;

import io.sonde.agent.bootstrap.jdbc.Executions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells executions that run from those that only seem to, because their end was lost: the thread's stack overflowed in the very call
 * that was to note it, or the thread was stopped there.
 *
 * <p>Asked by one thread at a time, the registry's.
 */
final class RealExecutions {

    /*
     * Old executions only are looked at. That of a platform thread is real while the thread lives and has a woven execute method on
     * its stack, which is looked at again when the execution is twice as old. A dead thread's slot is given back. A virtual thread cannot
     * be found by its id; its executions are shown for a day, because one that hangs is far more likely than one whose end was lost.
     *
     * Threads are found by their groups: java.lang.management may not be there.
     */

    private record Looked(long startNanos, long untilAgeNanos, boolean real) {}

    private final Predicate<String> isWoven;
    private final long oldNanos;
    private final long virtualNanos;
    private Map<Long, Looked> looked = new HashMap<>();

    RealExecutions(Predicate<String> isWoven) {
        this(isWoven, TimeUnit.MINUTES.toNanos(1), TimeUnit.DAYS.toNanos(1));
    }

    /**
     * @param oldNanos from which age on an execution of a platform thread is looked at
     * @param virtualNanos from which age on an execution of a virtual thread is no longer believed
     */
    RealExecutions(Predicate<String> isWoven, long oldNanos, long virtualNanos) {
        this.isWoven = isWoven;
        this.oldNanos = oldNanos;
        this.virtualNanos = virtualNanos;
    }

    /** Those that are real. */
    List<Execution> among(List<Execution> seen) {
        List<Execution> all = new ArrayList<>(seen.size());
        Map<Long, Looked> still = new HashMap<>();
        Map<Long, Thread> threads = null;
        for (Execution execution : seen) {
            if (execution.ageNanos() < oldNanos || execution.virtual()) {
                if (!execution.virtual() || execution.ageNanos() < virtualNanos) {
                    all.add(execution);
                }
                continue;
            }
            threads = threads == null ? platformThreads() : threads;
            Looked found = look(execution, threads.get(execution.thread()));
            if (found != null) {
                still.put(execution.thread(), found);
                if (found.real()) {
                    all.add(execution);
                }
            }
        }
        looked = still;
        return all;
    }

    private @Nullable Looked look(Execution execution, @Nullable Thread thread) {
        if (thread == null) {
            Executions.forget(execution.thread(), execution.startNanos());
            return null;
        }
        Looked before = looked.get(execution.thread());
        boolean same = before != null && before.startNanos() == execution.startNanos();
        if (before != null && same && execution.ageNanos() < before.untilAgeNanos()) {
            return before;
        }
        return new Looked(execution.startNanos(), 2 * execution.ageNanos(), executes(thread));
    }

    private boolean executes(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().startsWith("execute") && isWoven.test(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static Map<Long, Thread> platformThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 64];
        int found = root.enumerate(threads, true);
        while (found == threads.length) {
            threads = new Thread[2 * threads.length];
            found = root.enumerate(threads, true);
        }
        Map<Long, Thread> byId = new HashMap<>();
        for (int i = 0; i < found; i++) {
            byId.put(id(threads[i]), threads[i]);
        }
        return byId;
    }

    @SuppressWarnings("deprecation") // What the slots have, also where a subclass overrides it.
    private static long id(Thread thread) {
        return thread.getId();
    }
}
