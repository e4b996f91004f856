package io.sonde.exporter.config;

import java.io.IOException;
import java.util.List;

/**
 * Where a target's password comes from.
 *
 * <p>Any thread may call it. No implementation prints a password from {@code toString}.
 */
public interface Password {

    /** The password to log in with now; empty when there is none. May read a file, so not for hot paths. */
    String current() throws IOException;

    /** The passwords that this process has seen from here and may have handed on; what must not appear in any output. */
    List<String> known();
}
