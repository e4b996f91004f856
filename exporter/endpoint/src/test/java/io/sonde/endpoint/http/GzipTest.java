package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipTest {

    @ParameterizedTest
    @CsvSource({
        "gzip, true", "'gzip, deflate, br', true", "x-gzip, true", "GZIP, true", "*, true", "gzip;q=0.1, true",
        "'', false", "identity, false", "gzip;q=0, false", "'*;q=0', false", "'*, gzip;q=0', false", "deflate, false",
        "'identity;q=1, gzip;q=0.5', false", "'gzip;q=0.5, *;q=0', true", "gzipped, false"
    })
    void theClientChooses(String acceptEncoding, boolean gzip) {
        assertThat(Preference.gzip(acceptEncoding)).isEqualTo(gzip);
    }

    @Test
    void withoutAWishNothingIsCompressed() {
        assertThat(Preference.gzip(null)).isFalse();
    }

    private static byte[] bytes(Chunks chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.count(); i++) {
            all.write(chunks.chunk(i), 0, chunks.length(i));
        }
        assertThat(all.size()).isEqualTo((int) chunks.length());
        return all.toByteArray();
    }

    @Test
    void chunksKeepEveryByteWhateverTheSizes() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Chunks chunks = new Chunks();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            int writes = random.nextInt(40);
            for (int i = 0; i < writes; i++) {
                byte[] piece = new byte[random.nextInt(5000)];
                random.nextBytes(piece);
                chunks.write(piece, 0, piece.length);
                chunks.write(i);
                expected.write(piece, 0, piece.length);
                expected.write(i);
            }
            assertThat(bytes(chunks)).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void textIsCompressedAndBytesAreNot() throws Exception {
        String text = "metric 1\n".repeat(10_000);
        Body body = out -> out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Encoded encoded = Encoded.of(Response.of(200, Response.PLAIN, body), true);
        assertThat(encoded.gzip()).isTrue();
        assertThat(encoded.bytes().length()).isLessThan(text.length() / 50);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(encoded.bytes())))) {
            assertThat(in.readAllBytes()).asString().isEqualTo(text);
        }
        assertThat(Encoded.of(Response.of(200, Response.PLAIN, body), false).gzip())
                .isFalse();
        assertThat(Encoded.of(Response.of(200, "application/octet-stream", body), true)
                        .gzip())
                .isFalse();
    }
}
