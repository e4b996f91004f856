package io.sonde.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback interface that nobody listens on. */
final class Ports {
    private final boolean standard;

    /** Prefers the standard ports, or takes none of them. */
    Ports(boolean standard) {
        this.standard = standard;
    }

    /** The preferred port if it may be taken and is free, otherwise any free one. */
    int choose(int preferred) throws IOException {
        if (standard) {
            try {
                return free(preferred);
            } catch (IOException e) {
                return free(0);
            }
        }
        return free(0);
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
