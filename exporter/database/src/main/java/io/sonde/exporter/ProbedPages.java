package io.sonde.exporter;

import io.sonde.endpoint.page.RememberedPage;
import io.sonde.endpoint.page.Room;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the pages of targets said last. Any thread.
 *
 * @param <T> a target, which is the same as no other
 */
final class ProbedPages<T> {

    private static final Room NONE = new Room(0);

    private final Room room;
    private final Map<T, RememberedPage> pages = new HashMap<>();

    /** @param maxBytes for all of them together */
    ProbedPages(long maxBytes) {
        room = new Room(maxBytes);
    }

    /** The page of this target; forgets those of targets that are none any more. */
    synchronized RememberedPage of(T target, List<T> current) {
        RememberedPage known = pages.get(target);
        if (known != null) {
            return known;
        }
        Set<T> watched = new HashSet<>(current);
        pages.entrySet().removeIf(page -> {
            boolean gone = !watched.contains(page.getKey());
            if (gone) {
                page.getValue().close();
            }
            return gone;
        });
        if (!watched.contains(target)) {
            // It was closed while its page was made.
            return new RememberedPage(NONE);
        }
        RememberedPage page = new RememberedPage(room);
        pages.put(target, page);
        return page;
    }

    synchronized int size() {
        return pages.size();
    }
}
