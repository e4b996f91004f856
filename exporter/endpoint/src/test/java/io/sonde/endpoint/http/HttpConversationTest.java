package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.endpoint.http.RawClient.Answer;
import io.sonde.endpoint.log.LogSink;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, byte by byte. */
@Timeout(60)
class HttpConversationTest {

    @SuppressWarnings("NullAway.Init")
    private static HttpEndpoint endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = HttpEndpoint.start(
                new HttpSettings("127.0.0.1", 0, true, HttpLimits.standard()),
                List.of(
                        StubPage.at("/page"),
                        StubPage.at("/ä b"),
                        StubPage.quick("/quick"),
                        StubPage.post("/change"),
                        StubPage.loopback("/private")),
                LogSink.SILENT);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    private static RawClient connect() throws IOException {
        return new RawClient(endpoint.port());
    }

    private static Answer ask(String method, String target, String... headers) throws IOException {
        try (RawClient client = connect()) {
            return client.request(method, target, headers).answer();
        }
    }

    private static Answer askRaw(String text) throws IOException {
        try (RawClient client = connect()) {
            return client.send(text).answer();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/p%61ge", "/page?", "http://localhost/page", "HTTP://h:80/page"})
    void onePageHasManyTargets(String target) throws Exception {
        Answer answer = ask("GET", target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("path /page q []\n");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Date")).endsWith("GMT");
        assertThat(answer.header("Connection")).isEmpty();
    }

    @Test
    void pathsAndParametersAreDecoded() throws Exception {
        assertThat(ask("GET", "/%C3%A4%20b?q=a+b%26&q&x=1&&q=%C3%A4").body()).isEqualTo("path /ä b q [a b&, , ä]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /% HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /page%00 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /page#x HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET page HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /page?q=%e HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /page HTTP/1.1\r\n\r\n",
                "GET /page HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /page\r\n\r\n",
                "GET /page HTTP/1.1\r\nHost: h\r\nbad header: x\r\n\r\n",
                "GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
                "GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET /page HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n",
                "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n",
            })
    void garbageIsABadRequest(String request) throws Exception {
        assertThat(askRaw(request).status()).isEqualTo(400);
    }

    @Test
    void aRequestThatCannotBeReadEndsTheConnection() throws Exception {
        try (RawClient client = connect()) {
            Answer answer = client.send("nonsense\r\n\r\nGET /page HTTP/1.1\r\nHost: h\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    void otherVersionsAreRefused() throws Exception {
        assertThat(askRaw("GET /page HTTP/3.7\r\nHost: h\r\n\r\n").status()).isEqualTo(505);
        assertThat(askRaw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status()).isEqualTo(505);
    }

    @Test
    void unknownPathsAreNotFound() throws Exception {
        assertThat(ask("GET", "/none").status()).isEqualTo(404);
        assertThat(ask("POST", "/none").status()).isEqualTo(404);
        assertThat(ask("GET", "/page/").status()).isEqualTo(404);
        assertThat(ask("GET", "//page").status()).isEqualTo(404);
        assertThat(ask("GET", "/x/../page").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /page, 'GET, HEAD'",
        "DELETE, /page, 'GET, HEAD'",
        "BREW, /quick, 'GET, HEAD'",
        "OPTIONS, /page, 'GET, HEAD'",
        "GET, /change, POST",
        "HEAD, /change, POST"
    })
    void otherMethodsAreNotAllowed(String method, String path, String allow) throws Exception {
        try (RawClient client = connect()) {
            Answer answer = client.request(method, path).head();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo(allow);
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        try (RawClient client = connect()) {
            Answer head = client.request("HEAD", "/page?size=70000").head();
            Answer get = client.request("GET", "/page").answer();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo("70000");
            assertThat(get.body()).isEqualTo("path /page q []\n");
        }
    }

    @Test
    void postNeedsAHeaderThatFormsCannotSend() throws Exception {
        assertThat(ask("POST", "/change").status()).isEqualTo(403);
        assertThat(ask("POST", "/change", "X-Sonde: 1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:9476, 200",
        "127.0.0.1:1, 200",
        "127.9.9.9, 200",
        "[::1], 200",
        "[::1]:80, 200",
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example:9476, 403",
        "10.0.0.1, 403"
    })
    void privatePagesAskForANameOfTheLoopback(String host, int status) throws Exception {
        assertThat(askRaw("GET /private HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status())
                .isEqualTo(status);
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInOrder() throws Exception {
        try (RawClient client = connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                // Slow and quick pages in turn: a quick one may not overtake.
                all.append("GET ")
                        .append(i % 2 == 0 ? "/page" : "/quick")
                        .append("?q=")
                        .append(i);
                all.append(" HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            client.send(all.toString());
            for (int i = 0; i < 300; i++) {
                assertThat(client.answer().body()).endsWith(" q [" + i + "]\n");
            }
        }
    }

    @Test
    void oneByteAtATimeIsARequestToo() throws Exception {
        try (RawClient client = connect()) {
            client.socket().setTcpNoDelay(true);
            for (char c : "GET /page HTTP/1.1\r\nHost: h\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void theConnectionEndsWhenTheClientSaysSo() throws Exception {
        try (RawClient client = connect()) {
            Answer answer = client.request("GET", "/page", "Connection: close").answer();
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.closed()).isTrue();
        }
        try (RawClient client = connect()) {
            assertThat(client.send("GET /page HTTP/1.0\r\n\r\n").answer().status())
                    .isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
        try (RawClient client = connect()) {
            Answer answer = client.send("GET /page HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    .answer();
            assertThat(answer.header("Connection")).isEqualTo("keep-alive");
            assertThat(client.request("GET", "/page").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatHasFinishedSendingGetsItsAnswer() throws Exception {
        try (RawClient client = connect()) {
            client.request("GET", "/page").request("GET", "/quick");
            client.socket().shutdownOutput();

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    void bodiesAreReadAndForgotten() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nGET /");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /page HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send(
                    "POST /change HTTP/1.1\r\nHost: h\r\nX-Sonde: 1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            assertThat(client.send("abc").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void bodiesHaveALimit() throws Exception {
        assertThat(askRaw("GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n")
                        .status())
                .isEqualTo(413);
        try (RawClient client = connect()) {
            client.send("GET /page HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 9; i++) {
                client.send("2000\r\n" + "x".repeat(0x2000) + "\r\n");
            }
            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.closed()).isTrue();
        }
    }

    @Test
    void linesAndHeadersHaveALimit() throws Exception {
        assertThat(ask("GET", "/page?q=" + "x".repeat(8192)).status()).isEqualTo(414);
        assertThat(ask("GET", "/page", "X: " + "x".repeat(16384)).status()).isEqualTo(431);
        assertThat(ask("GET", "/page?q=" + "x".repeat(8000)).status()).isEqualTo(200);
        assertThat(ask("GET", "/page", "X: " + "x".repeat(16000)).status()).isEqualTo(200);
    }

    @Test
    void aPageThatFailsSaysNothingAboutIt() throws Exception {
        try (RawClient client = connect()) {
            Answer answer = client.request("GET", "/page?fail").answer();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("The page failed.\n");
            assertThat(client.request("GET", "/page").answer().status()).isEqualTo(200);
        }
    }
}
