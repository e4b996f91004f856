package io.sonde.endpoint.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.sonde.endpoint.log.LogSink;
import io.sonde.endpoint.thread.SondeThreads;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server for a few clients: bounded in everything a client could have it keep.
 *
 * <p>Any thread may call any method. One thread, {@code sonde-http-io-1}, accepts, reads and writes; pages that are not
 * {@linkplain Page#quick() quick} are answered by {@code sonde-http-work-*}, which end when idle.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection, and that is handled.
public final class HttpEndpoint implements AutoCloseable {

    /*
     * Buffers are heap buffers from no pool. The JDK copies them through one direct buffer per thread that does I/O, and
     * there is one such thread: some 16 KiB outside the heap altogether, where a pool would reserve megabytes inside an
     * application that lends us its memory.
     *
     * A loop without a task for later looks each second whether there is one, some two hundred microseconds of processor time in an application
     * that is busy with something else. So it has one that does nothing, a minute away.
     */

    private static final int BACKLOG = 64;
    private static final int LOW_WATER = 32 * 1024;
    private static final int HIGH_WATER = 64 * 1024;
    private static final long CLOSE_SECONDS = 5;
    private static final long IDLE_MINUTES = 1;

    private final Routes routes;
    private final Workers workers;
    private final ConnectionSetup connections;
    private final EventLoopGroup loop;
    private final Channel channel;

    private HttpEndpoint(
            Routes routes, Workers workers, ConnectionSetup connections, EventLoopGroup loop, Channel channel) {
        this.routes = routes;
        this.workers = workers;
        this.connections = connections;
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Opens the port and serves the pages. Returns when connections are accepted.
     *
     * @param log takes the messages of Netty too, of all endpoints of this process
     * @throws CannotListenException if the port cannot be opened; nothing is left running
     */
    public static HttpEndpoint start(HttpSettings settings, List<Page> pages, LogSink log)
            throws CannotListenException {
        NettyLogging.install(log.libraries());
        Routes routes = new Routes();
        pages.forEach(routes::add);
        Workers workers = new Workers(settings.limits(), settings.daemon(), log);
        ConnectionSetup connections = new ConnectionSetup(settings.limits(), routes, workers);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new SondeThreads("sonde-http-io", settings.daemon()), NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, !isWindows())
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 8192))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(connections);
        InetSocketAddress address = settings.bindAddress().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.bindAddress(), settings.port());
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            workers.close();
            loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            throw new CannotListenException(where(settings), bound.cause());
        }
        loop.scheduleWithFixedDelay(() -> {}, IDLE_MINUTES, IDLE_MINUTES, TimeUnit.MINUTES);
        return new HttpEndpoint(routes, workers, connections, loop, bound.channel());
    }

    private static String where(HttpSettings settings) {
        return settings.bindAddress().isEmpty()
                ? "port " + settings.port()
                : settings.bindAddress() + " port " + settings.port();
    }

    /** On Windows the option means that two processes may listen on one port. */
    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** Adds a page, from the next request on. */
    public void add(Page page) {
        routes.add(page);
    }

    /** The address and port that are listened on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    public int port() {
        return address().getPort();
    }

    /** Closes the port and all connections, and waits some seconds at most for the threads to end. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        connections.closeAll();
        workers.close();
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
