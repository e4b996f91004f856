package io.sonde.demo;

import java.io.PrintStream;
import java.util.List;

/** Shows a block of lines again and again: in place on a terminal, one below the other elsewhere. For one thread. */
final class Screen {
    private static final String CSI = "\u001b[";

    private final PrintStream out;
    private final boolean inPlace;
    private int shown;

    Screen(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    boolean inPlace() {
        return inPlace;
    }

    /** Replaces the block that was shown before by this one, in one write. */
    void show(List<Line> lines) {
        StringBuilder block = new StringBuilder();
        if (inPlace) {
            if (shown > 0) {
                block.append(CSI).append(shown).append('A');
            }
            for (Line line : lines) {
                block.append('\r').append(CSI).append("2K");
                block.append(CSI).append(line.style().ansi()).append('m');
                block.append(line.text()).append(CSI).append("0m\n");
            }
            block.append(CSI).append('J');
        } else {
            lines.forEach(line -> block.append(line.text()).append(System.lineSeparator()));
            block.append(System.lineSeparator());
        }
        shown = lines.size();
        out.print(block);
        out.flush();
    }
}
