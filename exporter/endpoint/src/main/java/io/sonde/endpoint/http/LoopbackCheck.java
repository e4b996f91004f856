package io.sonde.endpoint.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may see pages that are for this host only. */
final class LoopbackCheck {

    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    private LoopbackCheck() {}

    /** Whether both ends are what they claim: the client is on the loopback, and asked for a name of the loopback. */
    static boolean allows(@Nullable SocketAddress remote, @Nullable String host) {
        return remote instanceof InetSocketAddress inet && isLoopback(inet.getAddress()) && namesLoopback(host);
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    /** Whether the {@code Host} header, without its port, can only mean the loopback. Never asks a name server. */
    static boolean namesLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = withoutPort(host.strip()).toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("[::1]")
                || IPV4_LOOPBACK.matcher(name).matches();
    }

    private static String withoutPort(String host) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? host : host.substring(0, colon);
    }
}
