package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sonde.endpoint.http.RawClient.Answer;
import io.sonde.endpoint.log.LogSink;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when clients take their time, or come in numbers. */
@Timeout(60)
class HttpLimitsTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final long MUCH = 1L << 30;

    private @Nullable HttpEndpoint endpoint;

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private int start(HttpLimits limits, Page... pages) throws Exception {
        endpoint = HttpEndpoint.start(new HttpSettings("127.0.0.1", 0, true, limits), List.of(pages), LogSink.SILENT);
        return endpoint.port();
    }

    private static HttpLimits times(Duration request, Duration idle, Duration write) {
        return new HttpLimits(16, 1, 2, MUCH, 1000, 1000, 1000, request, idle, write);
    }

    private static HttpLimits counts(int connections, int workers, int exchanges) {
        return new HttpLimits(connections, workers, exchanges, MUCH, 1000, 1000, 1000, LONG, LONG, LONG);
    }

    @Test
    void aRequestThatStopsHalfWayTimesOut() throws Exception {
        int port = start(times(SHORT, LONG, LONG), StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            Answer answer = client.send("GET /page HTTP/1.1\r\nHo").answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.closed()).isTrue();
        }
        try (RawClient client = new RawClient(port)) {
            client.request("GET", "/page").answer();
            assertThat(client.send("G").answer().status()).isEqualTo(408);
        }
        try (RawClient client = new RawClient(port)) {
            client.send("GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
            assertThat(client.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void aClientThatTricklesHasNoMoreTimeThanOthers() throws Exception {
        int port = start(times(Duration.ofMillis(500), LONG, LONG), StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            client.socket().setTcpNoDelay(true);
            client.socket().setSoTimeout(20);
            client.send("GET /page HTTP/1.1\r\nX: ");
            int first = -2;
            while (first == -2) {
                client.send("x");
                try {
                    first = client.read();
                } catch (java.net.SocketTimeoutException e) {
                    first = -2;
                }
            }
            assertThat(first).as("the first byte of HTTP/1.1 408").isEqualTo('H');
        }
    }

    @Test
    void aClientThatSaysNothingIsClosed() throws Exception {
        int port = start(times(SHORT, LONG, LONG), StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        int port = start(times(LONG, SHORT, LONG), StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            assertThat(client.request("GET", "/page").answer().status()).isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    void connectionsBeyondTheLimitAreTurnedAwayUntilOneEnds() throws Exception {
        int port = start(counts(2, 1, 1), StubPage.quick("/page"));
        try (RawClient first = new RawClient(port);
                RawClient second = new RawClient(port)) {
            assertThat(first.request("GET", "/page").answer().status()).isEqualTo(200);
            assertThat(second.request("GET", "/page").answer().status()).isEqualTo(200);
            try (RawClient third = new RawClient(port)) {
                Answer answer = third.answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(third.closed()).isTrue();
            }
            assertThat(first.request("GET", "/page").answer().status()).isEqualTo(200);
        }
        int status;
        do {
            try (RawClient later = new RawClient(port)) {
                status = later.request("GET", "/page").answer().status();
            } catch (java.io.IOException e) {
                status = 503;
            }
        } while (status == 503);
        assertThat(status).isEqualTo(200);
    }

    @Test
    void answersBeyondTheLimitAreRefusedAndQuickPagesAreNot() throws Exception {
        StubPage held = StubPage.held("/held");
        int port = start(counts(16, 1, 2), held, StubPage.quick("/quick"));
        try (RawClient first = new RawClient(port);
                RawClient second = new RawClient(port);
                RawClient third = new RawClient(port)) {
            first.request("GET", "/held");
            held.entered.acquire();
            second.request("GET", "/held");
            // The second waits for the worker; whether it has its place is seen by the third being refused.
            Answer refused;
            do {
                refused = third.request("GET", "/held?q=1").answer();
            } while (refused.status() != 503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(third.request("GET", "/quick").answer().status()).isEqualTo(200);

            held.gate.release(1000);
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
            int status;
            do {
                status = third.request("GET", "/held").answer().status();
            } while (status == 503);
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void bytesBeyondTheLimitAreRefusedUntilThoseBeforeAreSentAndALongAnswerAloneIsNot() throws Exception {
        HttpLimits limits = new HttpLimits(16, 1, 16, 50_000_000, 1000, 1000, 1000, LONG, LONG, LONG);
        int port = start(limits, StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            try (RawClient sleeper = new RawClient(port)) {
                // Far more than the sockets' buffers take, and more than the limit.
                sleeper.request("GET", "/page?size=90000000");
                Answer refused;
                do {
                    refused = client.request("GET", "/page?size=10").answer();
                } while (refused.status() != 503);
                assertThat(refused.header("Retry-After")).isEqualTo("1");
            }
            Answer answer;
            do {
                answer = client.request("GET", "/page?size=40000000").answer();
            } while (answer.status() == 503);
            assertThat(answer.body()).hasSize(40_000_000);
            assertThat(client.request("GET", "/page?size=40000000").answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void clientsThatLeaveGiveTheirPlacesBack() throws Exception {
        StubPage held = StubPage.held("/held");
        int port = start(counts(16, 1, 1), held);
        for (int i = 0; i < 3; i++) {
            try (RawClient client = new RawClient(port)) {
                client.request("GET", "/held");
                held.entered.acquire();
            }
            held.gate.release();
            try (RawClient client = new RawClient(port)) {
                int status;
                do {
                    held.gate.release();
                    status = client.request("GET", "/held").answer().status();
                } while (status == 503);
                assertThat(status).isEqualTo(200);
            }
            held.entered.drainPermits();
            held.gate.drainPermits();
        }
    }

    @Test
    void aLargeAnswerArrivesWhole() throws Exception {
        int port = start(counts(16, 1, 2), StubPage.at("/page"));
        try (RawClient client = new RawClient(port)) {
            for (int size : new int[] {0, 1, 1023, 1024, 1025, 16384, 16385, 65536, 10_000_000}) {
                Answer answer = client.request("GET", "/page?size=" + size).answer();
                assertThat(answer.body()).hasSize(size);
            }
        }
    }

    @Test
    void aClientThatDoesNotReadIsClosedAndItsPlaceIsFree() throws Exception {
        int port = start(times(LONG, LONG, SHORT), StubPage.at("/page"));
        List<RawClient> sleepers = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                RawClient sleeper = new RawClient(port);
                sleepers.add(sleeper);
                sleeper.request("GET", "/page?size=50000000");
            }
            try (RawClient client = new RawClient(port)) {
                int status;
                do {
                    status = client.request("GET", "/page").answer().status();
                } while (status == 503);
                assertThat(status).isEqualTo(200);
            }
        } finally {
            for (RawClient sleeper : sleepers) {
                sleeper.close();
            }
        }
    }

    @Test
    void aPortInUseIsSaidSo() throws Exception {
        int port = start(HttpLimits.standard());

        assertThatExceptionOfType(CannotListenException.class)
                .isThrownBy(() -> HttpEndpoint.start(
                        new HttpSettings("127.0.0.1", port, true, HttpLimits.standard()), List.of(), LogSink.SILENT))
                .withMessage("cannot listen on 127.0.0.1 port " + port + ": the port is in use")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(CannotListenException.Reason.PORT_IN_USE));
    }

    @Test
    void anAddressOfAnotherHostIsSaidSo() {
        for (String address : List.of("192.0.2.1", "no-such-host.invalid")) {
            assertThatExceptionOfType(CannotListenException.class)
                    .isThrownBy(() -> HttpEndpoint.start(
                            new HttpSettings(address, 0, true, HttpLimits.standard()), List.of(), LogSink.SILENT))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(CannotListenException.Reason.NO_SUCH_ADDRESS));
        }
    }

    @Test
    void version6OfTheProtocolWorksWhereTheHostHasIt() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (java.net.ServerSocket probe = new java.net.ServerSocket(0, 1, loopback)) {
            assertThat(probe.isBound()).isTrue();
        } catch (java.io.IOException e) {
            org.junit.jupiter.api.Assumptions.abort("not run: this host has no IPv6 loopback");
        }
        endpoint = HttpEndpoint.start(
                new HttpSettings("::1", 0, true, HttpLimits.standard()),
                List.of(StubPage.loopback("/page")),
                LogSink.SILENT);
        try (RawClient client = new RawClient(loopback, endpoint.port())) {
            client.send("GET /page HTTP/1.1\r\nHost: [::1]:" + endpoint.port() + "\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void closingEndsConnectionsAndThreads() throws Exception {
        int port = start(HttpLimits.standard(), StubPage.at("/page"));
        HttpEndpoint closing = java.util.Objects.requireNonNull(endpoint);
        try (RawClient client = new RawClient(port)) {
            client.request("GET", "/page").answer();
            closing.close();
            assertThat(client.closed()).isTrue();
        }
        assertThatExceptionOfType(java.io.IOException.class).isThrownBy(() -> {
            try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
                socket.getOutputStream().write(1);
            }
        });
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sonde-http-")) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void threadsAreDaemonsOnlyWhenAskedTo() throws Exception {
        for (boolean daemon : new boolean[] {true, false}) {
            StubPage held = StubPage.held("/held");
            endpoint = HttpEndpoint.start(
                    new HttpSettings("127.0.0.1", 0, daemon, HttpLimits.standard()), List.of(held), LogSink.SILENT);
            try (RawClient client = new RawClient(endpoint.port())) {
                client.request("GET", "/held");
                held.entered.acquire();
                List<Thread> mine = Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("sonde-http-"))
                        .toList();
                assertThat(mine).hasSize(2).allMatch(t -> t.isDaemon() == daemon);
                held.gate.release();
                client.answer();
            }
            endpoint.close();
        }
    }
}
