package discedge.runtime;

import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import discedge.runtime.wire.ReplicaPeerGrpc;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The replica links of one node over gRPC: it serves {@code ReplicaPeer.Link} and dials every peer it was given, for ever.
 * All methods may be called from any thread, none waits but {@link #close()} and {@link #kill()}, which cannot where they are
 * called from within {@link LinkEvents}.
 */
public final class PeerLinks implements AutoCloseable {
    /** Bytes of one message, at most. */
    public static final int LARGEST_MESSAGE = 8 << 20;
    static final int WINDOW = 1 << 20;

    private final Switchboard board;
    private final RandomGenerator random;
    private final Server server;
    private final String host;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private boolean stopped;

    private PeerLinks(String host, Server server, Switchboard board, RandomGenerator random) {
        this.host = host;
        this.server = server;
        this.board = board;
        this.random = random;
    }

    /**
     * Serves at once; dials nobody yet.
     *
     * @param port 0 = any that is free
     * @param random spreads the times of redials; used by this object alone
     * @throws IOException if the port cannot be had; the message says what to do
     */
    public static PeerLinks open(String host, int port, LinkEvents events, RandomGenerator random) throws IOException {
        return open(host, port, events, random, LinkSettings.usual());
    }

    public static PeerLinks open(String host, int port, LinkEvents events, RandomGenerator random, LinkSettings settings)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("Host " + host + " for the replica port is not known: use an address of this machine.");
        }
        EventLoopGroup threads = NetworkThreads.acquire();
        Switchboard board = new Switchboard(events, settings, threads);
        try {
            return new PeerLinks(host, serve(address, board), board, random);
        } catch (IOException e) {
            NetworkThreads.release();
            throw explained(e, host, port);
        }
    }

    private static Server serve(InetSocketAddress address, Switchboard board) throws IOException {
        ServerServiceDefinition service = ServerServiceDefinition.builder(ReplicaPeerGrpc.getServiceDescriptor())
                .addMethod(ReplicaPeerGrpc.getLinkMethod(), (call, headers) -> AcceptedLink.accept(call, board)).build();
        return NettyServerBuilder.forAddress(address).addService(service).directExecutor()
                .bossEventLoopGroup(board.threads()).workerEventLoopGroup(board.threads()).channelFactory(board.sockets()::listening)
                .withChildOption(ChannelOption.TCP_NODELAY, true)
                .flowControlWindow(WINDOW).maxInboundMessageSize(LARGEST_MESSAGE).maxConcurrentCallsPerConnection(1)
                // The replica's own beats find dead links; gRPC must not add traffic of its own.
                .keepAliveTime(Long.MAX_VALUE, TimeUnit.NANOSECONDS)
                .maxConnectionIdle(30, TimeUnit.SECONDS)
                .build().start();
    }

    private static IOException explained(IOException e, String host, int port) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof BindException)) continue;
            String why = String.valueOf(cause.getMessage());
            String state = why.contains("in use") ? " is taken by another program" : " cannot be served (" + why + ")";
            return new IOException("The replica port " + port + " on " + host + state
                    + ": choose another port, or 0 for any that is free.", e);
        }
        return new IOException("The replica port " + port + " on " + host + " cannot be served: " + e.getMessage(), e);
    }

    /** The port that is served. */
    public int port() {
        return server.getPort();
    }

    /** host:port that is served. */
    public String address() {
        return HostPort.text(InetSocketAddress.createUnresolved(host, port()));
    }

    /**
     * Dials the address from now on; nothing happens if it is dialled already.
     *
     * @throws IllegalArgumentException if it is not host:port
     */
    public void addPeer(String address) {
        Peer peer;
        synchronized (this) {
            if (stopped || peers.containsKey(address)) return;
            peer = new Peer(address, board, new SplittableRandom(random.nextLong()));
            peers.put(address, peer);
        }
        peer.dial();
    }

    /** Ends the link to the address and dials it no more. */
    public void removePeer(String address) {
        Peer peer = peers.remove(address);
        if (peer != null) peer.drop("the peer was removed");
    }

    /** Does not wait for the next try: to be called when there is a sign that the peer is back. */
    public void redialNow(String address) {
        Peer peer = peers.get(address);
        if (peer != null) peer.redialNow();
    }

    /** The same for all peers, say when one has dialled this node: after a cut all of them are likely back. */
    public void redialAll() {
        peers.values().forEach(Peer::redialNow);
    }

    /**
     * Sends behind everything sent on that link before; never waits. A link that is gone is ignored.
     *
     * @throws IllegalArgumentException if the message is larger than {@link #LARGEST_MESSAGE}
     */
    public void send(LinkId link, PeerMessage message) {
        Link open = board.links().get(link.number());
        if (open != null) open.send(message);
    }

    /** Ends a link; what was sent on it still goes out. A peer that this node dials is dialled again. */
    public void close(LinkId link, String why) {
        Link open = board.links().get(link.number());
        if (open != null) open.end(why);
    }

    /** Ends all links, letting what was sent go out, and stops serving. Nothing is told after it returns. */
    @Override
    public void close() {
        if (!stop()) return;
        peers.values().forEach(peer -> peer.drop("this node stops"));
        List.copyOf(board.links().values()).forEach(link -> link.end("this node stops"));
        server.shutdown();
        board.sockets().awaitClosed(board.settings().lastWords().multipliedBy(2));
        finish();
    }

    /** Stops as the death of the process would: every socket is reset at once, nothing more is sent or told. */
    public void kill() {
        board.silence();
        if (!stop()) return;
        board.sockets().cutAll();
        finish();
    }

    private synchronized boolean stop() {
        boolean first = !stopped;
        stopped = true;
        return first;
    }

    private void finish() {
        board.silence();
        peers.values().forEach(Peer::forget);
        server.shutdownNow();
        board.sockets().cutAll();
        NetworkThreads.release();
    }
}
