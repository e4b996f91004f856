package io.sonde.endpoint.http;

import java.io.IOException;
import java.net.BindException;

/** An endpoint could not open its port. Owners make a warning of it and go on without. */
public final class CannotListenException extends IOException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Another process, or another endpoint of this one, listens there. */
        PORT_IN_USE,
        /** The host has no such address, or the name does not resolve. */
        NO_SUCH_ADDRESS,
        /** The process may not listen there; ports below 1024 are often reserved. */
        NOT_PERMITTED,
        OTHER
    }

    private final Reason reason;

    CannotListenException(String where, Throwable cause) {
        this(where, reason(cause), cause);
    }

    private CannotListenException(String where, Reason reason, Throwable cause) {
        super("cannot listen on " + where + ": " + say(reason, cause), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static Reason reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof java.nio.channels.UnresolvedAddressException
                || cause instanceof java.net.UnknownHostException
                || message.contains("Cannot assign requested address")
                || message.contains("Can't assign requested address")) {
            return Reason.NO_SUCH_ADDRESS;
        }
        if (message.contains("ermission denied")) {
            return Reason.NOT_PERMITTED;
        }
        return cause instanceof BindException ? Reason.PORT_IN_USE : Reason.OTHER;
    }

    private static String say(Reason reason, Throwable cause) {
        return switch (reason) {
            case PORT_IN_USE -> "the port is in use";
            case NO_SUCH_ADDRESS -> "this host has no such address";
            case NOT_PERMITTED -> "not permitted";
            case OTHER -> String.valueOf(cause);
        };
    }
}
