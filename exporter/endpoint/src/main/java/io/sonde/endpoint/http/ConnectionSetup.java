package io.sonde.endpoint.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Equips each new connection, and turns away those that are too many. */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection, and that is handled.
@ChannelHandler.Sharable
final class ConnectionSetup extends ChannelInitializer<SocketChannel> {

    private static final byte[] BUSY = """
            HTTP/1.1 503 Service Unavailable\r
            Retry-After: 5\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final HttpLimits limits;
    private final Routes routes;
    private final Workers workers;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    ConnectionSetup(HttpLimits limits, Routes routes, Workers workers) {
        this.limits = limits;
        this.routes = routes;
        this.workers = workers;
    }

    /** Said by the annotation too, which only a whole Netty reads: in the agent's jar it asks for no annotations. */
    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> {
            open.remove(channel);
            count.decrementAndGet();
        });
        if (count.incrementAndGet() > limits.connections()) {
            channel.config().setAutoRead(false);
            channel.pipeline().addLast(new TurnAway());
            return;
        }
        ConnectionHandler handler = new ConnectionHandler(limits, routes, workers);
        channel.pipeline()
                .addLast(new FirstBytes(handler))
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.lineBytes())
                        .setMaxHeaderSize(limits.headerBytes())
                        .setInitialBufferSize(1024)))
                .addLast(handler);
    }

    /**
     * Closes all connections. A loop that is shut down without a quiet period does that only if it happens to be waiting
     * for events just then.
     */
    void closeAll() {
        for (Channel channel : open) {
            channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    /** Tells the connection's handler that a request began, before the codec has enough of it. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        private final ConnectionHandler handler;

        FirstBytes(ConnectionHandler handler) {
            this.handler = handler;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            handler.bytesArrived();
            context.fireChannelRead(message);
        }
    }

    private static final class TurnAway extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(BUSY)).addListener(done -> context.close());
        }
    }
}
