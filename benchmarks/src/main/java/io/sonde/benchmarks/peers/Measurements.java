package io.sonde.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What was measured so far on one JDK. */
final class Measurements {

    /**
     * CPU time per query.
     *
     * @param callingNanos of the calling thread, in the median second
     * @param otherNanos of all others, in the median second
     * @param nanosByName of all others by the names of the threads, on average of all seconds
     */
    record Cpu(double callingNanos, double otherNanos, Map<String, Double> nanosByName) {

        /** Of each figure the median; by name, the average. */
        static Cpu of(List<Cpu> all) {
            Map<String, Double> byName = new TreeMap<>();
            for (Cpu one : all) {
                one.nanosByName.forEach((name, nanos) -> byName.merge(name, nanos / all.size(), Double::sum));
            }
            return new Cpu(
                    median(all.stream().mapToDouble(Cpu::callingNanos)),
                    median(all.stream().mapToDouble(Cpu::otherNanos)),
                    byName);
        }

        /** Of those in the middle the lower one. */
        static double median(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted[(sorted.length - 1) / 2];
        }
    }

    /** CPU time that a peer adds to each query, in its median process: to the calling thread, and in all others. */
    record AddedCpu(double callingNanos, double otherNanos) {}

    private record Key(String method, int threads, String peer) {}

    private final Map<Key, Figure> figures = new HashMap<>();
    private final Map<String, List<Cpu>> cpu = new HashMap<>();
    private final Map<String, String> evidence = new HashMap<>();
    private final Set<String> unseen = new HashSet<>();

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

    /** The peer was not at work in a run. */
    void unseen(Peer peer) {
        unseen.add(peer.name());
    }

    /** Whether the peer was at work in none of the runs, as an agent that does not know the JDK. */
    boolean isIdle(Peer peer) {
        return unseen.contains(peer.name()) && evidence(peer.name()) == null;
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

    /** CPU time of the peer's processes. */
    @Nullable
    Cpu cpu(String peer) {
        List<Cpu> measured = cpu.get(peer);
        return measured == null ? null : Cpu.of(measured);
    }

    /** What the peer adds to the bare call. */
    @Nullable
    AddedCpu addedCpu(String peer) {
        Cpu bare = cpu(Peer.BARE.name());
        Cpu with = cpu(peer);
        return bare == null || with == null
                ? null
                : new AddedCpu(with.callingNanos - bare.callingNanos, with.otherNanos - bare.otherNanos);
    }
}
