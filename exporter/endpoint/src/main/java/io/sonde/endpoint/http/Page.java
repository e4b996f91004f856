package io.sonde.endpoint.http;

/**
 * One page of an endpoint: a path and what it answers.
 *
 * <p>{@link #answer} is called by several threads at the same time.
 */
public interface Page {

    /** The decoded path, starting with a slash. It is compared as a whole. */
    String path();

    default Verb verb() {
        return Verb.GET;
    }

    default Access access() {
        return Access.PUBLIC;
    }

    /**
     * Whether the answer comes from memory, in microseconds. Such pages are answered by the thread that reads from the
     * network, so that they work while all others are busy.
     */
    default boolean quick() {
        return false;
    }

    /** What the landing page calls it; empty to leave it out there. */
    default String title() {
        return "";
    }

    /** Answers a request. What it throws becomes a response with status 500 that says nothing about it. */
    Response answer(Request request) throws Exception;
}
