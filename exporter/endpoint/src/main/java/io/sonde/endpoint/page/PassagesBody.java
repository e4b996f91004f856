package io.sonde.endpoint.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.http.GzipBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The passages of one page. Compressed, those that say what they said on the page before are taken from there. */
final class PassagesBody implements GzipBody {

    /*
     * Nearly all of a page is as it was 15 seconds before: settings, what is read once a minute, statements that nobody executes. To
     * turn it into the model, into text and into gzip once more is most of what a scrape costs this process. The text is always the
     * library's. It is kept compressed, which is a tenth; who wants it plain is no Prometheus, and has it written anew. Of what it was written
     * from a digest is kept: values and labels themselves took as much of the heap as all else that a target needs.
     */

    private final ExpositionFormat format;
    private final List<Passage> passages;
    private final RememberedPage before;

    PassagesBody(ExpositionFormat format, List<? extends Passage> passages, RememberedPage before) {
        this.format = format;
        this.passages = List.copyOf(passages);
        this.before = before;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        List<MetricSnapshot> all = new ArrayList<>();
        for (Passage passage : passages) {
            all.addAll(passage.snapshots());
        }
        format.write(new MetricSnapshots(all), out);
    }

    @Override
    public void writeGzipTo(OutputStream out) throws IOException {
        Map<String, RememberedPage.Written> known = before.passages(format);
        Map<String, RememberedPage.Written> now = new LinkedHashMap<>();
        GzipFile file = new GzipFile(out);
        Text text = new Text();
        try (Compressor compressor = new Compressor()) {
            for (Passage passage : passages) {
                Digest digest = passage.digest();
                RememberedPage.Written written = known.get(passage.name());
                if (written == null || !written.digest().equals(digest)) {
                    written = new RememberedPage.Written(digest, compressed(passage, text, compressor));
                }
                now.put(passage.name(), written);
                file.add(written.text());
            }
            byte[] end = format.end().getBytes(StandardCharsets.US_ASCII);
            file.add(compressor.compress(end, end.length));
        }
        file.end();
        before.remember(format, now);
    }

    private Deflated compressed(Passage passage, Text text, Compressor compressor) throws IOException {
        text.reset();
        format.write(new MetricSnapshots(passage.snapshots()), text);
        return compressor.compress(text.bytes(), text.size() - format.end().length());
    }

    /** Gives its bytes without a copy. */
    private static final class Text extends ByteArrayOutputStream {

        Text() {
            super(4096);
        }

        byte[] bytes() {
            return buf;
        }
    }
}
