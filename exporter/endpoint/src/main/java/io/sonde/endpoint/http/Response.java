package io.sonde.endpoint.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a page answers.
 *
 * @param status an HTTP status of 200 or more
 * @param contentType media type with its parameters
 * @param headers further headers; those about the connection and the length are the endpoint's
 */
public record Response(int status, String contentType, Map<String, String> headers, Body body) {

    public static final String PLAIN = "text/plain; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";

    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response of(int status, String contentType, Body body) {
        return new Response(status, contentType, Map.of(), body);
    }

    /** A plain text; a line feed is added. */
    public static Response text(int status, String text) {
        return of(status, PLAIN, utf8(text + "\n"));
    }

    /** An HTML page that may use its own style sheet, and nothing else. */
    public static Response html(int status, String html) {
        return of(status, HTML, utf8(html))
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .with("Referrer-Policy", "no-referrer");
    }

    /** This response with one more header. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, contentType, more, body);
    }

    private static Body utf8(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
