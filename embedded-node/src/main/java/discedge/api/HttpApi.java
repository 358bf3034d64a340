package discedge.api;

import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.engine.EngineException;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The node's HTTP API (docs/api.md): HTTP/1.1 and HTTP/2 with prior knowledge on one port, each request on a virtual
 * thread of its own.
 */
public final class HttpApi implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpApi.class.getName());
    /** Held, because a logger that nobody holds forgets its level. What matters of Helidon's news is told by exceptions here. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Refusal STOPPING = Refusal.of(RefusalCode.NODE_STOPPING, "the node is stopping: send the request to another one");
    private static final Duration AFTER_DRAIN = Duration.ofMillis(200);
    private static final int RECEIVE_BUFFER = 256 << 10;

    static {
        HELIDON.setLevel(Level.SEVERE);
    }

    private final String host;
    private final int wantedPort;
    private final HttpApiSettings settings;
    private final Connections connections = new Connections();
    private final Semaphore running = new Semaphore(Integer.MAX_VALUE);
    /** Emptied at the end: Helidon's idle timer outlives its server and would keep the node in memory. */
    private final AtomicReference<Optional<Routes>> routes;
    private Optional<WebServer> server = Optional.empty();
    private int port;
    private volatile boolean closing;

    /**
     * @param host the address to bind to, such as {@code 127.0.0.1}
     * @param port 0 = any free one, see {@link #port}
     */
    public HttpApi(NodeService service, String host, int port) {
        this(service, host, port, HttpApiSettings.DEFAULT);
    }

    public HttpApi(NodeService service, String host, int port, HttpApiSettings settings) {
        this.host = host;
        this.wantedPort = port;
        this.settings = settings;
        routes = new AtomicReference<>(Optional.of(new Routes(service, settings)));
    }

    /** @throws CannotListenException if the port is taken or the address is not this machine's */
    public synchronized void start() {
        if (server.isPresent()) throw new IllegalStateException("started before");
        InetAddress address = probe();
        WebServer built = WebServer.builder()
                .address(address).port(wantedPort)
                .shutdownHook(false).shutdownGracePeriod(AFTER_DRAIN)
                .protocolsDiscoverServices(false).featuresDiscoverServices(false)
                .addConnectionSelector(connections)
                // Helidon's own defaults, Nagle's delay and a receive buffer of 4 kB, cost whole round trips on slow links.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER)
                .directHandlers(directHandlers())
                .routing(routing -> routing.any(this::handle))
                .build();
        uninterrupted(built::start);
        if (!built.isRunning()) throw cannotListen("another program may have taken the port just now. Choose another one.",
                new BindException());
        server = Optional.of(built);
        port = built.port();
    }

    /** The port it listens on, or did. */
    public synchronized int port() {
        if (server.isEmpty()) throw new IllegalStateException("not started");
        return port;
    }

    /** Ends event streams, lets requests under way finish ({@link HttpApiSettings#drain}), refuses new ones, then ends. */
    @Override
    public synchronized void close() {
        if (server.isEmpty() || closing) return;
        closing = true;
        routes.get().ifPresent(Routes::stopEvents);
        try {
            running.tryAcquire(Integer.MAX_VALUE, settings.drain().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Ends at once, as a crash would: connections are cut, nothing more is sent. */
    public synchronized void kill() {
        if (server.isEmpty() || closing) return;
        closing = true;
        connections.cut();
        routes.get().ifPresent(Routes::stopEvents);
        end();
    }

    private void end() {
        uninterrupted(server.get()::stop);
        connections.cut();
        routes.set(Optional.empty());
    }

    /** Helidon takes an interrupt of the caller for a failure to start or stop, and forgets it: on a thread of its own it meets none. */
    private static void uninterrupted(Runnable what) {
        CompletableFuture.runAsync(what, task -> Thread.ofPlatform().name("http-server").start(task)).join();
    }

    /** Helidon logs a failed bind and goes on: this finds out first. */
    private InetAddress probe() {
        try (var probe = new ServerSocket()) {
            InetAddress address = InetAddress.getByName(host);
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, wantedPort));
            return address;
        } catch (UnknownHostException e) {
            throw cannotListen("no such host. Use an address of this machine, such as 127.0.0.1.", e);
        } catch (IOException | IllegalArgumentException e) {
            boolean taken = e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
            throw cannotListen(taken
                    ? "the port is taken. End the program that uses it, or choose another HTTP port (0 takes any free one)."
                    : e.getMessage() + ". Choose an address of this machine and a port you may use (0 takes any free one).", e);
        }
    }

    private CannotListenException cannotListen(String why, Exception cause) {
        return new CannotListenException("Cannot listen on " + host + ":" + wantedPort + ": " + why, cause);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Connection connection = connections.of(request);
        var exchange = new Exchange(request, response, connection, connection.open(request.id()));
        boolean admitted = running.tryAcquire();
        try {
            Optional<Routes> open = routes.get();
            if (!admitted || closing || open.isEmpty()) exchange.refuse(STOPPING);
            else answer(exchange, open.get());
        } finally {
            if (admitted) running.release();
            connection.close(request.id());
        }
    }

    private static void answer(Exchange exchange, Routes routes) {
        try {
            routes.route(exchange);
        } catch (RefusedException e) {
            exchange.refuse(e.refusal());
        } catch (EngineException e) {
            refuseIfOpen(exchange, Refusal.of(RefusalCode.ENGINE_FAILED, e.getMessage()));
        } catch (CloseConnectionException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuseIfOpen(exchange, STOPPING);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new CloseConnectionException("the connection failed", e);
        } catch (RuntimeException e) {
            if (exchange.hangUp().hasHappened()) throw Exchange.gone();
            ServerRequest request = exchange.request();
            LOG.log(System.Logger.Level.ERROR, "A request failed: " + request.prologue().method() + " " + request.path().path(), e);
            String why = "the node failed in a way it should not (%s); its log says more. Try again, or another node";
            refuseIfOpen(exchange, Refusal.of(RefusalCode.INTERNAL, why.formatted(e.getClass().getSimpleName())));
        }
    }

    private static void refuseIfOpen(Exchange exchange, Refusal refusal) {
        try {
            exchange.refuse(refusal);
        } catch (IllegalStateException e) {
            // An answer has begun to go out: that it stops short is all that can still be said.
            throw new CloseConnectionException("failed in mid-answer", e);
        }
    }

    /** What is no HTTP to Helidon ends before our handler; it gets our form of error as well. */
    private static DirectHandlers directHandlers() {
        var handlers = DirectHandlers.builder();
        DirectHandler handler = (request, type, status, headers, message) -> {
            var response = DirectHandler.TransportResponse.builder().status(status).headers(headers).keepAlive(false);
            // In HTTP/2 Helidon 4.3.1 sends the message's bytes with the entity's length: no entity there.
            if (request.protocolVersion().startsWith("HTTP/2")) return response.build();
            RefusalCode code = status.code() >= 500 ? RefusalCode.INTERNAL : RefusalCode.BAD_REQUEST;
            String why = message == null || message.isEmpty() ? status.reasonPhrase() : message;
            return response.header(HeaderNames.CONTENT_TYPE, "application/json")
                    .entity(Json.object(out -> AnswerJson.refusal(out, Refusal.of(code, "the request is no valid HTTP: " + why)))).build();
        };
        for (var type : DirectHandler.EventType.values()) handlers.addHandler(type, handler);
        return handlers.build();
    }
}
