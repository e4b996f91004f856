package io.sonde.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What was measured so far on one JDK. */
final class Measurements {

    /** CPU time per query: of the calling thread, and of all others. */
    record Cpu(double callingNanos, double otherNanos) {

        /** Of each figure the median, of those in the middle the lower one. */
        static Cpu median(List<Cpu> all) {
            return new Cpu(
                    median(all.stream().mapToDouble(Cpu::callingNanos)),
                    median(all.stream().mapToDouble(Cpu::otherNanos)));
        }

        private static double median(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted[(sorted.length - 1) / 2];
        }
    }

    private record Key(String method, int threads, String peer) {}

    private final Map<Key, Figure> figures = new HashMap<>();
    private final Map<String, List<Cpu>> cpu = new HashMap<>();
    private final Map<String, String> evidence = new HashMap<>();

    void put(String method, int threads, Peer peer, Figure figure) {
        figures.put(new Key(method, threads, peer.name()), figure);
    }

    /** Adds what one process measured. */
    void put(Peer peer, Cpu measured) {
        cpu.computeIfAbsent(peer.name(), ignored -> new ArrayList<>()).add(measured);
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

    /** CPU time that the peer adds to each query, in the median of its processes: in the calling thread, and in all others. */
    @Nullable
    Cpu addedCpu(String peer) {
        List<Cpu> ofBare = cpu.get(Peer.BARE.name());
        List<Cpu> ofPeer = cpu.get(peer);
        if (ofBare == null || ofPeer == null) {
            return null;
        }
        Cpu bare = Cpu.median(ofBare);
        Cpu with = Cpu.median(ofPeer);
        return new Cpu(with.callingNanos - bare.callingNanos, with.otherNanos - bare.otherNanos);
    }
}
