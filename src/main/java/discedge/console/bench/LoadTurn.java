package discedge.console.bench;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One turn of a session under load: every stage at its node and at its client, and its record's way to every other node. */
final class LoadTurn {
    /** Of a turn, but for those that every other node adds. */
    static final int EVENTS = 14;
    static final int EVENTS_A_PEER = 4;
    private static final RequestHash REQUEST = RequestHash.ofBytes(new byte[16]);
    /** Milliseconds: to begin a prompt, for an id that is not cached, for one sampled. */
    private static final double PREFILL = 9;
    private static final double EVALUATE = 0.16;
    private static final double SAMPLE = 31;
    private static final long MILLI = 1_000_000;
    /** Between client and node, one way. */
    private static final long WAY = 4 * MILLI;

    private final Load load;
    private final LoadSession session;
    private final String node;
    private final int turn;
    private final long request;
    private final Instant began;
    /** Ids: of the turns before, of the prompt, of the answer. */
    private final int context;
    private final int prompt;
    private final int answer;
    /** Of the record, among its node's writes. */
    private long number;
    private Duration waited = Duration.ZERO;
    private Duration queued = Duration.ZERO;
    private Duration prefill = Duration.ZERO;
    private Duration decode = Duration.ZERO;

    LoadTurn(Load load, LoadSession session) {
        this.load = load;
        this.session = session;
        this.node = session.node;
        this.turn = session.turn + 1;
        this.request = (long) turn << 20 | session.number;
        this.began = load.at();
        this.context = session.tokens;
        this.prompt = 14 + load.random.nextInt(24);
        this.answer = 30 + load.random.nextInt(110);
    }

    /** The first turn of a session long ago, in as few events as tell it. */
    static void past(Load load, LoadSession session, Consumer<NodeEvent> each) {
        var made = new LoadTurn(load, session);
        each.accept(made.received());
        each.accept(made.built());
        each.accept(made.written());
        each.accept(made.committed());
        each.accept(made.head(session.node));
        made.prefill = made.millis(PREFILL + EVALUATE * made.prompt);
        made.decode = made.millis(SAMPLE * made.answer);
        each.accept(made.answered());
        for (String peer : load.nodes()) if (!peer.equals(session.node)) {
            each.accept(made.arrived(peer, load.at().minusNanos(load.delay(session.node, peer).toNanos())));
            each.accept(made.head(peer));
        }
        made.ends();
    }

    void begin() {
        load.emit(new ClientEvent.Sent(load.at(), node, session.client, session.id, turn, 1, "tokenized", "strong", Optional.of(session.hash(turn - 1))));
        load.after(WAY, () -> {
            load.emit(received());
            // One in twenty meets a replica that is behind.
            if (load.random.nextInt(20) != 0) build();
            else waits();
        });
    }

    private void waits() {
        load.emit(new TurnEvent.Waiting(load.at(), node, request, session.id, turn, turn - 2, List.of(turn - 1)));
        waited = millis(18);
        load.after(waited.toNanos(), () -> {
            load.emit(new TurnEvent.Waited(load.at(), node, request, session.id, turn, waited, true));
            build();
        });
    }

    private void build() {
        load.emit(built());
        queued = load.random.nextInt(3) == 0 ? millis(6) : Duration.ZERO;
        load.after(queued.toNanos(), () -> {
            load.emit(new TurnEvent.PrefillStarted(load.at(), node, request, session.id, turn, queued));
            Load.Cached cache = load.cache(node, session);
            int cached = cache.warm() ? context : 0;
            prefill = millis(PREFILL + EVALUATE * (context + prompt - cached));
            load.after(prefill.toNanos(), () -> decode(cache.slot(), cached));
        });
    }

    private void decode(int slot, int cached) {
        load.emit(new TurnEvent.Prefilled(load.at(), node, request, session.id, turn, context + prompt, cached, slot, "", prefill));
        load.emit(new TurnEvent.FirstToken(load.at(), node, request, session.id, turn));
        load.after(WAY, () -> load.emit(new ClientEvent.FirstToken(load.at(), node, session.client, session.id, turn, Duration.between(began, load.at()))));
        decode = millis(SAMPLE * answer);
        load.after(decode.toNanos(), this::commit);
    }

    private void commit() {
        load.emit(new TurnEvent.Decoded(load.at(), node, request, session.id, turn, answer, "eos", decode));
        load.emit(written());
        load.emit(committed());
        load.emit(head(node));
        load.emit(answered());
        ends();
        for (String peer : load.nodes()) if (!peer.equals(node)) replicate(peer, load.at());
        load.after(WAY, () -> {
            load.emit(new ClientEvent.Acknowledged(load.at(), node, session.client, session.id, turn, Optional.of(session.hash(turn)), false, false, List.of(), 1, 0,
                    Duration.between(began, load.at())));
            load.emit(new ClientEvent.TurnBytes(load.at(), node, session.client, session.id, turn, 228 + 5L * prompt, 180 + 61L * answer));
        });
    }

    private void replicate(String peer, Instant wrote) {
        load.emit(new ReplicaEvent.Sent(load.at(), node, peer, node, 1, number, session.key(turn), bytes()));
        long lag = load.lag(node, peer);
        load.after(lag, () -> {
            load.emit(arrived(peer, wrote));
            load.emit(head(peer));
            load.after(load.delay(peer, node).toNanos(), () -> load.emit(
                    new ReplicaEvent.Acknowledged(load.at(), node, peer, node, 1, number, Duration.between(wrote, load.at()))));
        });
    }

    // ---- events

    private NodeEvent received() {
        return new TurnEvent.Received(load.at(), node, request, session.id, turn, session.user, "tokenized", "strong", 1, REQUEST, Optional.empty(),
                turn == 1 ? Optional.empty() : Optional.of(session.hash(turn - 1)), Duration.ofMillis(250));
    }

    private NodeEvent built() {
        return new TurnEvent.PromptBuilt(load.at(), node, request, session.id, turn, session.hash(turn - 1), List.of(), context, prompt, List.of(), List.of(), 0);
    }

    private NodeEvent written() {
        number = load.numberOfWrite(node);
        return new ReplicaEvent.Written(load.at(), node, 1, number, session.key(turn), bytes());
    }

    private NodeEvent committed() {
        return new TurnEvent.Committed(load.at(), node, request, session.id, turn, session.hash(turn), session.hash(turn - 1), 1, REQUEST, Optional.empty(), bytes(),
                added(), 0, List.of(), List.of(), Duration.ofNanos(300_000));
    }

    private NodeEvent head(String where) {
        return new ReplicaEvent.HeadMoved(load.at(), where, session.id, turn, session.hash(turn), context + added());
    }

    private NodeEvent arrived(String peer, Instant wrote) {
        return new ReplicaEvent.Arrived(load.at(), peer, node, node, 1, number, session.key(turn), bytes(), wrote);
    }

    private NodeEvent answered() {
        return new TurnEvent.Answered(load.at(), node, request, session.id, turn, Optional.of(session.hash(turn)), false, false, List.of(), context, added(), 0,
                queued, waited, prefill, decode, Duration.ofNanos(300_000), queued.plus(waited).plus(prefill).plus(decode));
    }

    private void ends() {
        session.turn = turn;
        session.tokens = context + added();
    }

    /** Ids that the turn adds. */
    private int added() {
        return prompt + answer;
    }

    /** Of the encoded record: two bytes an id, and what stands before them. */
    private int bytes() {
        return 64 + 2 * added();
    }

    /** About so long. */
    private Duration millis(double typical) {
        return Duration.ofNanos(Math.round(typical * load.random.nextDouble(0.85, 1.15) * MILLI));
    }
}
