package io.sonde.verify.matrix.app;

import java.util.List;

/** The dimensions of chains, for whoever selects some of their product. */
public final class Chains {

    private static final List<Pool> POOLS = List.of(Pool.values());
    private static final List<Door> DOORS = List.of(Door.values());
    private static final List<Wrapping> WRAPPINGS = List.of(Wrapping.values());

    private Chains() {}

    /** How many values each dimension has, in the order of {@link #of}. */
    public static int[] sizes() {
        return new int[] {POOLS.size(), DOORS.size(), WRAPPINGS.size(), WRAPPINGS.size(), 2};
    }

    /** The chain with these values. */
    public static Chain of(int[] row) {
        return new Chain(
                DOORS.get(row[1]), WRAPPINGS.get(row[2]), POOLS.get(row[0]), row[4] == 0, WRAPPINGS.get(row[3]));
    }
}
