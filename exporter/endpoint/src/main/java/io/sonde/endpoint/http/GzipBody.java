package io.sonde.endpoint.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body that can be written compressed with less work than by compressing all of it. */
public interface GzipBody extends Body {

    /** Writes everything, once, as one gzip file. Does not close the stream. */
    void writeGzipTo(OutputStream out) throws IOException;
}
