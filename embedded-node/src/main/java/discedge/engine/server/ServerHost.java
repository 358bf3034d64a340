package discedge.engine.server;

import discedge.engine.EngineException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What engines of a process share of a server: each has slots of its own, and an answer of any holds back what the others evaluate
 * ahead. Make one a process. Safe for many threads.
 */
public final class ServerHost {
    /** A node that was killed gives its slots back within moments; one that is started again meanwhile waits for them. */
    private static final Duration GIVEN_BACK = Duration.ofSeconds(5);

    private final Duration patience;
    private final Map<URI, Server> servers = new HashMap<>();

    /** A server, as far as this process uses it. */
    private static final class Server {
        final Set<Integer> lent = new HashSet<>();
        final AtomicInteger turns = new AtomicInteger();
    }

    public ServerHost() {
        this(GIVEN_BACK);
    }

    /** @param patience how long slots that others have are waited for */
    ServerHost(Duration patience) {
        this.patience = patience;
    }

    /**
     * Opens the engine of one of several nodes of this process that use the server. Asks the server what it is, again and again while
     * it loads or is not there.
     *
     * @param nodes each gets as many of the server's slots, and no more than the settings say
     * @param atMost how long the server is waited for
     * @param say told why it waits, once for each reason
     * @throws EngineException if it is no llama-server, is not there in time, or has too few slots
     */
    public ServerEngine open(ServerSettings settings, int nodes, Duration atMost, Consumer<String> say) throws InterruptedException {
        return ServerEngine.open(settings, slots -> lend(settings, slots, nodes), atMost, say);
    }

    private synchronized Share lend(ServerSettings settings, int has, int nodes) throws InterruptedException {
        if (has < nodes) {
            throw new EngineException("the server at " + settings.url() + " has " + slots(has) + ", and " + nodes
                    + " nodes are to use it, each with slots of its own: start it with -np " + nodes + " or more");
        }
        int count = settings.slots() == 0 ? has / nodes : Math.min(settings.slots(), has / nodes);
        Server server = servers.computeIfAbsent(settings.url(), _ -> new Server());
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            List<Integer> free = IntStream.range(0, has).filter(slot -> !server.lent.contains(slot)).limit(count).boxed().toList();
            if (free.size() == count) {
                server.lent.addAll(free);
                return new Share(server, free);
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new EngineException("other nodes of this process have " + server.lent.size() + " of the " + has + " slots of the server at " + settings.url()
                        + ": end them, or start it with -np " + (server.lent.size() + count) + " or more");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    static String slots(int count) {
        return count == 1 ? "1 slot" : count + " slots";
    }

    /** What one engine has of a server. */
    final class Share implements AutoCloseable {
        private final Server server;
        private final List<Integer> slots;
        private boolean closed;

        private Share(Server server, List<Integer> slots) {
            this.server = server;
            this.slots = slots;
        }

        /** The numbers of its slots, at least one. */
        List<Integer> slots() {
            return slots;
        }

        /** Answers of this process that the server computes or that wait for it. */
        AtomicInteger turns() {
            return server.turns;
        }

        /** Gives the slots back. */
        @Override
        public void close() {
            synchronized (ServerHost.this) {
                if (closed) return;
                closed = true;
                server.lent.removeAll(slots);
                ServerHost.this.notifyAll();
            }
        }
    }
}
