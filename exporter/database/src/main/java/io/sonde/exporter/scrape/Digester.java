package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.Labels;
import io.sonde.core.metric.MetricSpec;
import io.sonde.endpoint.page.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.IdentityHashMap;
import java.util.List;

/** Digests of the metrics of one page. For one thread. */
final class Digester {

    /*
     * Every length comes before what it is of, so that no two lists of metrics are the same bytes. A series of labels is on a page
     * many times, once for each counter of a statement: its digest stands for it.
     */

    private static final int DIGEST_BYTES = 2 * Long.BYTES;

    private final MessageDigest sha;
    private final IdentityHashMap<Labels, Digest> labels = new IdentityHashMap<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(4096);

    Digester() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    Digest of(List<Family> families) {
        // All labels first: they use the same buffer.
        for (Family family : families) {
            for (int i = 0; i < family.size(); i++) {
                digest(family.labels(i));
            }
        }
        for (Family family : families) {
            put(family);
        }
        return end();
    }

    private void put(Family family) {
        MetricSpec spec = family.spec();
        put(spec.name());
        put(spec.help());
        put(spec.type().name());
        putInt(family.size());
        for (int i = 0; i < family.size(); i++) {
            Digest series = digest(family.labels(i));
            putLong(series.first());
            putLong(series.second());
            putDouble(family.value(i));
            Samples.Buckets buckets = family.buckets(i);
            if (buckets == null) {
                putInt(-1);
            } else {
                put(buckets.edges());
                put(buckets.counts());
            }
        }
    }

    private Digest digest(Labels series) {
        Digest known = labels.get(series);
        if (known != null) {
            return known;
        }
        putInt(series.size());
        for (int i = 0; i < series.size(); i++) {
            put(series.getName(i));
            put(series.getValue(i));
        }
        Digest made = end();
        labels.put(series, made);
        return made;
    }

    private void put(double[] numbers) {
        putInt(numbers.length);
        for (double number : numbers) {
            putDouble(number);
        }
    }

    private void put(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putInt(encoded.length);
        if (encoded.length > bytes.remaining()) {
            flush();
        }
        if (encoded.length > bytes.remaining()) {
            sha.update(encoded);
        } else {
            bytes.put(encoded);
        }
    }

    /** To the bit: the text of -0 is not that of 0. */
    private void putDouble(double number) {
        putLong(Double.doubleToLongBits(number));
    }

    private void putInt(int number) {
        if (bytes.remaining() < Integer.BYTES) {
            flush();
        }
        bytes.putInt(number);
    }

    private void putLong(long number) {
        if (bytes.remaining() < Long.BYTES) {
            flush();
        }
        bytes.putLong(number);
    }

    private void flush() {
        sha.update(bytes.array(), 0, bytes.position());
        bytes.clear();
    }

    private Digest end() {
        flush();
        ByteBuffer digest = ByteBuffer.wrap(sha.digest(), 0, DIGEST_BYTES);
        return new Digest(digest.getLong(), digest.getLong());
    }
}
