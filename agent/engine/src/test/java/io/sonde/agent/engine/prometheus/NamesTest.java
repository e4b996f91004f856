package io.sonde.agent.engine.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NamesTest {

    /** Letters, and both halves of surrogate pairs at their limits. */
    private static final String ALPHABET = "aé\u20AC\uD7FF\uD800\uDBFF\uDC00\uDFFF\uE000\uFFFF";

    @Test
    void itSaysWhatAnEncoderSays() {
        Random random = new Random(17);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            boolean expected =
                    text.length() > 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
            assertThat(Names.isValidUtf8(text.toString())).as("%s", text).isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isBetween(2_000, 18_000);
    }
}
