package io.sonde.endpoint.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One response on its way out, as fast as the client takes it: at most the channel's high water mark is queued, the rest
 * waits in its chunks. Belongs to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection, and that is handled.
final class Outgoing {

    private final Encoded encoded;
    private final boolean keepAlive;
    private final boolean bodiless;
    private final HttpVersion asked;
    private boolean started;
    private int next;

    /** @param bodiless whether the client asked for the head alone; the head is the same */
    Outgoing(Encoded encoded, boolean keepAlive, boolean bodiless, HttpVersion asked) {
        this.encoded = encoded;
        this.keepAlive = keepAlive;
        this.bodiless = bodiless;
        this.asked = asked;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** Writes what the channel takes. Returns the future of the end when that is written, and null as long as it is not. */
    @Nullable
    ChannelFuture writeMore(ChannelHandlerContext context) {
        if (!started) {
            started = true;
            context.write(head());
        }
        Chunks bytes = encoded.bytes();
        int count = bodiless ? 0 : bytes.count();
        while (next < count && context.channel().isWritable()) {
            context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes.chunk(next), 0, bytes.length(next))));
            next++;
        }
        if (next < count) {
            context.flush();
            return null;
        }
        return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private HttpResponse head() {
        Response response = encoded.response();
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        var headers = head.headers();
        headers.set(HttpHeaderNames.DATE, HttpDate.of(System.currentTimeMillis()));
        headers.set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, encoded.bytes().length());
        headers.set("X-Content-Type-Options", "nosniff");
        if (encoded.gzip()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (encoded.varies()) {
            headers.set(HttpHeaderNames.VARY, "Accept, Accept-Encoding");
        }
        for (Map.Entry<String, String> header : response.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (asked.equals(HttpVersion.HTTP_1_0)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return head;
    }
}
