package io.sonde.endpoint.http;

/** The methods that pages have. HEAD is answered wherever {@link #GET} is. */
public enum Verb {
    GET,
    /** Changes state. Taken only with a header {@code X-Sonde}, which a form of another site cannot send. */
    POST
}
