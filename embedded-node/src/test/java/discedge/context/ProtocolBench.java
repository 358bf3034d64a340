package discedge.context;

import discedge.engine.EngineInfo;
import discedge.engine.Sampling;
import discedge.event.NodeEvent;
import discedge.fred.Origin;
import discedge.fred.StoredItem;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Position;
import discedge.session.Records;
import discedge.session.Role;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnHash;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node's protocol with a store that keeps at once and an engine that a test drives by hand or lets run. */
final class ProtocolBench {
    static final SessionId SESSION = Records.SESSION;
    static final ChatTemplate TEMPLATE = ChatTemplate.chatMl(1, 2, ProtocolBench::tokenize);

    final TurnProtocol protocol;
    final Map<Long, Object> outcomes = new HashMap<>();
    final List<NodeEvent> events = new ArrayList<>();
    final List<StoredItem> stored = new ArrayList<>();
    final List<ContextEffect.Generate> generations = new ArrayList<>();
    final List<ContextEffect.Prewarm> prewarms = new ArrayList<>();
    final List<Long> cancelledPrewarms = new ArrayList<>();
    final List<discedge.session.SessionId> departed = new ArrayList<>();
    final List<discedge.session.SessionId> evicted = new ArrayList<>();
    final List<Long> cancelled = new ArrayList<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean autoAnswer = true;
    boolean autoStore = true;
    boolean storeFails;
    String answer = "yes";
    /** Ids of each prompt that the engine says were in its cache. */
    int cached;
    private final String name;
    private long nextRequest = 1;
    private long lastFetch;
    private int ended;
    int fetches;

    ProtocolBench(String name, int window) {
        this(name, window, PrewarmPolicy.OFF);
    }

    ProtocolBench(String name, int window, PrewarmPolicy policy) {
        this.name = name;
        var info = new EngineInfo("test", "test", Fingerprint.of(7), 70_000, window, "", true);
        protocol = new TurnProtocol(ProtocolSettings.of(name, info, TEMPLATE).withPrewarm(policy), () -> SESSION);
    }

    static ProtocolBench node(String name) {
        return new ProtocolBench(name, 4_096);
    }

    /** One that evaluates contexts ahead, by a policy. */
    static ProtocolBench node(String name, PrewarmPolicy policy) {
        return new ProtocolBench(name, 4_096, policy);
    }

    static TokenSequence tokenize(String text) {
        return TokenSequence.of(text.chars().map(c -> c + 100).toArray());
    }

    // ---- asking

    /** A request being built. */
    final class Ask {
        int turn = 1;
        String prompt = "hello";
        Optional<ContextMode> mode = Optional.empty();
        Consistency consistency = Consistency.STRONG;
        List<TurnHash> after = List.of();
        int attempt = 1;
        Optional<String> requestId = Optional.empty();
        Optional<SessionId> session = Optional.of(SESSION);
        OnDisconnect onDisconnect = OnDisconnect.FINISH;
        Optional<TurnRequest.ForkFrom> forkFrom = Optional.empty();
        String system = "";
        int maxTokens = 16;
        Duration idleTtl = Duration.ZERO;
        Optional<Position> position = Optional.empty();

        Ask after(TurnHash... hashes) {
            after = List.of(hashes);
            return this;
        }

        Ask attempt(int n) {
            attempt = n;
            return this;
        }

        Ask available() {
            consistency = Consistency.AVAILABLE;
            return this;
        }

        /** In km. */
        Ask at(double x, double y) {
            position = Optional.of(Position.ofKm(x, y));
            return this;
        }

        Ask in(SessionId other) {
            session = Optional.of(other);
            return this;
        }

        Ask mayBeIdle(Duration ttl) {
            idleTtl = ttl;
            return this;
        }

        Ask mode(ContextMode wanted) {
            mode = Optional.of(wanted);
            return this;
        }

        long send() {
            var messages = new ArrayList<Message>();
            if (!system.isEmpty()) messages.add(new Message(Role.SYSTEM, system));
            messages.add(new Message(Role.USER, prompt));
            var request = new TurnRequest(session, "u", turn, mode, consistency, Duration.ofMillis(250), after, attempt, requestId, onDisconnect, messages,
                    messages.stream().map(m -> tokenize(m.content())).toList(), Optional.empty(), idleTtl, forkFrom,
                    new Sampling(maxTokens, List.of(), new java.util.TreeMap<>()), Records.request(prompt), position);
            long id = nextRequest++;
            protocol.request(id, request, now);
            settle();
            return id;
        }

        Answer answered() {
            Object outcome = outcomes.get(send());
            if (outcome instanceof Answer a) return a;
            throw new AssertionError("expected an answer, got " + outcome);
        }

        Refusal refused() {
            Object outcome = outcomes.get(send());
            if (outcome instanceof Refusal r) return r;
            throw new AssertionError("expected a refusal, got " + outcome);
        }

        Refusal refusedAfterWaiting() {
            long id = send();
            pass(Duration.ofMillis(251));
            if (outcomes.get(id) instanceof Refusal r) return r;
            throw new AssertionError("expected a refusal, got " + outcomes.get(id));
        }
    }

    Ask ask(int turn, String prompt) {
        var ask = new Ask();
        ask.turn = turn;
        ask.prompt = prompt;
        return ask;
    }

    // ---- driving

    void pass(Duration time) {
        now = now.plus(time);
        protocol.tick(now);
        settle();
    }

    /** Everything this node stored reaches the other one. */
    void replicateTo(ProtocolBench other) {
        for (StoredItem item : List.copyOf(stored)) {
            if (other.stored.stream().anyMatch(i -> i.key().equals(item.key()))) continue;
            other.take(item);
        }
    }

    void take(StoredItem item) {
        stored.add(item);
        protocol.arrived(item, now);
        protocol.arrivalsToldOf(now);
        settle();
    }

    void runGeneration(ContextEffect.Generate g, String text) {
        protocol.prefillStarted(g.generation(), now);
        protocol.prefilled(g.generation(), 1, cached, 0, "", now);
        protocol.sampled(g.generation(), tokenize(text), now);
        protocol.finished(g.generation(), StopReason.EOS, Optional.of(text), now);
        settle();
    }

    /** Ends the last pre-warm, unless that was done. */
    void warmLast() {
        if (prewarms.size() > ended) warm(0);
        ended = prewarms.size();
    }

    /** The engine has evaluated the last context ahead, all but what it had found. */
    void warm(int found) {
        ContextEffect.Prewarm last = prewarms.getLast();
        protocol.prewarmed(last.token(), new discedge.engine.Prewarm.Result(discedge.engine.Prewarm.Ending.WARM, found, last.ids().length() - found, last.ids().length()), now);
        settle();
    }

    <T extends NodeEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Ends the last fetch: every peer answered that it knows nothing. */
    void nobodyKnows(List<String> elsewhere) {
        protocol.fetched(lastFetch, true, elsewhere, false, now);
        settle();
    }

    /** Ends the last fetch. */
    void fetched(boolean allAnswered, boolean erased) {
        protocol.fetched(lastFetch, allAnswered, List.of(), erased, now);
        settle();
    }

    void settle() {
        for (List<ContextEffect> effects = protocol.drain(); !effects.isEmpty(); effects = protocol.drain()) effects.forEach(this::carryOut);
    }

    private void carryOut(ContextEffect effect) {
        switch (effect) {
            case ContextEffect.Emit(var event) -> events.add(event);
            case ContextEffect.Answered(var request, var a) -> outcomes.put(request, a);
            case ContextEffect.Refused(var request, var refusal) -> outcomes.put(request, refusal);
            case ContextEffect.DeleteEnded(var request, var refusal) -> outcomes.put(request, refusal.isPresent() ? refusal.get() : "deleted");
            case ContextEffect.Generate g -> {
                generations.add(g);
                if (autoAnswer) runGeneration(g, answer);
            }
            case ContextEffect.Cancel(var generation) -> cancelled.add(generation);
            case ContextEffect.Create(var token, var key, var value) -> create(token, key, value);
            case ContextEffect.Erase(var keys) -> stored.removeIf(item -> keys.contains(item.key()));
            case ContextEffect.Fetch(var token, var session, var timeout) -> {
                lastFetch = token;
                fetches++;
            }
            case ContextEffect.Prewarm p -> prewarms.add(p);
            case ContextEffect.CancelPrewarm(var token) -> cancelledPrewarms.add(token);
            case ContextEffect.Depart(var session) -> departed.add(session);
            case ContextEffect.Evict(var session) -> evicted.add(session);
            case ContextEffect.Deliver e -> { }
            case ContextEffect.WakeAt e -> { }
        }
    }

    private void create(long token, String key, byte[] value) {
        if (!autoStore) return;
        if (storeFails) {
            protocol.createFailed(token, "no space left on device", now);
            return;
        }
        stored.add(new StoredItem(key, value, new Origin(name, 1), stored.size() + 1));
        protocol.created(token, now);
    }

    /** The ids that the last generation was shown. */
    TokenSequence lastPrompt() {
        return switch (generations.getLast().prompt()) {
            case Prompt.Ids(var ids) -> ids;
            case Prompt.Texts texts -> texts.ids(TEMPLATE, ProtocolBench::tokenize);
        };
    }
}
