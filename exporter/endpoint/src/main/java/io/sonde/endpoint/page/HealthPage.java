package io.sonde.endpoint.page;

import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import java.util.function.BooleanSupplier;

/** {@code /-/healthy} and {@code /-/ready}, as Prometheus has them. Answered even when every worker is busy. */
public final class HealthPage implements Page {

    private final String path;
    private final String title;
    private final BooleanSupplier state;

    private HealthPage(String path, String title, BooleanSupplier state) {
        this.path = path;
        this.title = title;
        this.state = state;
    }

    /** The process lives: always 200. */
    public static HealthPage healthy() {
        return new HealthPage("/-/healthy", "Healthy", () -> true);
    }

    /** Whether scrapes make sense yet: 200, or 503 as long as the state is false. The state is read without waiting. */
    public static HealthPage ready(BooleanSupplier state) {
        return new HealthPage("/-/ready", "Ready", state);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Response answer(Request request) {
        return state.getAsBoolean()
                ? Response.text(200, "Sonde is " + title + ".")
                : Response.text(503, "Sonde is not " + title + " yet.");
    }
}
