package discedge.runtime;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The sockets under gRPC, so that one, or all, can be shut at once: gRPC itself only ever says goodbye first. */
final class Sockets {
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Map<SocketAddress, Channel> accepted = new ConcurrentHashMap<>();
    private final EventLoopGroup threads;
    private volatile boolean cut;

    Sockets(EventLoopGroup threads) {
        this.threads = threads;
    }

    NioSocketChannel dialling() {
        return track(new NioSocketChannel());
    }

    ServerChannel listening() {
        NioServerSocketChannel server = track(new NioServerSocketChannel());
        server.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                Channel child = track((Channel) message);
                SocketAddress from = child.remoteAddress();
                if (from != null) {
                    accepted.put(from, child);
                    child.closeFuture().addListener(closed -> accepted.remove(from, child));
                }
                context.fireChannelRead(message);
            }
        });
        return server;
    }

    Optional<Channel> acceptedFrom(SocketAddress address) {
        return Optional.ofNullable(address).map(accepted::get);
    }

    private <C extends Channel> C track(C channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        if (cut) sever(channel, true);
        return channel;
    }

    /** Closes the socket without a word of HTTP/2; what the kernel has is still delivered. */
    static void sever(Channel channel) {
        sever(channel, false);
    }

    /** Resets every socket, now and to come, as the death of the process would. Returns when they are closed, at the latest after 2 s. */
    void cutAll() {
        cut = true;
        // Who listens first: a peer that sees its link fall dials again at once and must not be let in.
        for (Channel channel : open) if (channel instanceof ServerChannel) sever(channel, true);
        for (Channel channel : open) sever(channel, true);
        List<EventExecutor> loops = new ArrayList<>();
        threads.forEach(loops::add);
        CountDownLatch left = new CountDownLatch(loops.size());
        // Java gives a closed socket's port back only when its selector comes round again. A timed task that is set on the
        // network thread itself runs in its next round, behind that.
        for (EventExecutor loop : loops) loop.execute(() -> loop.schedule(left::countDown, 0, TimeUnit.NANOSECONDS));
        await(left, Duration.ofSeconds(2));
    }

    /** Waits until every socket is closed, by whoever does it. */
    void awaitClosed(Duration atMost) {
        Channel[] all = open.toArray(Channel[]::new);
        CountDownLatch left = new CountDownLatch(all.length);
        for (Channel channel : all) channel.closeFuture().addListener(closed -> left.countDown());
        await(left, atMost);
    }

    private void await(CountDownLatch left, Duration atMost) {
        for (EventExecutor loop : threads) {
            if (loop.inEventLoop()) return; // it cannot wait for itself
        }
        try {
            left.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sever(Channel channel, boolean reset) {
        Runnable close = () -> {
            try {
                boolean connection = channel instanceof NioSocketChannel && channel.isOpen();
                if (reset && connection) channel.config().setOption(ChannelOption.SO_LINGER, 0);
            } finally {
                channel.unsafe().close(channel.voidPromise());
            }
        };
        if (!channel.isRegistered()) {
            channel.unsafe().closeForcibly();
        } else if (channel.eventLoop().inEventLoop()) {
            close.run();
        } else {
            channel.eventLoop().execute(close);
        }
    }
}
