package io.sonde.agent.bootstrap.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassFileBuffersTest {

    private final ClassFileBuffers buffers = new ClassFileBuffers();

    @Test
    void whatIsGivenBackIsTakenAgain() {
        byte[] first = buffers.take(100);
        byte[] inside = buffers.take(100);
        assertThat(inside).isNotSameAs(first);
        buffers.give(inside);
        buffers.give(first);
        assertThat(buffers.take(5000)).isSameAs(first);
        assertThat(buffers.take(1)).isSameAs(inside);
    }

    @Test
    void aLargeFileGetsALargeArrayThatServesFromThenOn() {
        buffers.give(buffers.take(1));
        byte[] large = buffers.take(100_000);
        assertThat(large).hasSizeGreaterThanOrEqualTo(100_000);
        buffers.give(large);
        assertThat(buffers.take(90_000)).isSameAs(large);
    }

    @Test
    void noMoreAreKeptThanAreEverNeededAtOnce() {
        List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            taken.add(buffers.take(1));
        }
        taken.forEach(buffers::give);
        long reused = 0;
        for (int i = 0; i < 20; i++) {
            byte[] again = buffers.take(1);
            reused += taken.stream().anyMatch(one -> one == again) ? 1 : 0;
        }
        assertThat(reused).isEqualTo(8);
    }
}
