package io.sonde.endpoint.http;

/** A request that cannot be understood. The message is for the client. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1;

    BadRequestException(String message) {
        super(message, null, false, false);
    }
}
