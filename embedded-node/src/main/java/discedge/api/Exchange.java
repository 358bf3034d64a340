package discedge.api;

import discedge.context.Refusal;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One request and its answer. Headers are kept few: clients sit on thin links. */
record Exchange(ServerRequest request, ServerResponse response, Connection connection, Connection.HangUp hangUp) {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header EVENTS = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");

    void json(int status, Json.Body body) {
        response.status(Status.create(status));
        if (request.prologue().method() == Method.HEAD) {
            response.send();
            return;
        }
        response.header(JSON);
        response.send(Json.object(body));
    }

    void refuse(Refusal refusal) {
        switch (refusal.code()) {
            case REPLICA_BEHIND -> response.header(HeaderNames.RETRY_AFTER, Long.toString(AnswerJson.retryAfterSeconds(refusal)));
            case METHOD_NOT_ALLOWED -> response.header(HeaderNames.ALLOW, String.valueOf(refusal.fields().get("allowed")));
            default -> {}
        }
        json(refusal.code().status(), out -> AnswerJson.refusal(out, refusal));
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) throw new CloseConnectionException(
                "refused without reading the request to its end");
    }

    /** Begins a stream of server-sent events; nothing goes out before the first flush. */
    OutputStream events() {
        response.status(Status.OK_200);
        response.header(EVENTS);
        return response.outputStream();
    }

    /** Writes a whole text. */
    interface Text {
        void write(OutputStream out) throws IOException;
    }

    void text(String contentType, Text text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        text.write(bytes);
        response.status(Status.OK_200);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
        response.send(bytes.toByteArray());
    }

    Optional<String> query(String name) {
        UriQuery query = request.query();
        return query.contains(name) ? Optional.of(query.get(name)) : Optional.empty();
    }

    /** A query parameter that is a whole number. */
    long query(String name, long otherwise, long min, long max) {
        return query(name).map(text -> {
            boolean number = text.matches("-?[0-9]{1,18}");
            if (!number || Long.parseLong(text) < min || Long.parseLong(text) > max)
                throw RequestFields.bad(name, "%s=%s: give a whole number from %d to %d".formatted(name, RequestFields.echo(text), min,
                        max));
            return Long.parseLong(text);
        }).orElse(otherwise);
    }

    boolean queryFlag(String name) {
        return switch (query(name).orElse("false")) {
            case "true", "" -> true;
            case "false" -> false;
            case String other -> throw RequestFields.bad(name, name + "=" + RequestFields.echo(other) + ": give true or false");
        };
    }

    /** Ends an exchange whose client is not there: nothing more is sent, its connection (or HTTP/2 stream) is closed. */
    static CloseConnectionException gone() {
        return new CloseConnectionException("the client hung up");
    }
}
