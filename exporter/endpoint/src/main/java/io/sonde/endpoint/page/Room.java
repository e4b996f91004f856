package io.sonde.endpoint.page;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all remembered pages together may take, and take. Any thread; nothing blocks. */
public final class Room {

    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /** With everything free. */
    public Room(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes so much more, or gives it back if it is negative; false if there is not so much. */
    boolean take(long bytes) {
        long before = usedBytes.get();
        while (bytes <= 0 || before + bytes <= maxBytes) {
            if (usedBytes.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = usedBytes.get();
        }
        return false;
    }

    long usedBytes() {
        return usedBytes.get();
    }
}
