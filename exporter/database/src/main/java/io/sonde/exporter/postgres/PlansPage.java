package io.sonde.exporter.postgres;

import io.sonde.endpoint.http.Access;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import java.time.Instant;
import java.util.List;

/** {@code /sonde/plans}: the shapes of the plans of the slowest queries, for people on this host. {@code ?query_id=} chooses one query. */
public final class PlansPage implements Page {

    private final Plans plans;

    public PlansPage(Plans plans) {
        this.plans = plans;
    }

    @Override
    public String path() {
        return "/sonde/plans";
    }

    @Override
    public Access access() {
        return Access.LOOPBACK;
    }

    @Override
    public String title() {
        return "Plans of the slowest queries";
    }

    @Override
    public Response answer(Request request) {
        List<String> wanted = request.parameters("query_id");
        StringBuilder text = new StringBuilder();
        for (Plans.Entry entry : plans.all()) {
            if (wanted.isEmpty() || wanted.contains(entry.key().queryId())) {
                append(entry, text);
            }
        }
        return Response.text(200, text.isEmpty() ? "No plan was read yet." : text.toString());
    }

    private static void append(Plans.Entry entry, StringBuilder text) {
        text.append("target=").append(entry.key().target());
        text.append(" database=").append(entry.key().database());
        text.append(" query_id=").append(entry.key().queryId());
        text.append(" plan_id=").append(entry.shape().id());
        text.append(" since=").append(Instant.ofEpochSecond((long) entry.sinceSeconds()));
        text.append(" changes=").append(entry.changes()).append('\n');
        text.append(entry.shape().text().indent(2));
        PlanShape before = entry.before();
        if (before != null) {
            text.append(" before: plan_id=").append(before.id()).append('\n');
            text.append(before.text().indent(2));
        }
        text.append('\n');
    }
}
