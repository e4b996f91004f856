package io.sonde.verify.matrix.app;

/** H2's function. */
public final class Twice {

    private Twice() {}

    public static int of(int number) {
        return 2 * number;
    }
}
