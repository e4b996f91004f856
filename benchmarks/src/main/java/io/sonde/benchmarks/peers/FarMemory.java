package io.sonde.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long this machine takes to read a line of memory that is not at hand, by how much memory is in use in turn. For one thread.
 *
 * <p>An application with ten thousand texts uses more memory per round of them than a processor has for itself. What is further away it shares with the
 * machine's other tenants, and their share changes by the second: so the same benchmark takes once and three times as long. These readings,
 * taken between the others, tell which it was.
 */
final class FarMemory {

    private static final int[] KIB = {512, 1024, 2048, 4096};
    private static final int LINE_INTS = 64 / Integer.BYTES;
    private static final int HOPS = 300_000;

    private final List<int[]> rings = new ArrayList<>();
    private final List<List<Double>> readings = new ArrayList<>();
    private final int[] places = new int[KIB.length];

    FarMemory() {
        for (int kib : KIB) {
            rings.add(ring(kib * 1024 / 64));
            readings.add(new ArrayList<>());
        }
    }

    /** Forgets the readings so far. */
    void begin() {
        readings.forEach(List::clear);
    }

    /** Takes a reading of each size. */
    void read() {
        for (int i = 0; i < KIB.length; i++) {
            hop(i); // What was read before another ring came is not at hand any more.
            readings.get(i).add(hop(i));
        }
    }

    /** The readings as a table, in nanoseconds for a line; empty if there are none. */
    String table() {
        if (readings.get(0).isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("\nA line of memory, read one after another, in nanoseconds; ")
                .append(readings.get(0).size())
                .append(
                        " readings between the benchmarks.\n\n| memory in use | least | median | most |\n|---|---|---|---|\n");
        for (int i = 0; i < KIB.length; i++) {
            List<Double> sorted = readings.get(i).stream().sorted().toList();
            out.append("| ").append(KIB[i]).append(" KiB |");
            for (int place : new int[] {0, sorted.size() / 2, sorted.size() - 1}) {
                out.append(' ').append(Figure.number(sorted.get(place))).append(" |");
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** Goes on in a ring. Returns nanoseconds for a line. */
    private double hop(int which) {
        int[] ring = rings.get(which);
        int next = places[which];
        long start = System.nanoTime();
        for (int i = 0; i < HOPS; i++) {
            next = ring[next];
        }
        long end = System.nanoTime();
        places[which] = next;
        return (end - start) / (double) HOPS;
    }

    /** One ring through all lines, in an order that no processor guesses; each says where the next is. */
    private static int[] ring(int lines) {
        int[] order = new int[lines];
        Random random = new Random(lines);
        for (int i = 1; i < lines; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        int[] ring = new int[lines * LINE_INTS];
        for (int i = 0; i < lines; i++) {
            ring[order[i] * LINE_INTS] = order[(i + 1) % lines] * LINE_INTS;
        }
        return ring;
    }
}
