package io.sonde.demo;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is known of the terminal that the tour writes to. */
record Terminal(int columns, int rows) {
    static final Terminal UNKNOWN = new Terminal(140, 40);
    private static final int MIN_COLUMNS = 78;

    /**
     * Whether what is written goes to a terminal that understands ANSI sequences. Up to JDK 21 there is no console where there is no
     * terminal; from 22 on one has to ask it.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean understandsAnsi() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return System.getenv("WT_SESSION") != null || System.getenv("TERM") != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Asks {@code stty}; where there is none, or no terminal, {@link #UNKNOWN}. */
    static Terminal size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] answer = new String(stty.getInputStream().readNBytes(100), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", 2);
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
            }
            if (answer.length == 2) {
                int rows = Integer.parseInt(answer[0]);
                int columns = Integer.parseInt(answer[1]);
                return rows > 0 && columns > 0 ? new Terminal(Math.max(MIN_COLUMNS, columns), rows) : UNKNOWN;
            }
        } catch (IOException | NumberFormatException e) {
            // No stty, no terminal, or a strange one: nothing depends on it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return UNKNOWN;
    }
}
