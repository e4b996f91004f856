package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class RememberedPageTest {

    /** One gauge, and how often it was turned into the model. */
    private static final class Counted implements Passage {

        private final String name;
        private final double value;
        private int made;

        Counted(String name, double value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Digest digest() {
            return new Digest(Double.doubleToLongBits(value), 0);
        }

        @Override
        public List<MetricSnapshot> snapshots() {
            made++;
            return List.of(GaugeSnapshot.builder()
                    .name(name)
                    .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                    .build());
        }
    }

    private static String unzipped(RememberedPage page, Passage... passages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PassagesBody(ExpositionFormat.PROMETHEUS, List.of(passages), page).writeGzipTo(out);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatSaysTheSameIsNotWrittenAgain() throws IOException {
        Room room = new Room(10_000);
        RememberedPage page = new RememberedPage(room);
        unzipped(page, new Counted("a", 1), new Counted("b", 1));
        long used = room.usedBytes();
        assertThat(used).isBetween(200L, 10_000L);
        Counted same = new Counted("a", 1);
        Counted changed = new Counted("b", 2);
        assertThat(unzipped(page, same, changed)).isEqualTo("# TYPE a gauge\na 1.0\n# TYPE b gauge\nb 2.0\n");
        assertThat(same.made).isZero();
        assertThat(changed.made).isEqualTo(1);
        assertThat(room.usedBytes()).isEqualTo(used);
        page.close();
        assertThat(room.usedBytes()).isZero();
    }

    @Test
    void withoutRoomNothingIsRememberedAndThePageIsWhole() throws IOException {
        Room room = new Room(600);
        RememberedPage first = new RememberedPage(room);
        RememberedPage second = new RememberedPage(room);
        unzipped(first, new Counted("a", 1));
        unzipped(second, new Counted("a", 1));
        long both = room.usedBytes();
        Counted again = new Counted("a", 1);
        String text = unzipped(second, again, new Counted("b", 1));
        assertThat(text).isEqualTo("# TYPE a gauge\na 1.0\n# TYPE b gauge\nb 1.0\n");
        assertThat(room.usedBytes()).isLessThan(both).isPositive();
        Counted forgotten = new Counted("a", 1);
        unzipped(second, forgotten);
        assertThat(forgotten.made).isEqualTo(1);
    }

    @Test
    void aClosedOneTakesNoRoom() throws IOException {
        Room room = new Room(10_000);
        RememberedPage page = new RememberedPage(room);
        page.close();
        assertThat(unzipped(page, new Counted("a", 1))).contains("a 1.0");
        assertThat(room.usedBytes()).isZero();
    }

    @Test
    void anEmptyPageIsAnEmptyFile() throws IOException {
        assertThat(unzipped(new RememberedPage(new Room(0)))).isEmpty();
    }

    @Test
    void checksumsOfPartsMakeThatOfTheWhole() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            CRC32 whole = new CRC32();
            Checksum joined = Checksum.EMPTY;
            List<byte[]> parts = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                byte[] part = new byte[random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(70_000)];
                random.nextBytes(part);
                parts.add(part);
            }
            for (byte[] part : parts) {
                whole.update(part);
                CRC32 own = new CRC32();
                own.update(part);
                joined = joined.followedBy(Checksum.of(own.getValue(), part.length));
            }
            assertThat(joined.crc()).isEqualTo((int) whole.getValue());
        }
    }

    @Test
    void aTextOfAnySizeIsCompressedWhole() throws IOException {
        Random random = new Random(9);
        try (Compressor compressor = new Compressor()) {
            for (int size : new int[] {0, 1, 8_180, 8_187, 8_192, 100_000, 1_000_000}) {
                byte[] text = new byte[size];
                random.nextBytes(text);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                GzipFile file = new GzipFile(out);
                file.add(compressor.compress(text, size));
                file.add(compressor.compress(text, size));
                file.end();
                byte[] read = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
                assertThat(read).hasSize(2 * size).startsWith(text).endsWith(text);
            }
        }
    }
}
