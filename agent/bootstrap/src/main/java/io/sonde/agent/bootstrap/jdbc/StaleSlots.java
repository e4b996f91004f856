package io.sonde.agent.bootstrap.jdbc;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Recognises slots of executions that never ended for Sonde: the stack overflowed, or the thread was stopped, in the very call that
 * was to end them. Without that, the thread's later executions would be taken for a part of the one that never ended.
 *
 * <p>Called by the owner of the slot, when it enters an execution inside another one.
 */
final class StaleSlots {

    /*
     * Whoever holds a slot is in a woven execute method further down its own stack. So a thread that enters and finds but one
     * such frame, the one that it enters from, has a slot for nothing. Looking at the stack takes microseconds, so it is done rarely:
     * each seventh nested entry looks at the clock, those in executions that are a second old look at the stack, and where they find
     * a real one, they do not look again before it is older by a quarter.
     *
     * Where the thread's later executions go through wrappers, an entry of the driver finds the wrapper's frame too, and cannot tell it
     * from a real one; only the outermost entry can. Seven is a multiple of no likely number of layers, so sooner or later it is the
     * outermost entry's turn.
     */

    private static final int ENTRIES_PER_LOOK = 7;
    private static final long OLD_NANOS = 1_000_000_000;

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Function<Stream<StackFrame>, Boolean> INSIDE_ANOTHER = new InsideAnother();

    private StaleSlots() {}

    /** Whether this thread's slot was stale, and now is free. */
    static boolean freed(ThreadSlots slots, int slot, long thread) {
        if (slots.countNested(slot) % ENTRIES_PER_LOOK != 1) {
            return false;
        }
        long now = System.nanoTime();
        long start = slots.start(slot);
        if (start != 0 && now - slots.checkedUntil(slot, start + OLD_NANOS) < 0) {
            return false;
        }
        if (STACK.walk(INSIDE_ANOTHER)) {
            slots.checkedUntil(slot, start, now + Math.max(now - start, OLD_NANOS) / 4);
            return false;
        }
        slots.release(slot, thread);
        return true;
    }

    /** Whether there are two woven execute methods on the stack. */
    private static final class InsideAnother implements Function<Stream<StackFrame>, Boolean> {
        @Override
        public Boolean apply(Stream<StackFrame> frames) {
            int woven = 0;
            for (Iterator<StackFrame> frame = frames.iterator(); woven < 2 && frame.hasNext(); ) {
                StackFrame next = frame.next();
                if (next.getMethodName().startsWith("execute")
                        && WovenStatement.class.isAssignableFrom(next.getDeclaringClass())) {
                    woven++;
                }
            }
            return woven >= 2;
        }
    }
}
