package io.sonde.benchmarks.peers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured so far on one JDK. */
final class Measurements {

    /** CPU time per query: of the calling thread, and of all others. */
    record Cpu(double callingNanos, double otherNanos) {}

    private record Key(String method, int threads, String peer) {}

    private final Map<Key, Figure> figures = new HashMap<>();
    private final Map<String, Cpu> cpu = new HashMap<>();
    private final Map<String, String> evidence = new HashMap<>();

    void put(String method, int threads, Peer peer, Figure figure) {
        figures.put(new Key(method, threads, peer.name()), figure);
    }

    void put(Peer peer, Cpu measured) {
        cpu.put(peer.name(), measured);
    }

    /** What shows that the peer was at work. */
    void evidence(Peer peer, String seen) {
        evidence.put(peer.name(), seen);
    }

    @Nullable
    String evidence(String peer) {
        return evidence.get(peer);
    }

    /** The floor that was measured beside the row. */
    @Nullable
    Figure floor(Row row, int threads) {
        return figures.get(new Key(row.method(), threads, Row.FLOOR));
    }

    void putFloor(Row row, int threads, Figure figure) {
        figures.put(new Key(row.method(), threads, Row.FLOOR), figure);
    }

    @Nullable
    Figure bare(Row row, int threads) {
        return figures.get(new Key(row.method(), threads, Peer.BARE.name()));
    }

    /** What the peer adds to the bare call. */
    @Nullable
    Figure added(Row row, int threads, String peer) {
        Figure bare = bare(row, threads);
        Figure with = figures.get(new Key(row.method(), threads, peer));
        return bare == null || with == null ? null : with.minus(bare);
    }

    /** CPU time that the peer adds to each query: in the calling thread, and in all others. */
    @Nullable
    Cpu addedCpu(String peer) {
        Cpu bare = cpu.get(Peer.BARE.name());
        Cpu with = cpu.get(peer);
        return bare == null || with == null
                ? null
                : new Cpu(with.callingNanos - bare.callingNanos, with.otherNanos - bare.otherNanos);
    }
}
