package discedge.lab.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import discedge.lab.client.Outcome.Failed;
import discedge.session.SessionId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The HTTP side of a client, on OkHttp: one request at a time, a connection kept alive to each node. */
final class NodeCalls implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int KEPT_CONNECTIONS = 2;
    private static final int KEPT_MINUTES = 30;

    private final OkHttpClient base;
    private final Map<InetSocketAddress, OkHttpClient> clients = new ConcurrentHashMap<>();
    private volatile Call running;
    private volatile boolean cancelled;
    private volatile boolean closed;

    /** @param silence how long nothing may come */
    NodeCalls(boolean http2, Duration silence) {
        base = new OkHttpClient.Builder()
                .protocols(List.of(http2 ? Protocol.H2_PRIOR_KNOWLEDGE : Protocol.HTTP_1_1))
                .connectTimeout(silence).readTimeout(silence).writeTimeout(silence)
                // The protocol counts attempts, so none may be made behind its back.
                .retryOnConnectionFailure(false).followRedirects(false).fastFallback(false)
                .proxy(Proxy.NO_PROXY)
                // Request bytes are measured; nodes read none of these.
                .addNetworkInterceptor(chain -> chain.proceed(chain.request().newBuilder()
                        .removeHeader("User-Agent").removeHeader("Accept-Encoding").removeHeader("Connection").build()))
                .build();
    }

    /** Asks for a turn and reads the answer; blocks. */
    Outcome turn(InetSocketAddress address, byte[] body, AnswerListener listener) {
        HttpUrl url = url(address).addPathSegment("completion").build();
        Request request = new Request.Builder().url(url).post(RequestBody.create(body, JSON)).build();
        return call(address, request, response -> AnswerReader.read(response, listener));
    }

    /** Deletes a session; what it answers with carries nothing. */
    Outcome delete(InetSocketAddress address, SessionId session) {
        return call(address, delete(url(address).addPathSegment("sessions").addPathSegment(session.value())), NodeCalls::done);
    }

    /** Stops a turn that runs at a node; beside a running {@link #turn}. */
    Outcome stop(InetSocketAddress address, SessionId session, int turn) {
        var path = url(address).addPathSegment("sessions").addPathSegment(session.value())
                .addPathSegment("turns").addPathSegment("" + turn);
        try (Response response = client(address).newCall(delete(path)).execute()) {
            return done(response);
        } catch (IOException e) {
            return new Failed(0, Failed.UNREACHABLE, String.valueOf(e.getMessage()), Map.of());
        }
    }

    /** Ends the running request, if any, and every one that follows until {@link #resume}. */
    void cancel() {
        cancelled = true;
        Call call = running;
        if (call != null) call.cancel();
    }

    void resume() {
        cancelled = false;
    }

    /** Cancelled or closed. */
    boolean stopped() {
        return cancelled || closed;
    }

    private interface Reading {
        Outcome read(Response response) throws IOException;
    }

    private Outcome call(InetSocketAddress address, Request request, Reading reading) {
        OkHttpClient client = client(address);
        Call call = client.newCall(request);
        running = call;
        if (stopped()) call.cancel();
        boolean answering = false;
        try (Response response = call.execute()) {
            answering = true;
            return reading.read(response);
        } catch (JsonProcessingException e) {
            return Failed.badAnswer(200, e.getOriginalMessage());
        } catch (IOException e) {
            return lost(client, call, answering, e);
        } finally {
            running = null;
        }
    }

    private static Failed lost(OkHttpClient client, Call call, boolean answering, IOException e) {
        if (call.isCanceled()) return Failed.cancelled();
        // Nothing is known of the connection any more: the next attempt makes a new one.
        client.connectionPool().evictAll();
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof InterruptedIOException)
            return new Failed(0, Failed.TIMEOUT, "nothing came for " + client.readTimeoutMillis() + " ms", Map.of());
        return answering ? new Failed(0, Failed.BROKEN, "the connection broke in mid-answer: " + why, Map.of())
                : new Failed(0, Failed.UNREACHABLE, "no answer: " + why, Map.of());
    }

    /** A client for each address, which shares all but the connections: those to one node can be dropped alone. */
    private OkHttpClient client(InetSocketAddress address) {
        return clients.computeIfAbsent(address, any ->
                base.newBuilder().connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_MINUTES, TimeUnit.MINUTES)).build());
    }

    private static Outcome done(Response response) throws IOException {
        String body = response.body().string();
        if (!response.isSuccessful()) return AnswerReader.refused(response.code(), body);
        return new Outcome.Answered(response.code(), "", MissingNode.getInstance(), new int[0], 0, 0);
    }

    private static HttpUrl.Builder url(InetSocketAddress address) {
        return new HttpUrl.Builder().scheme("http").host(address.getHostString()).port(address.getPort());
    }

    private static Request delete(HttpUrl.Builder url) {
        return new Request.Builder().url(url.build()).delete(null).build();
    }

    /** Drops all connections and ends OkHttp's threads. */
    @Override
    public void close() {
        closed = true;
        cancel();
        clients.values().forEach(client -> client.connectionPool().evictAll());
        base.connectionPool().evictAll();
        base.dispatcher().executorService().shutdown();
    }
}
