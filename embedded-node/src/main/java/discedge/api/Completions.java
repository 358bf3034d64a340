package discedge.api;

import discedge.context.Answer;
import discedge.context.RefusedException;
import discedge.engine.EngineInfo;
import discedge.engine.LlmEngine;
import discedge.tokens.TokenSequence;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code POST /completion}: one turn, whole or as server-sent events. */
final class Completions {
    /** What comes sooner is not worth listening for a hang-up. */
    private static final long QUICK = Duration.ofMillis(20).toNanos();
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private final NodeService service;
    private final LlmEngine engine;
    private final Bodies bodies;
    private final CompletionRequestParser parser;
    private final AnswerJson json;

    Completions(NodeService service, HttpApiSettings settings) {
        this.service = service;
        bodies = new Bodies(settings.maxBody());
        engine = service.engine();
        parser = new CompletionRequestParser(engine::tokenize, settings);
        EngineInfo info = engine.info();
        json = new AnswerJson(info.model(), info.simulated());
    }

    void post(Exchange exchange) throws IOException {
        CompletionRequest request = parser.parse(bodies.read(exchange));
        var mailbox = new Mailbox(request.stream());
        NodeService.TurnHandle turn = service.turn(request.turn(), mailbox);
        exchange.hangUp().then(mailbox::gone);
        try {
            if (request.stream()) stream(exchange, mailbox, request.returnTokens());
            else whole(exchange, mailbox, request.returnTokens());
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever went wrong while the answer was not complete: this client does not get it here.
            switch (mailbox.end()) {
                case Mailbox.End.None yet -> turn.clientGone();
                case Mailbox.End.Gone gone -> turn.clientGone();
                case Mailbox.End.Answered answered -> {}
                case Mailbox.End.Refused refused -> {}
            }
            throw e;
        }
    }

    private void whole(Exchange exchange, Mailbox mailbox, boolean returnTokens) {
        while (true) {
            await(exchange, mailbox);
            switch (mailbox.end()) {
                case Mailbox.End.None yet -> {}
                case Mailbox.End.Gone gone -> throw Exchange.gone();
                case Mailbox.End.Refused(var refusal) -> throw new RefusedException(refusal);
                case Mailbox.End.Answered(var answer) -> {
                    String content = answer.text().orElseGet(() -> new String(engine.detokenize(answer.ids()), StandardCharsets.UTF_8));
                    exchange.json(200, out -> json.answer(out, answer, content, answer.ids(), predicted(answer), returnTokens));
                    return;
                }
            }
        }
    }

    private void stream(Exchange exchange, Mailbox mailbox, boolean returnTokens) throws IOException {
        var pieces = new PieceWriter(exchange, returnTokens);
        while (true) {
            await(exchange, mailbox);
            Mailbox.End end = mailbox.end();
            TokenSequence ids = mailbox.take();
            if (!ids.isEmpty()) pieces.write(ids);
            switch (end) {
                case Mailbox.End.None yet -> pieces.flush();
                case Mailbox.End.Gone gone -> throw Exchange.gone();
                case Mailbox.End.Refused(var refusal) -> {
                    if (!pieces.started()) throw new RefusedException(refusal);
                    pieces.send(Json.event(out -> {
                        out.writeObjectFieldStart("error");
                        AnswerJson.refusal(out, refusal);
                        out.writeEndObject();
                    }));
                    return;
                }
                case Mailbox.End.Answered(var answer) -> {
                    pieces.complete(answer);
                    pieces.send(Json.event(out -> json.answer(out, answer, "", TokenSequence.EMPTY, predicted(answer), returnTokens)));
                    return;
                }
            }
        }
    }

    private static void await(Exchange exchange, Mailbox mailbox) {
        if (mailbox.await(QUICK)) return;
        exchange.connection().listen();
        while (!mailbox.await(LONG)) if (Thread.currentThread().isInterrupted()) throw new CloseConnectionException("the node stops");
    }

    /** How many ids the answer has; a replay of mode raw has but its text. */
    private int predicted(Answer answer) {
        return answer.ids().isEmpty() ? answer.text().map(text -> engine.tokenize(text).length()).orElse(0) : answer.ids().length();
    }

    /** The pieces of one streamed answer. */
    private final class PieceWriter {
        private final Exchange exchange;
        private final boolean returnTokens;
        private final Utf8Pieces text = new Utf8Pieces();
        private OutputStream out = OutputStream.nullOutputStream();
        private boolean started;
        private int sent;

        PieceWriter(Exchange exchange, boolean returnTokens) {
            this.exchange = exchange;
            this.returnTokens = returnTokens;
        }

        boolean started() {
            return started;
        }

        void write(TokenSequence ids) throws IOException {
            sent += ids.length();
            piece(text.next(engine.detokenize(ids)), ids);
        }

        /** What the answer holds beyond the ids that came piece by piece: all of it in a replay. */
        void complete(Answer answer) throws IOException {
            TokenSequence ids = sent < answer.ids().length() ? answer.ids().slice(sent, answer.ids().length()) : TokenSequence.EMPTY;
            String content = text.next(engine.detokenize(ids)) + text.rest();
            piece(sent == 0 ? answer.text().orElse(content) : content, ids);
        }

        private void piece(String content, TokenSequence ids) throws IOException {
            if (content.isEmpty() && (ids.isEmpty() || !returnTokens)) return;
            send(Json.event(json -> AnswerJson.piece(json, content, ids, returnTokens)));
        }

        void send(byte[] event) throws IOException {
            if (!started) out = exchange.events();
            started = true;
            out.write(event);
        }

        void flush() throws IOException {
            out.flush();
        }
    }
}
