package discedge.experiment.run;

import discedge.context.Consistency;
import discedge.context.ContextEffect;
import discedge.context.OnDisconnect;
import discedge.context.PrewarmPolicy;
import discedge.context.Prompt;
import discedge.context.ProtocolSettings;
import discedge.context.TurnProtocol;
import discedge.context.TurnRequest;
import discedge.engine.EngineInfo;
import discedge.engine.Prewarm;
import discedge.engine.Sampling;
import discedge.event.PrewarmEvent;
import discedge.fred.Origin;
import discedge.fred.StoredItem;
import discedge.session.Message;
import discedge.session.Position;
import discedge.session.RequestHash;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nodes' own protocol under a clock that a test moves: a client asks one turn after the other, records arrive at once, and in each
 * pause the engines evaluate ahead as much as they have time for. No thread, no waiting.
 */
final class CommuteInSimulatedTime {
    private static final ChatTemplate TEMPLATE = ChatTemplate.chatMl(1, 2, CommuteInSimulatedTime::tokenize);
    private static final int PREFILL_PER_SECOND = 300;
    private static final int ANSWER = 40;

    private final Duration think;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final SessionId session = SessionId.ofBits(3, 3);
    private final PrewarmTotals totals = new PrewarmTotals();
    private Instant now = Instant.parse("2026-01-01T06:00:00Z");
    private Optional<TurnHash> last = Optional.empty();
    private int turn;
    private String start = "";
    private boolean left;

    CommuteInSimulatedTime(List<String> names, PrewarmPolicy policy, Duration think) {
        this.think = think;
        names.forEach(name -> nodes.put(name, new Node(name, policy)));
    }

    PrewarmTotals.Figures figures() {
        return totals.figures();
    }

    /** @return ids of the prompt that the node had to evaluate while the client waited */
    int ask(String at, Optional<Position> position) {
        if (start.isEmpty()) start = at;
        left |= !at.equals(start);
        if (left && at.equals(start)) totals.firstPassEnded();
        Node node = nodes.get(at);
        int evaluated = node.ask(++turn, position);
        now = now.plusSeconds(1);
        nodes.values().forEach(other -> node.replicateTo(other));
        now = now.plus(think);
        nodes.values().forEach(Node::think);
        return evaluated;
    }

    private static TokenSequence tokenize(String text) {
        return TokenSequence.of(text.chars().map(c -> c % 1_000 + 10).toArray());
    }

    private final class Node {
        final String name;
        final TurnProtocol protocol;
        final List<StoredItem> stored = new ArrayList<>();
        /** Leading ids of the session in the engine's cache: contexts are prefixes of each other. */
        int held;
        Optional<ContextEffect.Prewarm> running = Optional.empty();
        int left;
        int found;
        boolean answered;
        int evaluated;

        Node(String name, PrewarmPolicy policy) {
            this.name = name;
            var info = new EngineInfo("test", "test", Fingerprint.of(7), 2_000, 16_384, "", true);
            protocol = new TurnProtocol(ProtocolSettings.of(name, info, TEMPLATE).withPrewarm(policy), () -> session);
        }

        int ask(int number, Optional<Position> position) {
            String prompt = "turn " + number + ": what is there to say about this place on the way to work?";
            answered = false;
            protocol.request(number, new TurnRequest(Optional.of(session), "commuter", number, Optional.empty(), Consistency.STRONG, Duration.ofMillis(250),
                    last.stream().toList(), 1, Optional.empty(), OnDisconnect.FINISH, List.of(new Message(Role.USER, prompt)), List.of(tokenize(prompt)), Optional.empty(),
                    Duration.ZERO, Optional.empty(), new Sampling(ANSWER, List.of(), new TreeMap<>()), hash(number), position), now);
            settle();
            if (!answered) throw new AssertionError("turn " + number + " at " + name + " was not answered");
            return evaluated;
        }

        void replicateTo(Node other) {
            if (other == this) return;
            for (StoredItem item : stored.subList(Math.max(0, stored.size() - 1), stored.size())) other.take(item);
        }

        void take(StoredItem item) {
            protocol.arrived(item, now);
            protocol.arrivalsToldOf(now);
            settle();
        }

        /** What the engine gets done in a pause. */
        void think() {
            int budget = (int) (think.toMillis() * PREFILL_PER_SECOND / 1_000);
            while (running.isPresent() && budget > 0) {
                int step = Math.min(left, budget);
                left -= step;
                held += step;
                budget -= step;
                if (left == 0) end(Prewarm.Ending.WARM);
            }
        }

        private void end(Prewarm.Ending ending) {
            ContextEffect.Prewarm was = running.orElseThrow();
            running = Optional.empty();
            protocol.prewarmed(was.token(), new Prewarm.Result(ending, found, held - found, held), now);
            settle();
        }

        private void settle() {
            for (List<ContextEffect> effects = protocol.drain(); !effects.isEmpty(); effects = protocol.drain()) effects.forEach(this::carryOut);
        }

        private void carryOut(ContextEffect effect) {
            switch (effect) {
                case ContextEffect.Emit(var event) -> {
                    if (event instanceof PrewarmEvent seen) totals.apply(seen);
                }
                case ContextEffect.Generate generate -> generate(generate);
                case ContextEffect.Prewarm ahead -> {
                    running = Optional.of(ahead);
                    found = Math.min(held, ahead.ids().length());
                    held = found;
                    left = ahead.ids().length() - found;
                }
                case ContextEffect.CancelPrewarm(var token) -> {
                    if (running.isPresent() && running.get().token() == token) end(Prewarm.Ending.CANCELLED);
                }
                case ContextEffect.Create(var token, var key, var value) -> {
                    stored.add(new StoredItem(key, value, new Origin(name, 1), stored.size() + 1));
                    protocol.created(token, now);
                }
                case ContextEffect.Answered(var request, var answer) -> {
                    answered = true;
                    last = answer.hash();
                }
                case ContextEffect.Refused(var request, var refusal) -> throw new AssertionError(name + ": " + refusal);
                case ContextEffect.Deliver _, ContextEffect.DeleteEnded _, ContextEffect.Cancel _, ContextEffect.Depart _, ContextEffect.Evict _, ContextEffect.Erase _,
                     ContextEffect.Fetch _, ContextEffect.WakeAt _ -> { }
            }
        }

        private void generate(ContextEffect.Generate generate) {
            TokenSequence prompt = ((Prompt.Ids) generate.prompt()).ids();
            int cached = Math.min(held, prompt.length() - 1);
            evaluated = prompt.length() - cached;
            protocol.prefillStarted(generate.generation(), now);
            protocol.prefilled(generate.generation(), prompt.length(), cached, 0, "", now);
            protocol.sampled(generate.generation(), tokenize("x".repeat(ANSWER)), now);
            held = prompt.length() + ANSWER;
            protocol.finished(generate.generation(), StopReason.EOS, Optional.empty(), now);
        }
    }

    private static RequestHash hash(int turn) {
        var bytes = new byte[16];
        bytes[0] = (byte) turn;
        bytes[1] = (byte) (turn >> 8);
        return RequestHash.ofBytes(bytes);
    }
}
