package discedge.api;

import discedge.context.Answer;
import discedge.context.AnswerSink;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.context.TurnRequest;
import discedge.engine.LlmEngine;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.Standing;
import discedge.event.EventReader;
import discedge.event.EventSpan;
import discedge.event.FredEvent;
import discedge.event.RecordedEvent;
import discedge.fred.store.SessionItems;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A node that does what a test says. */
final class FakeNode implements NodeService {
    static final SessionId SESSION = new SessionId("abcdefghijklmnopqrstuvwxyz");
    static final TurnHash HASH = TurnHash.ofBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    final LlmEngine engine = new ByteEngine();
    final BlockingQueue<TurnRequest> requests = new LinkedBlockingQueue<>();
    final CountDownLatch gone = new CountDownLatch(1);
    final List<EventReader> subscribers = new CopyOnWriteArrayList<>();
    final List<RecordedEvent> past = new ArrayList<>();
    final CountDownLatch unsubscribed = new CountDownLatch(1);
    volatile Consumer<AnswerSink> script = sink -> sink.answered(answer("Hello"));
    volatile Optional<Refusal> deleteRefusal = Optional.empty();
    volatile boolean echo;
    volatile boolean turnRuns;
    volatile boolean stopping;
    volatile List<SessionSummary> sessions = List.of();
    volatile Optional<SessionView> view = Optional.empty();
    volatile Optional<CompletableFuture<SessionItems.Answer>> fred = Optional.empty();
    volatile List<FredEvent> fredSaid = List.of();

    Answer answer(String text) {
        return answer(engine.tokenize(text));
    }

    static Answer answer(TokenSequence ids) {
        return new Answer(SESSION, 3, Optional.of(HASH), "B", ContextMode.TOKENIZED, ids, Optional.empty(), StopReason.EOS, 100, 20
                + ids.length(), 120, 96,
                List.of(), List.of(), false, new Answer.Stages(Duration.ofNanos(1_500_000), Duration.ofMillis(38), Duration.ofMillis(12),
                        Duration.ofMillis(250), Duration.ofNanos(123_456)));
    }

    @Override
    public TurnHandle turn(TurnRequest request, AnswerSink sink) {
        requests.add(request);
        script.accept(sink);
        if (echo) sink.answered(answer(request.messages().getLast().content()));
        return gone::countDown;
    }

    @Override
    public boolean stopTurn(SessionId session, int turn) {
        return turnRuns;
    }

    @Override
    public Optional<Refusal> delete(SessionId session) {
        return deleteRefusal;
    }

    @Override
    public SummaryPage sessions(String text, int offset, int limit) {
        List<SessionSummary> all = sessions.stream().filter(one -> text.isEmpty() || one.session().value().startsWith(text) || one.user().contains(text)).toList();
        return new SummaryPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public void metrics(OutputStream out) throws IOException {
        out.write("up 1\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<SessionView> session(SessionId session) {
        return view;
    }

    @Override
    public CompletableFuture<SessionItems.Answer> fredItems(SessionId session) {
        return fred.orElseThrow(() -> new RefusedException(Refusal.of(RefusalCode.NO_FRED, "node B keeps its records itself, not in FReD")));
    }

    @Override
    public NodeView node() {
        return new NodeView("B", "0.1.0", "simulated", "test-model", "0000000000000007", "instant", true, 256, 4096, "kg",
                new StoreView("memory", sessions.size(), 0, Optional.empty()), Instant.EPOCH, Instant.EPOCH.plusSeconds(7), 8080, 9090,
                0, stopping, eventSpan(), List.of(new PeerView("A", "127.0.0.1:9091", true, true, false, 2,
                        Optional.of(Duration.ofNanos(1_234_567)), Optional.of(Instant.EPOCH), "")),
                List.of(new CachedSession(1, SESSION, 300, Standing.GUESS, false)), fredSaid, List.of("tokenized", "raw"));
    }

    @Override
    public LlmEngine engine() {
        return engine;
    }

    @Override
    public EventSpan eventSpan() {
        return new EventSpan("e1", 1, past.size());
    }

    @Override
    public Subscription events(long after, EventReader subscriber) {
        past.stream().filter(event -> event.id() > after).forEach(subscriber::event);
        subscribers.add(subscriber);
        return () -> {
            subscribers.remove(subscriber);
            unsubscribed.countDown();
        };
    }
}
