package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.alerts.RuleFile;
import io.sonde.verify.json.Json;
import io.sonde.verify.servers.Alertmanager;
import io.sonde.verify.servers.Prometheus;
import io.sonde.verify.servers.Webhook;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a target that does not answer to the page on somebody's desk, with a real Prometheus and a real Alertmanager. */
@Timeout(120)
final class AlertingIT {
    private static final Path ROOT = Path.of(System.getProperty("sonde.root"));
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Test
    void aTargetThatIsDownBecomesAPageWithItsRunbook() throws Exception {
        try (Webhook webhook = Webhook.start();
                Alertmanager alertmanager = Alertmanager.start("alerting-alertmanager", routing(webhook));
                Prometheus prometheus = Prometheus.start(
                        "alerting-prometheus",
                        configuration(alertmanager, portOfNobody()),
                        Map.of("sonde-targets.yml", impatient("sonde-targets.yml")))) {
            Webhook.Notification page = webhook.next(WITHIN);

            assertThat(prometheus.query("ALERTS{alertname=\"TargetDown\", alertstate=\"firing\"}"))
                    .hasSize(1);
            assertThat(page.path()).isEqualTo("/pager");
            assertThat(page.body().get("status").text()).isEqualTo("firing");
            Json alert = page.body().get("alerts").get(0);
            assertThat(alert.get("labels").get("alertname").text()).isEqualTo("TargetDown");
            assertThat(alert.get("labels").get("job").text()).isEqualTo("sonde-exporter");
            assertThat(alert.get("annotations").get("runbook_url").text()).isEqualTo("alerts/runbooks/TargetDown.md");
            assertThat(ROOT.resolve(alert.get("annotations").get("runbook_url").text()))
                    .exists();
        }
    }

    @Test
    void pagesSilenceTheirTicketsAndTargetsTheirInstances() throws Exception {
        try (Webhook webhook = Webhook.start();
                Alertmanager alertmanager = Alertmanager.start("inhibition-alertmanager", routing(webhook))) {
            alertmanager.post("""
                    [
                      {"labels": {"alertname": "QuerySlow", "severity": "critical", "job": "shop", "db_namespace": "shop"}},
                      {"labels": {"alertname": "QuerySlow", "severity": "warning", "job": "shop", "db_namespace": "shop"}},
                      {"labels": {"alertname": "QuerySlow", "severity": "warning", "job": "shop", "db_namespace": "stock"}},
                      {"labels": {"alertname": "QueryErrorBurn", "severity": "warning", "job": "shop", "db_namespace": "shop"}},
                      {"labels": {"alertname": "TargetDown", "severity": "critical", "job": "shop", "instance": "a"}},
                      {"labels": {"alertname": "HeapFull", "severity": "critical", "job": "shop", "instance": "a"}},
                      {"labels": {"alertname": "HeapFull", "severity": "critical", "job": "shop", "instance": "b"}}
                    ]
                    """);
            // its groups are dispatched after ten seconds, and only then is it known what is inhibited
            webhook.next(WITHIN);

            List<String> silenced = inhibited(alertmanager);
            long deadline = System.nanoTime() + WITHIN.toNanos();
            while (silenced.size() < 2 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                silenced = inhibited(alertmanager);
            }
            assertThat(silenced).containsExactlyInAnyOrder("HeapFull critical a ", "QuerySlow warning  shop");
        }
    }

    private static List<String> inhibited(Alertmanager alertmanager) throws Exception {
        return alertmanager.alerts().stream()
                .filter(alert -> !alert.get("status").get("inhibitedBy").list().isEmpty())
                .map(alert -> alert.get("labels"))
                .map(labels -> String.join(
                        " ",
                        labels.get("alertname").text(),
                        labels.get("severity").text(),
                        labels.get("instance").text(),
                        labels.get("db_namespace").text()))
                .toList();
    }

    private static String routing(Webhook webhook) throws IOException {
        String routing = Files.readString(ROOT.resolve("alerts/alertmanager/alertmanager.yml"));
        assertThat(routing).contains("http://alerts.example.com/");
        return routing.replace("http://alerts.example.com", webhook.address().toString());
    }

    /** The rules as they are, but for the time that they wait. */
    private static String impatient(String rules) throws IOException {
        String text = Files.readString(ROOT.resolve(RuleFile.DIRECTORY).resolve(rules));
        assertThat(text).contains("for: 3m");
        return text.replace("for: 3m", "for: 1s");
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(Alertmanager alertmanager, int port) {
        return """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: [sonde-targets.yml]
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: ["%s"]
                scrape_configs:
                  - job_name: sonde-exporter
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(alertmanager.authority(), port);
    }
}
