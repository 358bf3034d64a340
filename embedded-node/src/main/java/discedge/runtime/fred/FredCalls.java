package discedge.runtime.fred;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls FReD's nodes, each over one channel of its own. Safe for many threads; does not block. */
public final class FredCalls implements AutoCloseable {
    /** Opens the way to a node. */
    interface Opener {
        /** @throws IOException if the certificates cannot be used */
        FredPort open(String address) throws IOException;
    }

    private final FredPort beside;
    private final Opener others;
    private final Map<String, String> ways;
    /** Guarded by this. */
    private final Map<String, FredPort> ports = new HashMap<>();
    /** Guarded by this. */
    private boolean closed;

    /**
     * @param address of the node beside this one
     * @param ways by what a node advertises, where it is reached from here, if not there
     * @param beside opens the way to that node
     * @param others opens the ways to the others
     */
    FredCalls(String address, Map<String, String> ways, Opener beside, Opener others) throws IOException {
        this.beside = beside.open(address);
        this.ways = Map.copyOf(ways);
        this.others = others;
    }

    /** Over gRPC. @throws IOException if the certificates cannot be used; the message says which */
    public static FredCalls grpc(String address, Map<String, String> ways, Optional<FredTls> tls, FredDeadlines deadlines) throws IOException {
        return new FredCalls(address, ways, one -> new FredClient(one, tls, deadlines.reads(), deadlines.writes()),
                one -> new FredClient(one, tls, deadlines.members(), deadlines.writes()));
    }

    /** @param host as the node advertises it; empty = the one beside this node */
    public void call(Optional<String> host, FredCall call, Consumer<FredReply> reply) {
        FredPort port;
        try {
            port = host.isPresent() ? port(host.get()) : beside;
        } catch (IOException | IllegalArgumentException e) {
            reply.accept(new FredReply.NoAnswer("FReD cannot be called at " + host.orElse("") + ": " + e.getMessage()));
            return;
        }
        port.call(FredServer.LOCAL_USER, call, reply);
    }

    private synchronized FredPort port(String host) throws IOException {
        if (closed) throw new IOException("this node ends");
        FredPort known = ports.get(host);
        if (known == null) ports.put(host, known = others.open(ways.getOrDefault(host, host)));
        return known;
    }

    /** What is under way is answered, on this thread: whoever hears that may call again, and is answered as well. */
    @Override
    public void close() {
        List<FredPort> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(ports.values());
        }
        close(beside);
        open.forEach(FredCalls::close);
    }

    private static void close(FredPort port) {
        if (port instanceof FredClient client) client.close();
    }
}
