package io.sonde.exporter;

import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** {@code /sd}: all targets for Prometheus's {@code http_sd_configs}, to be scraped by {@code /probe} here. */
final class DiscoveryPage implements Page {

    private final WatchedTargets targets;

    DiscoveryPage(WatchedTargets targets) {
        this.targets = targets;
    }

    @Override
    public String path() {
        return "/sd";
    }

    @Override
    public String title() {
        return "Targets, for service discovery";
    }

    @Override
    public Response answer(Request request) {
        String host = request.header("Host");
        StringBuilder json = new StringBuilder("[");
        for (Target target : targets.current()) {
            json.append(json.length() == 1 ? "\n" : ",\n");
            json.append("  {\"targets\": [");
            quote(json, host == null ? "" : host);
            json.append("], \"labels\": {");
            String comma = "";
            for (Map.Entry<String, String> label : labels(target.config()).entrySet()) {
                json.append(comma);
                quote(json, label.getKey());
                json.append(": ");
                quote(json, label.getValue());
                comma = ", ";
            }
            json.append("}}");
        }
        byte[] bytes = json.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8);
        return Response.of(200, "application/json", out -> out.write(bytes));
    }

    private static Map<String, String> labels(TargetConfig target) {
        Map<String, String> labels = new TreeMap<>(target.labels());
        labels.put("__metrics_path__", "/probe");
        labels.put("__param_target", target.name());
        labels.put("target", target.name());
        HostPort address = target.url().address();
        if (!address.host().isEmpty()) {
            labels.put("server_address", address.host());
            labels.put("server_port", Integer.toString(address.port()));
        }
        return labels;
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
