package io.sonde.endpoint.page;

import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import java.util.List;

/** What a scrape says about itself in its request, for pages of metrics beside {@code /metrics}. */
public final class ScrapeRequest {

    private ScrapeRequest() {}

    /** When the answer must be ready, on the clock of {@link System#nanoTime()}: with a reserve for sending it. */
    public static long deadlineNanos(Request request) {
        return request.arrivedNanos() + MetricsPage.timeoutNanos(request.header(MetricsPage.TIMEOUT_HEADER));
    }

    /**
     * These, in the format that the client prefers.
     *
     * @param before remembers what the same page said last
     */
    public static Response answer(Request request, List<? extends Passage> passages, RememberedPage before) {
        ExpositionFormat format = ExpositionFormat.negotiate(request.header("Accept"));
        return Response.of(200, format.contentType(), new PassagesBody(format, passages, before));
    }
}
