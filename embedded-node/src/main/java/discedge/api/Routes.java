package discedge.api;

import static discedge.api.RequestFields.bad;
import static discedge.api.RequestFields.echo;

import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.metrics.NodeMetrics;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Which request goes where; a path or method that is none of ours is refused with the ones that are. */
final class Routes {
    private static final String PATHS = "POST /completion, GET /sessions, GET and DELETE /sessions/{id}, GET /sessions/{id}/fred, "
            + "DELETE /sessions/{id}/turns/{n}, GET /events, GET /health, GET /node, GET /metrics";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1000;
    /** Some pages of FReD's items, each with a deadline of its own. */
    private static final Duration FRED = Duration.ofSeconds(3);

    private final NodeService service;
    private final Completions completions;
    private final EventStreams events;

    Routes(NodeService service, HttpApiSettings settings) {
        this.service = service;
        completions = new Completions(service, settings);
        events = new EventStreams(service, settings);
    }

    void stopEvents() {
        events.stop();
    }

    void route(Exchange exchange) throws IOException, InterruptedException {
        String path = exchange.request().path().path();
        String method = exchange.request().prologue().method().text();
        String[] parts = path.split("/", -1);
        switch (parts.length > 1 && parts[0].isEmpty() ? parts[1] + " " + (parts.length - 1) : "") {
            case "completion 1" -> {
                allow(exchange, method, "POST");
                completions.post(exchange);
            }
            case "sessions 1" -> {
                allow(exchange, method, "GET");
                sessions(exchange);
            }
            case "sessions 2" -> {
                allow(exchange, method, "GET", "DELETE");
                if (method.equals("DELETE")) delete(exchange, session(parts[2]));
                else session(exchange, session(parts[2]));
            }
            case "sessions 3" -> {
                if (!parts[3].equals("fred")) throw notFound(path);
                allow(exchange, method, "GET");
                fred(exchange, session(parts[2]));
            }
            case "sessions 4" -> {
                if (!parts[3].equals("turns")) throw notFound(path);
                allow(exchange, method, "DELETE");
                stop(exchange, session(parts[2]), parts[4]);
            }
            case "events 1" -> {
                allow(exchange, method, "GET");
                events.get(exchange);
            }
            case "health 1" -> {
                allow(exchange, method, "GET");
                health(exchange);
            }
            case "node 1" -> {
                allow(exchange, method, "GET");
                exchange.json(200, out -> NodeJson.node(out, service.node()));
            }
            case "metrics 1" -> {
                allow(exchange, method, "GET");
                exchange.text(NodeMetrics.contentType(), service::metrics);
            }
            default -> throw notFound(path);
        }
    }

    private static void allow(Exchange exchange, String method, String... allowed) {
        if (List.of(allowed).contains(method)) return;
        String words = String.join(", ", allowed);
        throw new RefusedException(Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "%s is not for %s here: use %s".formatted(
                echo(method), exchange.request().path().path(), words)).with("allowed", words));
    }

    private static RefusedException notFound(String path) {
        return new RefusedException(Refusal.of(RefusalCode.NOT_FOUND, "there is no " + echo(path) + "; there are " + PATHS));
    }

    private static SessionId session(String text) {
        if (!SessionId.isValid(text)) throw bad("session_id", "session id " + echo(text)
                + " is none: a session id is 26 characters [a-z0-9]");
        return new SessionId(text);
    }

    private static RefusedException unknown(SessionId session) {
        return new RefusedException(Refusal.of(RefusalCode.SESSION_UNKNOWN, "session " + session
                + " is not known here: see GET /sessions"));
    }

    private void sessions(Exchange exchange) {
        int limit = (int) exchange.query("limit", PAGE, 1, MAX_PAGE);
        int offset = (int) exchange.query("offset", 0, 0, Integer.MAX_VALUE);
        NodeService.SummaryPage page = service.sessions(exchange.query("q").orElse(""), offset, limit);
        exchange.json(200, out -> {
            out.writeArrayFieldStart("sessions");
            for (var summary : page.sessions()) {
                out.writeStartObject();
                SessionJson.summary(out, summary);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeNumberField("total", page.total());
            out.writeNumberField("offset", offset);
            out.writeNumberField("limit", limit);
        });
    }

    private void session(Exchange exchange, SessionId session) {
        boolean tokens = exchange.queryFlag("tokens");
        NodeService.SessionView view = service.session(session).orElseThrow(() -> unknown(session));
        if (view.summary().deleted()) throw new RefusedException(Refusal.of(RefusalCode.SESSION_DELETED, "session " + session
                + " was deleted: begin a new one"));
        exchange.json(200, out -> SessionJson.view(out, view, service.engine(), tokens));
    }

    /** A session that is deleted, or not known here, may be in FReD all the same: what is there is shown. */
    private void fred(Exchange exchange, SessionId session) throws InterruptedException {
        SessionItems.Answer answer;
        try {
            answer = service.fredItems(session).get(FRED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer = new SessionItems.Answer(List.of(), Optional.of("FReD did not tell all of it within " + FRED.toSeconds() + " s"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("FReD's answer failed", e.getCause());
        }
        if (answer.why().isPresent()) throw new RefusedException(Refusal.of(RefusalCode.STORE_FAILED, "FReD could not be read: " + answer.why().get()));
        List<KeptItem> items = answer.items();
        exchange.json(200, out -> SessionJson.fred(out, session, items));
    }

    private void delete(Exchange exchange, SessionId session) throws InterruptedException {
        Optional<Refusal> refusal = service.delete(session);
        if (refusal.isPresent()) throw new RefusedException(refusal.get());
        exchange.json(200, out -> out.writeBooleanField("deleted", true));
    }

    private void stop(Exchange exchange, SessionId session, String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) throw bad("turn", "turn " + echo(text) + " is none: a turn is a whole number from 1 to "
                + TurnRecord.MAX_TURN);
        int turn = Integer.parseInt(text);
        if (!service.stopTurn(session, turn))
            throw new RefusedException(Refusal.of(RefusalCode.TURN_UNKNOWN, "turn " + turn + " of session " + session
                    + " does not run here: it has ended, or runs at another node"));
        exchange.json(200, out -> out.writeBooleanField("stopped", true));
    }

    private void health(Exchange exchange) {
        if (service.node().stopping()) throw new RefusedException(Refusal.of(RefusalCode.NODE_STOPPING,
                "the node is stopping: use another one").with("status", "stopping"));
        exchange.json(200, out -> out.writeStringField("status", "ok"));
    }
}
