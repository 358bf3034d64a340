package discedge.lab.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.fred.store.KeptItem;
import discedge.session.SessionId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
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
    private static final MediaType JSON_TYPE = MediaType.get("application/json");

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

    /** One session with its ids; empty if the node has nothing of it. */
    public Optional<RemoteSession> session(NodeAddress address, SessionId session) throws RemoteException {
        HttpUrl url = address.url("sessions/" + session.value()).newBuilder().addQueryParameter("tokens", "true").build();
        Answer answer = ask(address, new Request.Builder().url(url).build());
        if (answer.status == 404 || answer.status == 410) return Optional.empty();
        return Optional.of(RemoteSession.of(whole(address, answer), address.toString()));
    }

    /** What the FReD beside a node holds of a session. @throws RemoteException if it cannot be read, too, or the node uses no FReD */
    public List<KeptItem> fredItems(NodeAddress address, SessionId session) throws RemoteException {
        Answer answer = ask(address, new Request.Builder().url(address.url("sessions/" + session.value() + "/fred")).build());
        // One that has no such path, not one that lacks the session: FReD is asked whether the node knows it or not.
        if (answer.status == 404) throw new RemoteException(address + " is of a version that does not tell what its FReD holds: update it");
        return RemoteFred.items(whole(address, answer), session, address.toString());
    }

    /** Deletes a session there, for all nodes. */
    public void delete(NodeAddress address, SessionId session) throws RemoteException {
        whole(address, ask(address, new Request.Builder().url(address.url("sessions/" + session.value())).delete().build()));
    }

    /** Any question of another API than a node's, such as that of relays. @param json the body; empty = none */
    JsonNode call(NodeAddress address, String method, String path, String json) throws RemoteException {
        RequestBody body = json.isEmpty() ? null : RequestBody.create(json, JSON_TYPE);
        return whole(address, ask(address, new Request.Builder().url(address.url(path)).method(method, body).build()));
    }

    private record Answer(int status, JsonNode json) {}

    private static JsonNode whole(NodeAddress address, Answer answer) throws RemoteException {
        if (answer.status / 100 != 2) throw new RemoteException(address + ": " + answer.json.path("message").asText("HTTP " + answer.status));
        return answer.json;
    }

    private JsonNode get(NodeAddress address, HttpUrl url) throws RemoteException {
        return whole(address, ask(address, new Request.Builder().url(url).build()));
    }

    private Answer ask(NodeAddress address, Request request) throws RemoteException {
        try (Response response = http.newCall(request).execute()) {
            var read = new Buffer();
            BufferedSource source = response.body().source();
            while (source.read(read, 1 << 16) >= 0)
                if (read.size() > MOST_BYTES) throw new RemoteException(address + " answers with more than " + (MOST_BYTES >> 20) + " MiB: it is no node, or not well");
            JsonNode json = JSON.readTree(read.inputStream());
            if (json == null || !json.isObject()) throw new RemoteException(address + " answers, but is no DisCEdge node");
            return new Answer(response.code(), json);
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
