package io.sonde.endpoint.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.registry.SondeRegistry;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}: everything in the registry, or what {@code name[]} parameters ask for, in the format that the client
 * prefers.
 */
public final class MetricsPage implements Page {

    /** Prometheus sends how long it will wait, in seconds. */
    static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private static final double DEFAULT_SECONDS = 10;
    private static final double MAX_SECONDS = 300;
    /** What is kept back for encoding and the way, in seconds. */
    private static final double RESERVE_SECONDS = 0.5;

    private final JoinedScrapes scrapes;

    public MetricsPage(SondeRegistry registry) {
        this.scrapes = new JoinedScrapes(registry);
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public String title() {
        return "Metrics";
    }

    @Override
    public Response answer(Request request) throws InterruptedException, ExecutionException {
        ExpositionFormat format = ExpositionFormat.negotiate(request.header("Accept"));
        NameFilter filter = NameFilter.of(request.parameters("name[]"));
        long deadline = request.arrivedNanos() + timeoutNanos(request.header(TIMEOUT_HEADER));
        MetricSnapshots snapshots;
        try {
            snapshots = scrapes.collect(filter, deadline);
        } catch (TimeoutException | CancellationException e) {
            return Response.text(503, "The scrape that was joined did not end in time.")
                    .with("Retry-After", "1");
        }
        return Response.of(200, format.contentType(), out -> format.write(snapshots, out));
    }

    /** The time a scrape has, in nanoseconds: what the header says, less a reserve of at most a tenth of it. */
    static long timeoutNanos(@Nullable String header) {
        double seconds = DEFAULT_SECONDS;
        if (header != null) {
            try {
                double asked = Double.parseDouble(header.strip());
                seconds = asked > 0 ? Math.min(asked, MAX_SECONDS) : DEFAULT_SECONDS;
            } catch (NumberFormatException e) {
                // A proxy's nonsense is no reason to refuse a scrape.
                seconds = DEFAULT_SECONDS;
            }
        }
        seconds -= Math.min(RESERVE_SECONDS, seconds / 10);
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
