package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.servers.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who hears of which alert, as amtool reads the example of routing. */
final class RoutingTest {
    private static final String CONFIGURATION = Path.of(
                    System.getProperty("sonde.root"), "alerts/alertmanager/alertmanager.yml")
            .toString();

    private Tool amtool;

    @BeforeEach
    void find() {
        amtool = Tool.named("amtool");
    }

    @Test
    void theConfigurationLoads() throws Exception {
        Tool.Result result = amtool.run("check-config", CONFIGURATION);
        assertThat(result.status()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pager, alertname=TargetDown severity=critical job=shop",
        "pager, alertname=QueryErrorBurn severity=critical cluster=east job=shop",
        "tickets, alertname=QueryErrorBurn severity=warning cluster=east job=shop",
        "tickets, alertname=QuerySlow severity=warning",
        "nobody, alertname=Anything severity=info",
        "dead-mans-switch, alertname=Watchdog severity=critical",
        "chat, alertname=SomebodyElses"
    })
    void leadsTo(String receiver, String labels) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "config", "routes", "test", "--config.file=" + CONFIGURATION, "--verify.receivers=" + receiver));
        arguments.addAll(List.of(labels.split(" ", -1)));
        Tool.Result result = amtool.run("", arguments);
        assertThat(result.status()).as(result.output()).isZero();
    }
}
