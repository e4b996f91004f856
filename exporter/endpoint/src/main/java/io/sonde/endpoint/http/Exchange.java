package io.sonde.endpoint.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, and what its answer must know of it. Made and used by the connection's event loop; a worker only reads.
 */
final class Exchange {

    private final HttpRequest request;
    private final @Nullable SocketAddress remote;
    private final boolean keepAlive;
    private long bodyBytes;
    private @Nullable Runnable release;

    Exchange(HttpRequest request, @Nullable SocketAddress remote) {
        this.request = request;
        this.remote = remote;
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    /** What is wrong with the head, as a status and a text; null if nothing is. */
    @Nullable
    Response fault(int maxBodyBytes) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Response.text(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_1))) {
            return Response.text(400, "Bad request: exactly one Host header is needed.");
        }
        if (HttpUtil.getContentLength(request, 0L) > maxBodyBytes) {
            return Response.text(413, "No page here takes a body of more than " + maxBodyBytes + " bytes.");
        }
        return null;
    }

    /** Adds to the length of the body; false when it is more than the limit. */
    boolean body(int bytes, int maxBodyBytes) {
        bodyBytes += bytes;
        return bodyBytes <= maxBodyBytes;
    }

    boolean expectsContinue() {
        return HttpUtil.is100ContinueExpected(request);
    }

    /** Decodes the target, and finds the page or the refusal. */
    Routed route(Routes routes) {
        Target target;
        try {
            target = Target.parse(request.uri());
        } catch (BadRequestException e) {
            return Routed.refused(Response.text(400, "Bad request: " + e.getMessage() + "."));
        }
        Map<Verb, Page> pages = routes.at(target.path());
        if (pages == null) {
            return Routed.refused(Response.text(404, "There is no such page."));
        }
        Page page = verb() == null ? null : pages.get(verb());
        if (page == null) {
            return Routed.refused(
                    Response.text(405, "This page does not take that method.").with("Allow", Routes.allow(pages)));
        }
        if (page.access() == Access.LOOPBACK
                && !LoopbackCheck.allows(remote, request.headers().get(HttpHeaderNames.HOST))) {
            return Routed.refused(Response.text(403, "This page answers only to this host, as localhost."));
        }
        if (page.verb() == Verb.POST && !request.headers().contains("X-Sonde")) {
            return Routed.refused(Response.text(403, "This page takes only requests with a header X-Sonde."));
        }
        return new Routed(page, seen(target), null);
    }

    private Request seen(Target target) {
        return new Request(target.path(), target.parameters(), this::header, System.nanoTime());
    }

    @Nullable
    String header(String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    private @Nullable Verb verb() {
        if (request.method().equals(HttpMethod.POST)) {
            return Verb.POST;
        }
        return request.method().equals(HttpMethod.GET) || head() ? Verb.GET : null;
    }

    boolean head() {
        return request.method().equals(HttpMethod.HEAD);
    }

    boolean gzipAccepted() {
        return Preference.gzip(header("Accept-Encoding"));
    }

    HttpVersion version() {
        return request.protocolVersion();
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** Runs once, when nothing of this exchange is needed any more. */
    void onEnd(Runnable action) {
        release = action;
    }

    void end() {
        Runnable action = release;
        release = null;
        if (action != null) {
            action.run();
        }
    }

    /**
     * Where a request goes: to a page, or back at once.
     *
     * @param refusal set when there is no page
     */
    record Routed(
            @Nullable Page page,
            @Nullable Request request,
            @Nullable Response refusal) {

        static Routed refused(Response response) {
            return new Routed(null, null, response);
        }
    }
}
