package io.sonde.endpoint.http;

/** Who may see a page. */
public enum Access {
    /** Everybody who reaches the port. */
    PUBLIC,
    /**
     * Processes of this host only. The {@code Host} header must name the loopback too: a browser that was lured to a
     * name which resolves to 127.0.0.1 sends that name (DNS rebinding).
     */
    LOOPBACK
}
