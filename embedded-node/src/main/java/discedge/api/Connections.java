package discedge.api;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The server's open connections: Helidon's own HTTP/1.1 and HTTP/2 (prior knowledge), each behind a {@link Connection}. */
final class Connections implements ServerConnectionSelector {
    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private final ServerConnectionSelector http1 =
            Http1ConnectionSelector.builder().config(Http1Config.builder().name("http1").receiveLog(false).sendLog(false).build()).build();
    private final ServerConnectionSelector http2 =
            Http2ConnectionSelector.builder().http2Config(Http2Config.builder().name("http2").build()).build();
    private volatile boolean cut;

    Connection of(ServerRequest request) {
        Connection connection = open.get(request.socketId());
        if (connection == null) throw new CloseConnectionException("the connection has ended");
        return connection;
    }

    /** Cuts all connections, and each new one at once. */
    void cut() {
        cut = true;
        open.values().forEach(Connection::cut);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Served(context, new Connection("c" + made.incrementAndGet(), context.serverSocket()));
    }

    /**
     * Helidon's connection, known to {@link #open} while it is handled and never idle while it answers. Which protocol it
     * speaks is found out here: Helidon 4.3.1 stalls over an HTTP/2 preface that arrives in parts.
     */
    @SuppressWarnings("removal")
    private final class Served implements ServerConnection, InterruptableTask<Void> {
        private final ConnectionContext context;
        private final Connection connection;
        private final long since = System.nanoTime();
        private volatile Optional<ServerConnection> inner = Optional.empty();
        private volatile Optional<Thread> handler = Optional.empty();

        Served(ConnectionContext context, Connection connection) {
            this.context = context;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            handler = Optional.of(Thread.currentThread());
            open.put(connection.id(), connection);
            try {
                if (cut) connection.cut();
                ServerConnectionSelector protocol = connection.identify() ? http2 : http1;
                ServerConnection served = protocol.connection(new WatchedContext(context, connection.id(), new DataReader(connection)));
                inner = Optional.of(served);
                served.handle(limit);
            } finally {
                open.remove(connection.id());
                connection.end();
            }
        }

        @Override
        public Duration idleTime() {
            if (connection.busy()) return Duration.ZERO;
            return inner.map(ServerConnection::idleTime).orElseGet(() -> Duration.ofNanos(System.nanoTime() - since));
        }

        @Override
        public void close(boolean interrupt) {
            inner.ifPresentOrElse(served -> served.close(interrupt), () -> handler.ifPresent(Thread::interrupt));
        }

        @Override
        public boolean canInterrupt() {
            return inner.map(served -> served instanceof InterruptableTask<?> task && task.canInterrupt()).orElse(true);
        }
    }
}
