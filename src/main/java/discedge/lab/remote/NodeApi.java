package discedge.lab.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Asks nodes over HTTP; every answer has a longest time and a longest size. Safe for many threads. */
public final class NodeApi implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** A node sends a ping every 10 s. */
    private static final Duration SILENCE = Duration.ofSeconds(25);
    private static final long MOST_BYTES = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OkHttpClient http = new OkHttpClient.Builder().connectTimeout(CONNECT).readTimeout(ANSWER).callTimeout(ANSWER.multipliedBy(2)).build();
    private final OkHttpClient streams = http.newBuilder().readTimeout(SILENCE).callTimeout(Duration.ZERO).build();

    public NodeApi() {
        for (OkHttpClient client : new OkHttpClient[] {http, streams}) {
            client.dispatcher().setMaxRequests(Integer.MAX_VALUE);
            client.dispatcher().setMaxRequestsPerHost(Integer.MAX_VALUE);
        }
    }

    /** Asks a node who it is. */
    public NodeFacts facts(NodeAddress address) throws RemoteException {
        return NodeFacts.of(get(address, address.url("node")), address);
    }

    /**
     * A page of a node's sessions, as its API gives it.
     *
     * @param text begin of an id or part of a user's name; empty = all
     */
    public JsonNode sessions(NodeAddress address, String text, int offset, int limit) throws RemoteException {
        HttpUrl.Builder url = address.url("sessions").newBuilder().addQueryParameter("offset", Integer.toString(offset)).addQueryParameter("limit", Integer.toString(limit));
        if (!text.isEmpty()) url.addQueryParameter("q", text);
        return get(address, url.build());
    }

    /** One session with its ids. */
    public JsonNode session(NodeAddress address, String session) throws RemoteException {
        return get(address, address.url("sessions/" + session).newBuilder().addQueryParameter("tokens", "true").build());
    }

    JsonNode get(NodeAddress address, HttpUrl url) throws RemoteException {
        try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            var read = new Buffer();
            BufferedSource source = response.body().source();
            while (source.read(read, 1 << 16) >= 0)
                if (read.size() > MOST_BYTES) throw new RemoteException(address + " answers with more than " + (MOST_BYTES >> 20) + " MiB: it is no node, or not well");
            JsonNode json = JSON.readTree(read.inputStream());
            if (json == null || !json.isObject()) throw new RemoteException(address + " answers, but is no DisCEdge node");
            if (!response.isSuccessful()) throw new RemoteException(address + ": " + json.path("message").asText("HTTP " + response.code()));
            return json;
        } catch (JsonProcessingException e) {
            throw new RemoteException(address + " answers, but is no DisCEdge node", e);
        } catch (IOException e) {
            throw new RemoteException(words(address, e), e);
        }
    }

    /** Opens a node's event stream; close it by cancelling the call. @param after {@code EPOCH-N}; empty = all that are kept */
    Call events(NodeAddress address, String after) {
        HttpUrl.Builder url = address.url("events").newBuilder();
        if (!after.isEmpty()) url.addQueryParameter("after", after);
        return streams.newCall(new Request.Builder().url(url.build()).build());
    }

    static String words(NodeAddress address, IOException e) {
        return switch (e) {
            case UnknownHostException _ -> "there is no host " + address.host();
            case ConnectException _ -> address + " does not take connections: is the node running?";
            case SocketTimeoutException _ -> address + " takes connections but says nothing: it is no node, or hangs";
            case InterruptedIOException _ -> address + " did not answer in time";
            default -> address + ": " + e.getMessage();
        };
    }

    @Override
    public void close() {
        for (OkHttpClient client : new OkHttpClient[] {http, streams}) {
            client.dispatcher().cancelAll();
            client.dispatcher().executorService().shutdownNow();
            client.connectionPool().evictAll();
        }
    }
}
