package io.sonde.endpoint.http;

import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A response whose body is bytes, ready to be sent.
 *
 * @param gzip whether the bytes are compressed
 * @param varies whether the response would have been another with another {@code Accept-Encoding}
 */
record Encoded(Response response, Chunks bytes, boolean gzip, boolean varies) {

    /** Writes the body, compressed if the client takes that. Bodies that are no text stay as they are. */
    static Encoded of(Response response, boolean gzipAccepted) throws IOException {
        boolean varies = compressible(response.contentType());
        boolean gzip = gzipAccepted && varies;
        Chunks chunks = new Chunks();
        if (gzip && response.body() instanceof GzipBody body) {
            body.writeGzipTo(chunks);
        } else if (gzip) {
            try (FastGzip out = new FastGzip(chunks)) {
                response.body().writeTo(out);
            }
        } else {
            response.body().writeTo(chunks);
        }
        return new Encoded(response, chunks, gzip, varies);
    }

    private static boolean compressible(String contentType) {
        return contentType.startsWith("text/")
                || contentType.startsWith("application/openmetrics-text")
                || contentType.startsWith("application/json");
    }

    /** Level 1: pages of metrics shrink to a tenth all the same, in a third of the time of the default level. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(Chunks out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
