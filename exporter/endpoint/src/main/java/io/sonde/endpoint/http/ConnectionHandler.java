package io.sonde.endpoint.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads requests, has them answered one after the other, writes the answers.
 *
 * <p>Everything runs on the connection's event loop, except the making of an answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection, and that is handled.
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

    /*
     *              first byte           last byte            answer made          sent
     *   WAITING ──────────────► READING ────────► ANSWERING ─────────────► WRITING ─────► WAITING
     *      │ idle time             │ request time                             │ write time
     *      ▼                       ▼                                          ▼
     *    closed        408, then LINGERING, closed                          closed
     *
     * Pipelined requests wait, decoded, in a queue; when that grows the socket is not read any more. A connection that is
     * ended by this side first says so (FIN) and reads what still comes for a moment (LINGERING), because closing a
     * socket with unread bytes in it makes the other side lose the answer that explains why.
     */
    private enum State {
        WAITING,
        READING,
        ANSWERING,
        WRITING,
        LINGERING
    }

    private static final int MAX_QUEUED = 64;
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final HttpLimits limits;
    private final Routes routes;
    private final Workers workers;
    private final Queue<HttpObject> queue = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private State state = State.WAITING;
    private boolean inputEnded;
    private boolean writing;
    private @Nullable Exchange exchange;
    private @Nullable Outgoing outgoing;
    private @Nullable ScheduledFuture<?> timer;

    ConnectionHandler(HttpLimits limits, Routes routes, Workers workers) {
        this.limits = limits;
        this.routes = routes;
        this.workers = workers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // A client that connects has something to say: the first request gets no idle time.
        arm(context, limits.requestTime());
        context.fireChannelActive();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** The first bytes of a request are here, decoded or not. Called by the handler before the codec too. */
    void bytesArrived() {
        ChannelHandlerContext mine = context;
        if (state == State.WAITING && mine != null) {
            state = State.READING;
            arm(mine, limits.requestTime());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.LINGERING || !(message instanceof HttpObject object)) {
            ReferenceCountUtil.release(message);
            return;
        }
        queue.add(object);
        advance(context);
        if (queue.size() > MAX_QUEUED) {
            context.channel().config().setAutoRead(false);
        }
    }

    private void advance(ChannelHandlerContext context) {
        while (state == State.WAITING || state == State.READING) {
            HttpObject object = queue.poll();
            if (object == null) {
                if (inputEnded) {
                    context.close();
                } else {
                    context.channel().config().setAutoRead(true);
                }
                return;
            }
            try {
                read(context, object);
            } finally {
                ReferenceCountUtil.release(object);
            }
        }
    }

    private void read(ChannelHandlerContext context, HttpObject object) {
        bytesArrived();
        if (object.decoderResult().isFailure()) {
            refuse(context, malformed(object.decoderResult().cause()));
            return;
        }
        if (object instanceof HttpRequest request) {
            exchange = new Exchange(request, context.channel().remoteAddress());
            Response fault = exchange.fault(limits.bodyBytes());
            if (fault != null) {
                refuse(context, fault);
                return;
            }
            if (exchange.expectsContinue()) {
                context.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
        Exchange current = exchange;
        if (object instanceof HttpContent content && current != null) {
            if (!current.body(content.content().readableBytes(), limits.bodyBytes())) {
                refuse(
                        context,
                        Response.text(413, "No page here takes a body of more than " + limits.bodyBytes() + " bytes."));
            } else if (content instanceof LastHttpContent) {
                answer(context, current);
            }
        }
    }

    private static Response malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Response.text(414, "The request line is too long.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Response.text(431, "The header section is too long.");
        }
        return Response.text(400, "Bad request.");
    }

    private void answer(ChannelHandlerContext context, Exchange current) {
        disarm();
        state = State.ANSWERING;
        Exchange.Routed routed = current.route(routes);
        Page page = routed.page();
        Request request = routed.request();
        if (page == null || request == null) {
            send(context, current, Workers.plain(routed.refusal() == null ? Response.text(500, "") : routed.refusal()));
        } else if (page.quick()) {
            send(context, current, workers.answer(page, request, current.gzipAccepted()));
        } else {
            work(context, current, page, request);
        }
    }

    private void work(ChannelHandlerContext context, Exchange current, Page page, Request request) {
        Workers.Place place = workers.enter();
        if (place == null) {
            send(context, current, Workers.busy());
            return;
        }
        current.onEnd(place::leave);
        workers.answer(place, page, request, current.gzipAccepted(), encoded -> handOver(context, current, encoded));
    }

    /** Called by a worker. */
    private void handOver(ChannelHandlerContext context, Exchange current, Encoded encoded) {
        try {
            context.executor().execute(() -> send(context, current, encoded));
        } catch (RejectedExecutionException e) {
            current.end();
        }
    }

    private void send(ChannelHandlerContext context, Exchange current, Encoded encoded) {
        if (!context.channel().isActive()) {
            current.end();
            return;
        }
        state = State.WRITING;
        outgoing = new Outgoing(encoded, current.keepAlive(), current.head(), current.version());
        write(context);
    }

    /** Answers what is no request, or one whose rest cannot be told from the next, and ends the connection. */
    private void refuse(ChannelHandlerContext context, Response response) {
        boolean head = exchange != null && exchange.head();
        state = State.WRITING;
        outgoing = new Outgoing(Workers.plain(response), false, head, HttpVersion.HTTP_1_1);
        write(context);
    }

    /** Writes as much as the channel takes, and goes on when it takes more. */
    private void write(ChannelHandlerContext context) {
        Outgoing current = outgoing;
        if (current == null || writing) {
            // Flushing tells us in the midst of it that there is room again; the loop below sees that for itself.
            return;
        }
        writing = true;
        arm(context, limits.writeTime());
        ChannelFuture end;
        do {
            end = current.writeMore(context);
        } while (end == null && context.channel().isWritable());
        writing = false;
        if (end != null) {
            outgoing = null;
            end.addListener(done -> sent(context, current.keepAlive() && done.isSuccess()));
        }
    }

    private void sent(ChannelHandlerContext context, boolean keepAlive) {
        endExchange();
        if (!context.channel().isActive()) {
            return;
        }
        if (!keepAlive) {
            linger(context);
            return;
        }
        state = State.WAITING;
        arm(context, limits.idleTime());
        advance(context);
    }

    private void linger(ChannelHandlerContext context) {
        state = State.LINGERING;
        arm(context, LINGER);
        release();
        context.channel().config().setAutoRead(true);
        ((SocketChannel) context.channel()).shutdownOutput();
    }

    private void expired(ChannelHandlerContext context) {
        if (state == State.READING) {
            refuse(context, Response.text(408, "The request did not arrive in time."));
        } else {
            context.close();
        }
    }

    private void arm(ChannelHandlerContext context, Duration time) {
        disarm();
        timer = context.executor().schedule(() -> expired(context), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void endExchange() {
        Exchange ended = exchange;
        exchange = null;
        if (ended != null) {
            ended.end();
        }
    }

    private void release() {
        for (HttpObject left = queue.poll(); left != null; left = queue.poll()) {
            ReferenceCountUtil.release(left);
        }
    }

    /** The client has said all it will say. It still gets the answers to that. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.LINGERING) {
                context.close();
            } else {
                advance(context);
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            write(context);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        disarm();
        release();
        outgoing = null;
        if (state != State.ANSWERING) {
            // While a worker makes the answer it keeps its place: the answer is in memory all the same.
            endExchange();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
