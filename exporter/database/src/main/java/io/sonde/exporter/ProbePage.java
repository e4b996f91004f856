package io.sonde.exporter;

import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.page.Passage;
import io.sonde.endpoint.page.ScrapeRequest;
import io.sonde.exporter.config.Choice;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.scrape.Lanes;
import io.sonde.exporter.scrape.Probe;
import io.sonde.exporter.scrape.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code /probe?target=NAME}: one of the configured targets, under exactly the names and labels of the exporter its users know. */
final class ProbePage implements Page {

    private final WatchedTargets targets;
    private final Lanes lanes;
    private final Supplier<ExporterConfig> config;

    ProbePage(WatchedTargets targets, Lanes lanes, Supplier<ExporterConfig> config) {
        this.targets = targets;
        this.lanes = lanes;
        this.config = config;
    }

    @Override
    public String path() {
        return "/probe";
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        List<String> names = request.parameters("target");
        if (names.size() != 1) {
            return Response.text(400, "Expected one parameter target, the name of a configured target.");
        }
        Target target = targets.named(names.get(0));
        if (target == null) {
            // What was asked for is not repeated: it may be a URL with a password.
            return Response.text(
                    404, "There is no target of this name in the configuration; /sd lists those that there are.");
        }
        List<String> collectors = new ArrayList<>(request.parameters("collect[]"));
        for (String module : request.parameters("module")) {
            List<String> set = config.get().modules().get(module);
            if (set == null) {
                return Response.text(
                        400,
                        "There is no such module in the configuration; expected one of modules: "
                                + String.join(", ", config.get().modules().keySet()));
            }
            collectors.addAll(set);
        }
        Choice wanted = new Choice(collectors, List.of());
        if (target.names().stream().noneMatch(wanted::includes)) {
            return Response.text(
                    400,
                    "Nothing that module and collect[] name is a collector of this target; expected some of: "
                            + String.join(", ", target.names()));
        }
        List<Passage> passages = Probe.of(target, lanes, wanted::includes, ScrapeRequest.deadlineNanos(request));
        return ScrapeRequest.answer(request, passages, target.lastPage());
    }
}
