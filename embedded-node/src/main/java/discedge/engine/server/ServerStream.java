package discedge.engine.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import discedge.engine.EngineException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Server-sent events of one answer. Closing it hangs up, and the server stops. For one reader. */
final class ServerStream implements AutoCloseable {
    /** How often the reader is asked whether to go on, while nothing comes. */
    private static final long ASK_EVERY_MS = 20;
    private static final String DATA = "data: ";

    private final ServerHttp http;
    private final HttpRequest request;
    private final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
    private final CompletableFuture<HttpResponse<Void>> answer;
    private volatile int status = 200;
    private volatile boolean hungUp;

    /** A line, the end, or what broke the stream. */
    private record Line(String text, boolean end, Throwable failure) {}

    ServerStream(ServerHttp http, HttpRequest request, HttpClient client) {
        this.http = http;
        this.request = request;
        answer = client.sendAsync(request, info -> {
            status = info.statusCode();
            return HttpResponse.BodySubscribers.fromLineSubscriber(new Reader());
        });
        answer.whenComplete((_, failure) -> {
            if (failure != null) lines.add(new Line("", true, failure.getCause() == null ? failure : failure.getCause()));
        });
    }

    private final class Reader implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
            if (hungUp) given.cancel();
            else given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(new Line(line, false, null));
        }

        @Override
        public void onError(Throwable failure) {
            lines.add(new Line("", true, failure));
        }

        @Override
        public void onComplete() {
            lines.add(new Line("", true, null));
        }
    }

    /**
     * The next event; empty at the end, or when the caller gave up.
     *
     * @throws UnavailableException if the server is not there, or the stream breaks
     * @throws EngineException if the server refuses
     */
    Optional<JsonNode> next(BooleanSupplier givenUp) throws UnavailableException, InterruptedException {
        var body = new StringBuilder();
        while (true) {
            Line line = lines.poll(ASK_EVERY_MS, TimeUnit.MILLISECONDS);
            if (line == null) {
                if (givenUp.getAsBoolean()) return Optional.empty();
                continue;
            }
            if (line.failure != null) throw http.unavailable(line.failure);
            if (status / 100 != 2) {
                if (line.end) throw http.refused(request, status, body.toString());
                body.append(line.text);
            } else {
                if (line.end) return Optional.empty();
                Optional<JsonNode> event = event(line.text);
                if (event.isPresent()) return event;
            }
        }
    }

    /** Comments and empty lines are none; {@code error: } and {@code data: {"error": …}} end the answer. */
    private Optional<JsonNode> event(String line) throws UnavailableException {
        boolean error = line.startsWith("error: ");
        if (!error && !line.startsWith(DATA) || line.startsWith(DATA + "[DONE]")) return Optional.empty();
        try {
            JsonNode event = ServerHttp.JSON.readTree(line.substring(error ? "error: ".length() : DATA.length()));
            if (error || event.has("error")) {
                JsonNode said = event.has("error") ? event.path("error") : event;
                throw http.refused(request, said.path("code").asInt(500), "{\"error\":" + said + "}");
            }
            return Optional.of(event);
        } catch (JsonProcessingException e) {
            throw new UnavailableException("the server sent half an event");
        }
    }

    @Override
    public void close() {
        hungUp = true;
        Flow.Subscription given = subscription.get();
        if (given != null) given.cancel();
        answer.cancel(true);
    }
}
