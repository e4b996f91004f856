package io.sonde.exporter.scrape;

import io.sonde.exporter.config.TargetConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Targets with one address, which may be databases of one server, and how they share out what there is to tell of it: each tells of its own
 * database, and the first of those that are up, in the order in which they joined, tells in addition of the databases that no target has,
 * and looks at the server each second for all of them. Only targets that are set up alike may be siblings.
 *
 * <p>Any thread may call it.
 */
public final class Siblings {

    /*
     * Otherwise 200 targets on one server would each read the statistics of 200 databases, and each visit all of them every minute.
     * Behind one address there may also be several servers, with a pooler or a balancer; so those are one server that say so, by the
     * time of their start, which is exact to a microsecond. Who has not said anything yet is taken for a sibling: when the exporter
     * starts, the first targets to be scraped should not take themselves for the only ones.
     */

    /** Servers behind one address, times roles; what a server had that was started anew goes in the end. */
    private static final int MAX_SHARED = 16;

    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final Map<Object, Object> shared = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MAX_SHARED;
        }
    };
    /** Counts what may change who tells of what. */
    private final AtomicInteger changes = new AtomicInteger();
    /** How many wait for an answer that is long in coming. */
    private final AtomicInteger silent = new AtomicInteger();

    /** A target that has no others beside it. */
    public static Member alone(TargetConfig target) {
        return new Siblings().join(target);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public Member join(TargetConfig target) {
        String database = target.url().database();
        Member member = new Member(database.isEmpty() ? target.username() : database);
        members.add(member);
        changes.incrementAndGet();
        return member;
    }

    /** One target among them. */
    public final class Member {

        private final String database;
        private volatile @Nullable Counting counting;
        private volatile @Nullable Server server;
        private volatile boolean down;
        private volatile @Nullable View view;

        Member(String database) {
            this.database = database;
        }

        /** What siblings that are alike in this have in common; made for the first that asks. */
        public <T> T shared(Object alike, Supplier<T> make) {
            synchronized (shared) {
                @SuppressWarnings("unchecked") // One kind of thing for one kind of key.
                T found = (T) shared.computeIfAbsent(alike, a -> make.get());
                return found;
            }
        }

        /** The target is no more. */
        public void leave() {
            members.remove(this);
            changes.incrementAndGet();
        }

        void counts(Counting own) {
            counting = own;
            changes.incrementAndGet();
        }

        void isUp(Server found) {
            Server before = server;
            boolean same = !down && before != null && before.startSeconds() == found.startSeconds();
            server = found;
            down = false;
            if (!same) {
                changes.incrementAndGet();
            }
        }

        void isDown() {
            if (!down) {
                down = true;
                changes.incrementAndGet();
            }
        }

        /** Its collection waits for an answer that is long in coming, or does so no longer. */
        void isSilent(boolean is) {
            silent.addAndGet(is ? 1 : -1);
        }

        /** Whether a collection waits for such an answer from the address of this target. */
        boolean besideSilent() {
            return silent.get() > 0;
        }

        private boolean beside(Member other) {
            Server own = server;
            Server others = other.server;
            return other == this
                    || (!other.down && (own == null || others == null || own.startSeconds() == others.startSeconds()));
        }

        /** What this target tells of, at the moment. The same object as long as that does not change. */
        public Coverage coverage() {
            return now().coverage();
        }

        private View now() {
            int change = changes.get();
            View seen = view;
            if (seen == null || seen.change() != change) {
                seen = look(change);
                view = seen;
            }
            return seen;
        }

        private View look(int change) {
            boolean first = true;
            boolean passed = false;
            Set<String> others = new HashSet<>();
            List<Counting> audience = new ArrayList<>();
            for (Member member : members) {
                if (member == this) {
                    passed = true;
                } else if (beside(member)) {
                    first &= passed;
                    // Two targets of one database, with different roles, say, each tell all of it.
                    if (!member.database.equals(database)) {
                        others.add(member.database);
                    }
                } else {
                    continue;
                }
                Counting counted = member.counting;
                if (counted != null) {
                    audience.add(counted);
                }
            }
            Coverage coverage = new Coverage(database, first, first ? others : Set.of());
            View before = view;
            if (before != null && before.coverage().equals(coverage)) {
                coverage = before.coverage();
            }
            return new View(change, coverage, List.copyOf(audience));
        }

        /** Whether this target looks at the server for all of them. */
        boolean leads() {
            return now().coverage().rest();
        }

        /** Those that take part in its looks, itself included. */
        List<Counting> audience() {
            return now().audience();
        }
    }

    /** How things stand for one of them after so many changes. */
    private record View(int change, Coverage coverage, List<Counting> audience) {}
}
