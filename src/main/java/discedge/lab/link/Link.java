package discedge.lab.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The path between two places, each way with properties of its own, which may change while traffic flows. Connections are
 * made through {@linkplain #relay relays}: all that pass a direction, whichever end dialled, share its bandwidth and are
 * counted together. Safe for many threads. What is modelled and what is not: {@code docs/lab.md}.
 */
public final class Link implements AutoCloseable {
    private final String first;
    private final String second;
    private final Lane forward;
    private final Lane backward;
    private final ThreadFactory threads;
    private final List<LinkRelay> relays = new CopyOnWriteArrayList<>();
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile boolean closed;

    /**
     * A perfect link that nothing uses yet.
     *
     * @param first name of the end that {@link Direction#FORWARD} starts from
     * @param generator seeds the jitter of both directions
     */
    public Link(String first, String second, RandomGenerator generator) {
        // Platform threads: virtual ones would wait for a carrier while a node in the same process computes.
        this(first, second, generator, Thread.ofPlatform().daemon().name("link " + first + " - " + second + " ", 1).factory());
    }

    Link(String first, String second, RandomGenerator generator, ThreadFactory threads) {
        this.first = first;
        this.second = second;
        this.threads = threads;
        forward = new Lane(new SplittableRandom(generator.nextLong()));
        backward = new Lane(new SplittableRandom(generator.nextLong()));
    }

    public String first() {
        return first;
    }

    public String second() {
        return second;
    }

    /**
     * Opens a port.
     *
     * @param direction which end dials: with {@link Direction#FORWARD} the first end dials and the target is at the second
     * @param target where its connections go; may be changed later
     * @throws IOException if no port is to be had
     */
    public LinkRelay relay(Direction direction, InetSocketAddress target) throws IOException {
        return relay(direction, new LinkRelay(target));
    }

    /** Opens a port of the caller's choice, so that another process can be told of it beforehand. */
    public LinkRelay relay(Direction direction, InetSocketAddress listen, InetSocketAddress target) throws IOException {
        return relay(direction, new LinkRelay(listen, target));
    }

    private LinkRelay relay(Direction direction, LinkRelay relay) {
        relays.add(relay);
        threads.newThread(() -> relay.accept(socket -> connect(socket, relay, direction))).start();
        if (closed) relay.close();
        return relay;
    }

    public LinkProperties properties(Direction direction) {
        return lane(direction).properties();
    }

    /** Sets one direction; takes effect at once, on open connections too, and on what is under way. */
    public void set(Direction direction, LinkProperties properties) {
        lane(direction).set(properties);
        connections.forEach(cutClean() ? RelayedConnection::abort : RelayedConnection::wake);
    }

    /** Sets both directions. */
    public void set(LinkProperties properties) {
        set(Direction.FORWARD, properties);
        set(Direction.BACKWARD, properties);
    }

    /** Cuts or heals one direction and leaves the rest as it is. */
    public void cut(Direction direction, Cut cut) {
        set(direction, properties(direction).withCut(cut));
    }

    /** Cuts or heals both directions and leaves the rest as it is. */
    public void cut(Cut cut) {
        cut(Direction.FORWARD, cut);
        cut(Direction.BACKWARD, cut);
    }

    /** What the link has carried so far. */
    public LinkCounts counts() {
        return new LinkCounts(forward.acceptedBytes(), backward.acceptedBytes(), accepted.get());
    }

    /** Bytes that the sender of a direction has given to the link so far: TCP payload. */
    public long bytes(Direction direction) {
        return lane(direction).acceptedBytes();
    }

    /** Connections open now. */
    public int open() {
        return connections.size();
    }

    /** Resets all connections and closes all ports. */
    @Override
    public void close() {
        closed = true;
        relays.forEach(LinkRelay::close);
        connections.forEach(RelayedConnection::abort);
    }

    private void connect(Socket dialler, LinkRelay relay, Direction direction) {
        accepted.incrementAndGet();
        var connection = new RelayedConnection(dialler, relay::target, lane(direction), lane(direction.opposite()), connections::remove);
        connections.add(connection);
        // After adding: a cut or close that came before it was seen here sees the connection.
        if (closed || cutClean()) connection.abort();
        else connection.start(threads);
    }

    private boolean cutClean() {
        return forward.properties().cut() == Cut.CLEAN || backward.properties().cut() == Cut.CLEAN;
    }

    private Lane lane(Direction direction) {
        return switch (direction) {
            case FORWARD -> forward;
            case BACKWARD -> backward;
        };
    }
}
