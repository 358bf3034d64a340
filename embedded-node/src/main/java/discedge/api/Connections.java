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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The server's open connections: Helidon's own HTTP/1.1 and HTTP/2 (prior knowledge), each behind a {@link Connection}. */
final class Connections {
    private static final byte[] PREFACE = "PRI * HTTP/2.0".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private volatile boolean cut;

    List<ServerConnectionSelector> selectors() {
        var http1 = Http1ConnectionSelector.builder().config(Http1Config.builder().name("http1").receiveLog(false).sendLog(false).build()).build();
        var http2 = Http2ConnectionSelector.builder().http2Config(Http2Config.builder().name("http2").build()).build();
        return List.of(new Selector(http2, true), new Selector(http1, false));
    }

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

    private final class Selector implements ServerConnectionSelector {
        private final ServerConnectionSelector inner;
        private final boolean http2;

        Selector(ServerConnectionSelector inner, boolean http2) {
            this.inner = inner;
            this.http2 = http2;
        }

        @Override
        public int bytesToIdentifyConnection() {
            return inner.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            // HTTP/1.1 would take a preface that arrives in parts for a long first line of its own.
            return !http2 && beginsPreface(data) ? Support.UNKNOWN : inner.supports(data);
        }

        private boolean beginsPreface(BufferData data) {
            int length = Math.min(data.available(), PREFACE.length);
            byte[] start = new byte[length];
            for (int i = 0; i < length; i++) start[i] = (byte) data.get(i);
            return length > 0 && data.available() < 24 && Arrays.equals(start, 0, length, PREFACE, 0, length);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return inner.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            DataReader reader = context.dataReader();
            byte[] first = reader.available() > 0 ? reader.readBytes(reader.available()) : new byte[0];
            var connection = new Connection("c" + made.incrementAndGet(), http2, context.serverSocket(), first);
            return new Served(connection, inner.connection(new WatchedContext(context, connection.id(), new DataReader(connection))));
        }
    }

    /** Helidon's connection, known to {@link #open} while it is handled and never idle while it answers. */
    @SuppressWarnings("removal")
    private final class Served implements ServerConnection, InterruptableTask<Void> {
        private final Connection connection;
        private final ServerConnection inner;

        Served(Connection connection, ServerConnection inner) {
            this.connection = connection;
            this.inner = inner;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.put(connection.id(), connection);
            try {
                if (cut) connection.cut();
                inner.handle(limit);
            } finally {
                open.remove(connection.id());
                connection.end();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.busy() ? Duration.ZERO : inner.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            inner.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return inner instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }
}
