package discedge.runtime;

import discedge.runtime.wire.Frame;
import discedge.runtime.wire.ReplicaPeerGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One dial to a peer and the stream that comes of it. Each dial has a gRPC channel of its own: gRPC's reconnecting and its
 * backoff never get a turn.
 */
final class DialledLink extends Link {
    private enum State { DIALLING, STANDS, OVER }

    private final Peer peer;
    private final AtomicReference<State> state = new AtomicReference<>(State.DIALLING);
    private final long dialledAt = System.nanoTime();
    private ManagedChannel channel;
    private ClientCall<Frame, Frame> call;
    private volatile Channel socket;
    private volatile long stoodSince;

    DialledLink(Peer peer, Switchboard board) {
        super(board.number(true, peer.address()), board);
        this.peer = peer;
    }

    void dial(InetSocketAddress to) {
        if (to.isUnresolved()) {
            fail("host " + to.getHostString() + " is not known");
            return;
        }
        synchronized (this) {
            if (state.get() == State.OVER) return;
            channel = NettyChannelBuilder.forAddress(to).overrideAuthority("peer").usePlaintext().proxyDetector(target -> null)
                    .eventLoopGroup(board().threads()).channelFactory(() -> {
                        var dialling = board().sockets().dialling();
                        socket = dialling;
                        return dialling;
                    })
                    .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) board().settings().connectWithin().toMillis())
                    .withOption(ChannelOption.TCP_NODELAY, true)
                    // A fixed window: an automatic one sends pings to measure the link, which cost bytes with every burst.
                    .flowControlWindow(PeerLinks.WINDOW).maxInboundMessageSize(PeerLinks.LARGEST_MESSAGE)
                    .directExecutor().disableRetry().maxTraceEvents(0).build();
            call = channel.newCall(ReplicaPeerGrpc.getLinkMethod(), CallOptions.DEFAULT);
        }
        call.start(new Listener(), new Metadata());
        call.request(AHEAD);
        board().later(board().settings().helloWithin(), () -> {
            if (!greeted()) abandon("the peer said nothing for " + Words.of(board().settings().helloWithin()));
        });
    }

    /** Ends it whether or not it stands already. */
    void abandon(String why) {
        if (stands()) end(why);
        else fail(why);
    }

    /** Lets go of everything without a word to anybody. */
    void discard() {
        state.set(State.OVER);
        release();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - dialledAt);
    }

    boolean stands() {
        return state.get() == State.STANDS;
    }

    /** It never stood. */
    private void fail(String why) {
        if (!state.compareAndSet(State.DIALLING, State.OVER)) return;
        Duration retryIn = peer.ended(this, Optional.empty());
        if (board().told()) board().events().unreachable(peer.address(), why, retryIn);
        release();
    }

    @Override
    void write(Frame frame) {
        call.sendMessage(frame);
    }

    @Override
    void finishWriting(String why) {
        call.halfClose();
    }

    @Override
    EventLoop thread() {
        return socket.eventLoop();
    }

    @Override
    synchronized void release() {
        if (channel != null) channel.shutdownNow();
        Channel underneath = socket;
        if (underneath != null) Sockets.sever(underneath);
    }

    @Override
    Duration retryIn() {
        if (state.getAndSet(State.OVER) != State.STANDS) return Duration.ZERO;
        return peer.ended(this, Optional.of(Duration.ofNanos(System.nanoTime() - stoodSince)));
    }

    private final class Listener extends ClientCall.Listener<Frame> {
        @Override
        public void onReady() {
            // gRPC says ready again whenever its buffer has drained.
            if (state.get() != State.DIALLING) return;
            stoodSince = System.nanoTime();
            if (state.compareAndSet(State.DIALLING, State.STANDS)) tellOpened();
        }

        @Override
        public void onMessage(Frame frame) {
            onReady();
            received(frame);
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (state.get() == State.DIALLING) fail(Words.of(status));
            else lost(Words.of(status));
        }
    }
}
