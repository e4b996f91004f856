package io.sonde.agent.bootstrap.failure;

import java.io.PrintStream;
import java.util.function.Consumer;

/** Sentences for the user on standard error. Rare by intent: nothing is said where all is well. */
public final class Warnings implements Consumer<String> {

    @Override
    public void accept(String sentence) {
        warn(sentence);
    }

    /** Prints one line, marked as Sonde's. Never throws. */
    public static void warn(String sentence) {
        try {
            PrintStream err = System.err;
            err.println("[sonde] " + sentence);
        } catch (Throwable ignored) {
            // A replaced System.err may throw whatever it likes.
        }
    }
}
