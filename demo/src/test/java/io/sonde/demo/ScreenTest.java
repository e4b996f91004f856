package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void goesBackToTheFirstLineOfTheBlockBefore() {
        Screen screen = new Screen(out, true);
        screen.show(List.of(Line.plain("a"), new Line("b", Line.Style.GOOD)));
        assertThat(text()).isEqualTo("\r\u001b[2K\u001b[0ma\u001b[0m\n\r\u001b[2K\u001b[32mb\u001b[0m\n\u001b[J");

        written.reset();
        screen.show(List.of(Line.plain("c")));
        assertThat(text()).isEqualTo("\u001b[2A\r\u001b[2K\u001b[0mc\u001b[0m\n\u001b[J");
    }

    @Test
    void elsewhereThereAreNoEscapeSequences() {
        Screen screen = new Screen(out, false);
        screen.show(List.of(new Line("a", Line.Style.HEAD)));
        screen.show(List.of(Line.plain("b")));

        assertThat(text().lines()).containsExactly("a", "", "b", "");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
