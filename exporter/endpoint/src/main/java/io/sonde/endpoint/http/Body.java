package io.sonde.endpoint.http;

import java.io.IOException;
import java.io.OutputStream;

/** The content of a response, written when the endpoint knows how to encode it. */
@FunctionalInterface
public interface Body {

    Body EMPTY = out -> {};

    /** Writes everything, once. Does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
}
