package io.sonde.endpoint.http;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a page sees of a request. Immutable. */
public final class Request {

    private final String path;
    private final Map<String, List<String>> parameters;
    private final UnaryOperator<@Nullable String> headers;
    private final long arrivedNanos;

    /**
     * @param headers gives the value of a header, whatever the case of its name, or null
     * @param arrivedNanos when the request was complete, on the clock of {@link System#nanoTime()}
     */
    public Request(
            String path,
            Map<String, List<String>> parameters,
            UnaryOperator<@Nullable String> headers,
            long arrivedNanos) {
        this.path = path;
        this.parameters = Map.copyOf(parameters);
        this.headers = headers;
        this.arrivedNanos = arrivedNanos;
    }

    public String path() {
        return path;
    }

    /** The values of a query parameter, in their order; empty when it is missing. */
    public List<String> parameters(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The value of a header, or null. Several headers of the name make one, joined by commas. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** When the request was complete, on the clock of {@link System#nanoTime()}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }
}
