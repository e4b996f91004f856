package io.sonde.endpoint.page;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one page said when it was last written, in each format, as long as there is room for it.
 *
 * <p>Any thread. Of two that write the page at the same time, what the later one wrote is remembered.
 */
public final class RememberedPage implements AutoCloseable {

    /** For the objects around a text. */
    private static final int OVERHEAD_BYTES = 200;

    private final Room room;
    private final Map<ExpositionFormat, Last> last = new EnumMap<>(ExpositionFormat.class);
    private boolean closed;

    /** A passage's text, and the digest of what it tells. */
    record Written(Digest digest, Deflated text) {}

    private record Last(Map<String, Written> passages, long bytes) {

        static final Last NONE = new Last(Map.of(), 0);
    }

    /** @param room shared by all pages */
    public RememberedPage(Room room) {
        this.room = room;
    }

    /** The passages of the last page, by name. */
    synchronized Map<String, Written> passages(ExpositionFormat format) {
        return last.getOrDefault(format, Last.NONE).passages();
    }

    /** These instead of what was remembered before; or nothing, where there is no room. */
    void remember(ExpositionFormat format, Map<String, Written> passages) {
        replace(format, new Last(passages, bytes(passages)));
    }

    private synchronized void replace(ExpositionFormat format, Last now) {
        long before = last.getOrDefault(format, Last.NONE).bytes();
        if (!closed && room.take(now.bytes() - before)) {
            last.put(format, now);
        } else {
            last.remove(format);
            room.take(-before);
        }
    }

    /** Forgets everything, and remembers nothing any more. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Last page : last.values()) {
            room.take(-page.bytes());
        }
        last.clear();
    }

    private static long bytes(Map<String, Written> passages) {
        long bytes = 0;
        for (Written written : passages.values()) {
            bytes += written.text().bytes().length + OVERHEAD_BYTES;
        }
        return bytes;
    }
}
