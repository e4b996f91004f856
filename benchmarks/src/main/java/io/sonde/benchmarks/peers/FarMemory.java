package io.sonde.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long this machine takes to read a line of memory that is not at hand, by how many lines are in use in turn. For one thread.
 *
 * <p>An application with ten thousand texts uses more memory per round of them than a processor has for itself. What is further away it shares with the
 * machine's other tenants, and their share changes by the second: so the same benchmark takes once and three times as long. These readings,
 * taken between the others, tell how many lines there is room for. The lines lie apart, as what an application uses does: side by side more
 * of them find room.
 */
final class FarMemory {

    private static final int[] LINES = {8_000, 16_000, 24_000, 32_000, 48_000};
    private static final int APART_BYTES = 192;
    private static final int APART_INTS = APART_BYTES / Integer.BYTES;
    private static final int HOPS = 300_000;

    private final List<int[]> rings = new ArrayList<>();
    private final List<List<Double>> readings = new ArrayList<>();
    private final int[] places = new int[LINES.length];

    FarMemory() {
        for (int lines : LINES) {
            rings.add(ring(lines));
            readings.add(new ArrayList<>());
        }
    }

    /** Forgets the readings so far. */
    void begin() {
        readings.forEach(List::clear);
    }

    /** Takes a reading of each size. */
    void read() {
        for (int i = 0; i < LINES.length; i++) {
            hop(i); // What was read before another ring came is not at hand any more.
            readings.get(i).add(hop(i));
        }
    }

    /** The readings as a table, in nanoseconds for a line; empty if there are none. */
    String table() {
        if (readings.get(0).isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("\nA line of memory, of many that lie " + APART_BYTES
                        + " bytes apart and are read in turn, in nanoseconds; ")
                .append(readings.get(0).size())
                .append(
                        " readings between the benchmarks.\n\n| lines in use | least | median | most |\n|---|---|---|---|\n");
        for (int i = 0; i < LINES.length; i++) {
            List<Double> sorted = readings.get(i).stream().sorted().toList();
            out.append("| ").append(Figure.number(LINES[i])).append(" |");
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
        int[] ring = new int[lines * APART_INTS];
        for (int i = 0; i < lines; i++) {
            ring[order[i] * APART_INTS] = order[(i + 1) % lines] * APART_INTS;
        }
        return ring;
    }
}
