package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shop on its real database, without the agent. */
class ShopTest {
    private static final Started STARTED = new Started();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static URI shop = URI.create("http://unset/");

    @BeforeAll
    static void startShop(@TempDir Path directory) throws IOException {
        RunDirectory run = STARTED.add(RunDirectory.below(directory));
        Database database = Database.start(Path.of("target", "postgres"), run, STARTED);
        int port = new Ports(false).choose(8080);
        shop = URI.create("http://localhost:" + port + "/");
        Child child = STARTED.add(ShopProcess.start(port, database, List.of(), run));
        child.awaitReady(shop.resolve("/health"), Duration.ofSeconds(60), STARTED);
    }

    @AfterAll
    static void stopShop() {
        STARTED.complete();
        STARTED.close();
    }

    @ParameterizedTest
    @EnumSource(Visit.class)
    void everyKindOfPageIsAnswered(Visit visit) throws Exception {
        Random random = new Random(17);
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(ask(visit.page(random)).statusCode());
        }
        assertThat(statuses).contains(200).isSubsetOf(200, 409);
    }

    @Test
    void anOrderHasWhatWasOrdered() throws Exception {
        String placed = ask(new Visit.Page("POST", "/checkout?customer=7&items=17:2,18:1"))
                .body();
        assertThat(placed).matches("\\{\"order\":\\d+}");
        String id = placed.replaceAll("\\D", "");
        assertThat(ask(new Visit.Page("GET", "/orders/" + id)).body())
                .contains("\"customerId\":7", "\"productId\":17,\"quantity\":2", "\"productId\":18,\"quantity\":1");
        assertThat(ask(new Visit.Page("GET", "/customers/7")).body()).startsWith("[{\"id\":" + id + ",");
    }

    @Test
    void whatIsSoldOutIsRefused() throws Exception {
        assertThat(ask(new Visit.Page("POST", "/checkout?customer=7&items=19:5000"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aSecondReviewIsRefused() throws Exception {
        Visit.Page review = new Visit.Page("POST", "/reviews/999?customer=999&stars=4");
        assertThat(ask(review).statusCode()).isEqualTo(200);
        assertThat(ask(review).statusCode()).isEqualTo(409);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(ask(new Visit.Page("GET", "/products/99999")).statusCode()).isEqualTo(404);
        assertThat(ask(new Visit.Page("GET", "/nowhere")).statusCode()).isEqualTo(404);
        assertThat(ask(new Visit.Page("GET", "/products/x")).statusCode()).isEqualTo(400);
        assertThat(ask(new Visit.Page("GET", "/checkout")).statusCode()).isEqualTo(405);
    }

    @Test
    void theFirstPageSaysWhatThereIs() throws Exception {
        assertThat(ask(new Visit.Page("GET", "/")).body()).contains("/report", "/products/17");
    }

    @Test
    void faultsEndByThemselves() throws Exception {
        assertThat(ask(new Visit.Page("POST", "/faults/errors?seconds=2")).body())
                .contains("\"errors\":true");
        assertThat(ask(new Visit.Page("GET", "/search?q=oak")).statusCode()).isEqualTo(500);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (ask(new Visit.Page("GET", "/search?q=oak")).statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void aCarelessMapperShowsTheSameOrder() throws Exception {
        String order = ask(new Visit.Page("GET", "/orders/4711")).body();
        assertThat(ask(new Visit.Page("POST", "/faults/n-plus-one?seconds=600")).body())
                .contains("\"n-plus-one\":true");
        assertThat(ask(new Visit.Page("GET", "/orders/4711")).body())
                .hasSameSizeAs(order)
                .contains("\"id\":4711");
    }

    @Test
    void theOtherFaultsCanBeSwitchedOn() throws Exception {
        for (String fault : List.of("missing-index", "lock", "pool")) {
            assertThat(ask(new Visit.Page("POST", "/faults/" + fault + "?seconds=1"))
                            .body())
                    .contains("\"" + fault + "\":true");
        }
        assertThat(ask(new Visit.Page("POST", "/faults/earthquake")).statusCode())
                .isEqualTo(400);
        assertThat(ask(new Visit.Page("POST", "/faults/lock?seconds=100000")).statusCode())
                .isEqualTo(400);
        assertThat(ask(new Visit.Page("GET", "/")).body()).contains("n-plus-one", "of the pool's 10 connections");
    }

    private static HttpResponse<String> ask(Visit.Page page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(shop.resolve(page.path()))
                .method(page.method(), HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
