package discedge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Speaks to a node in one of the protocols it knows. */
enum ApiClient {
    HTTP_1_1(Protocol.HTTP_1_1), H2C(Protocol.H2_PRIOR_KNOWLEDGE);

    static final ObjectMapper JSON = new ObjectMapper();
    private final OkHttpClient client;

    ApiClient(Protocol protocol) {
        client = new OkHttpClient.Builder().protocols(List.of(protocol)).readTimeout(Duration.ofSeconds(20)).retryOnConnectionFailure(false)
                .build();
    }

    record Reply(int status, String body, Headers headers, Protocol protocol) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + body, e);
            }
        }

        /** The payloads of server-sent events. */
        List<JsonNode> events() {
            return body.lines().filter(line -> line.startsWith("data: ")).map(line -> new Reply(status, line.substring(6), headers,
                    protocol).json()).toList();
        }
    }

    Call call(HttpApi api, String method, String path, byte[] body, Map<String, String> headers) {
        RequestBody content = body.length == 0 && !method.equals("POST") ? null : RequestBody.create(body,
                MediaType.get("application/json"));
        return client.newCall(new Request.Builder().url("http://127.0.0.1:" + api.port() + path).method(method, content)
                .headers(Headers.of(headers)).build());
    }

    Call call(HttpApi api, RequestBody body) {
        return client.newCall(new Request.Builder().url("http://127.0.0.1:" + api.port() + "/completion").post(body).build());
    }

    Reply send(HttpApi api, String method, String path, byte[] body) throws IOException {
        try (Response response = call(api, method, path, body, Map.of()).execute()) {
            return new Reply(response.code(), response.body().string(), response.headers(), response.protocol());
        }
    }

    Reply get(HttpApi api, String path) throws IOException {
        return send(api, "GET", path, new byte[0]);
    }

    Reply complete(HttpApi api, String json) throws IOException {
        return send(api, "POST", "/completion", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Connections in the client's pool: a server that closed one made the client open another. */
    void dropConnections() {
        client.connectionPool().evictAll();
    }

    int openConnections() {
        return client.connectionPool().connectionCount();
    }
}
