package io.sonde.agent.bootstrap.failure;

import java.io.PrintStream;
import java.util.function.Consumer;

/** Sentences for the user on standard error. Rare by intent: nothing is said where all is well. Any thread; nothing is thrown. */
public final class Warnings implements Consumer<String> {

    private static volatile LogLevel level = LogLevel.WARN;

    @Override
    public void accept(String sentence) {
        warn(sentence);
    }

    /** Says from now on what this level says. */
    public static void level(LogLevel wanted) {
        level = wanted;
    }

    /** Whether sentences of this level are said. */
    public static boolean says(LogLevel asked) {
        return asked.compareTo(level) <= 0;
    }

    /** Prints one line, marked as Sonde's, unless the level is {@link LogLevel#OFF}. Never throws. */
    public static void warn(String sentence) {
        say(LogLevel.WARN, sentence);
    }

    /** Prints one line, marked as Sonde's, if the level includes it. Never throws. Returns false if the line could not be printed. */
    public static boolean say(LogLevel of, String sentence) {
        try {
            if (says(of)) {
                PrintStream err = System.err;
                err.println("[sonde] " + sentence);
            }
            return true;
        } catch (Throwable ignored) {
            // No memory, or a replaced System.err, which may throw whatever it likes.
            return false;
        }
    }
}
