package discedge.runtime;

import discedge.fred.LinkId;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the links of one node have in common. */
final class Switchboard {
    private final LinkEvents events;
    private final LinkSettings settings;
    private final EventLoopGroup threads;
    private final Sockets sockets;
    private final Map<Long, Link> links = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean silent;

    Switchboard(LinkEvents events, LinkSettings settings, EventLoopGroup threads) {
        this.events = events;
        this.settings = settings;
        this.threads = threads;
        this.sockets = new Sockets(threads);
    }

    LinkId number(boolean dialled, String address) {
        return new LinkId(numbers.incrementAndGet(), dialled, address);
    }

    LinkEvents events() {
        return events;
    }

    LinkSettings settings() {
        return settings;
    }

    EventLoopGroup threads() {
        return threads;
    }

    Sockets sockets() {
        return sockets;
    }

    /** The links that are open, by number. */
    Map<Long, Link> links() {
        return links;
    }

    /** Whether the node still wants to hear anything. */
    boolean told() {
        return !silent;
    }

    void silence() {
        silent = true;
    }

    ScheduledFuture<?> later(Duration delay, Runnable what) {
        return threads.next().schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
