package io.sonde.endpoint.http;

/**
 * Where and how an endpoint listens.
 *
 * @param bindAddress a host name or an address, v4 or v6; empty for all addresses of the host
 * @param port 0 for any free one
 * @param daemon whether the process may end while the endpoint runs
 */
public record HttpSettings(String bindAddress, int port, boolean daemon, HttpLimits limits) {

    public HttpSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    /** All addresses, daemon threads, standard limits. */
    public static HttpSettings on(int port) {
        return new HttpSettings("", port, true, HttpLimits.standard());
    }
}
