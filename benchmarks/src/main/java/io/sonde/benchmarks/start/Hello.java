package io.sonde.benchmarks.start;

/** Reaches {@code main}, says so, and waits until its input ends. */
public final class Hello {

    static final String READY = "m";

    private Hello() {}

    public static void main(String[] arguments) throws Exception {
        System.out.write(READY.charAt(0));
        System.out.flush();
        int end = System.in.read();
        System.exit(end < 0 ? 0 : 1);
    }
}
