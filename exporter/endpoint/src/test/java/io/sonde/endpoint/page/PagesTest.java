package io.sonde.endpoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.registry.SondeRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final Request REQUEST = new Request("/", Map.of(), name -> null, System.nanoTime());

    private static String body(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void readinessIsWhatTheOwnerSays() throws Exception {
        AtomicBoolean ready = new AtomicBoolean();
        HealthPage page = HealthPage.ready(ready::get);

        assertThat(page.path()).isEqualTo("/-/ready");
        assertThat(page.answer(REQUEST).status()).isEqualTo(503);
        assertThat(body(page.answer(REQUEST))).isEqualTo("Sonde is not Ready yet.\n");
        ready.set(true);
        assertThat(page.answer(REQUEST).status()).isEqualTo(200);
        assertThat(body(HealthPage.healthy().answer(REQUEST))).isEqualTo("Sonde is Healthy.\n");
    }

    @Test
    void theLandingPageLinksAndLoadsNothing() throws Exception {
        try (SondeRegistry registry = new SondeRegistry(LogSink.SILENT)) {
            LandingPage page = new LandingPage(
                    "Sonde <agent>",
                    "1.0",
                    "Measures & tells.",
                    List.of(new MetricsPage(registry), HealthPage.healthy()));

            Response response = page.answer(REQUEST);

            assertThat(response.contentType()).isEqualTo("text/html; charset=utf-8");
            assertThat(response.headers())
                    .containsEntry("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            assertThat(body(response))
                    .startsWith("<!DOCTYPE html>")
                    .doesNotContain("http://", "https://", "<script", "src=")
                    .endsWith("""
                            <h1>Sonde &lt;agent&gt;</h1>
                            <p class="version">Version 1.0</p>
                            <p>Measures &amp; tells.</p>
                            <ul>
                            <li><a href="/metrics">Metrics</a> <code>/metrics</code></li>
                            <li><a href="/-/healthy">Healthy</a> <code>/-/healthy</code></li>
                            </ul>
                            </body>
                            </html>
                            """);
        }
    }
}
