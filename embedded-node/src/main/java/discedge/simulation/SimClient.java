package discedge.simulation;

import discedge.context.Answer;
import discedge.context.Consistency;
import discedge.context.OnDisconnect;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.TurnRequest;
import discedge.engine.Sampling;
import discedge.event.ClientEvent;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.RecordCodec;
import discedge.session.RequestHash;
import discedge.session.Role;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client that follows the protocol: a turn counter, the hashes of its last answers, retries of the same turn elsewhere. */
final class SimClient {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final int MAX_ATTEMPTS = 8;

    private final World world;
    private final Plan plan;
    private final String name;
    private final SessionId session;
    private final List<TurnHash> acknowledged = new ArrayList<>();
    private int turn;
    private int node;
    private String prompt;
    private int attempt;
    /** The attempt's number in the request: it rises only when an attempt may have been answered unheard. */
    private int number;
    /** The newest attempt has no outcome yet. */
    private boolean awaiting;
    private Consistency consistency = Consistency.STRONG;
    private int wanted;
    /** Why it gave up; empty while it goes on. */
    private String ended = "";

    SimClient(World world, Plan plan, String name, SessionId session, int wanted) {
        this.world = world;
        this.plan = plan;
        this.name = name;
        this.session = session;
        this.wanted = wanted;
        this.node = world.random().nextInt(plan.nodes());
    }

    SessionId session() {
        return session;
    }

    List<TurnHash> acknowledged() {
        return acknowledged;
    }

    String ended() {
        return ended;
    }

    boolean busy() {
        return prompt != null && ended.isEmpty();
    }

    void end(String why) {
        if (ended.isEmpty()) ended = why;
    }

    /** Goes on where another client of the session is. */
    void joinAt(SimClient other) {
        turn = other.turn;
        acknowledged.addAll(other.acknowledged);
    }

    void begin() {
        world.scheduler().afterMicros(world.random().nextInt(400_000), this::next);
    }

    /** One more turn, strong: what a healthy system must answer. */
    void askOneMore(int atNode) {
        if (!ended.isEmpty()) return;
        wanted = turn + 1;
        if (prompt != null) return;
        node = atNode;
        ask(Consistency.STRONG);
    }

    private void next() {
        if (!ended.isEmpty() || prompt != null || turn >= wanted) return;
        if (world.random().nextDouble() < plan.moveShare()) move(world.random().nextInt(plan.nodes()), "nearest");
        ask(world.random().nextDouble() < plan.availableShare() ? Consistency.AVAILABLE : Consistency.STRONG);
    }

    private void ask(Consistency how) {
        consistency = how;
        prompt = name + ":" + (turn + 1) + ":" + world.random().nextInt(1_000);
        attempt = 0;
        number = 1;
        send();
    }

    private void move(int to, String why) {
        if (to == node) return;
        world.emit(new ClientEvent.Roamed(world.scheduler().now(), world.nodeName(to), name, Optional.of(session), world.nodeName(node), why));
        node = to;
    }

    private void send() {
        if (!ended.isEmpty()) return;
        attempt++;
        awaiting = true;
        int mine = attempt;
        int myTurn = turn + 1;
        TurnRequest request = request();
        world.emit(new ClientEvent.Sent(world.scheduler().now(), world.nodeName(node), name, session, myTurn, attempt, mode().word(), consistency.word(),
                request.after().stream().findFirst()));
        int to = node;
        deliver(to, request, myTurn, mine);
        if (world.random().nextDouble() < plan.duplicateShare()) {
            world.countFault("duplicate");
            deliver(world.random().nextBoolean() ? to : world.random().nextInt(plan.nodes()), request, myTurn, mine);
        }
        world.scheduler().after(TIMEOUT, () -> {
            if (isAwaited(myTurn, mine)) retry(0, "timeout");
        });
    }

    private void deliver(int to, TurnRequest request, int myTurn, int mine) {
        if (world.isLost()) return;
        boolean hangsUp = !world.isHealed() && world.random().nextDouble() < plan.hangUpShare();
        if (hangsUp) world.countFault("hang-up");
        world.scheduler().afterMicros(world.network().delayMicros(), () -> world.node(to).request(request, outcome -> {
            if (hangsUp || world.isLost()) return;
            world.scheduler().afterMicros(world.network().delayMicros(), () -> {
                if (!isAwaited(myTurn, mine)) return;
                awaiting = false;
                switch (outcome) {
                    case Answer answer -> answered(answer);
                    case Refusal refusal -> refused(refusal);
                    default -> throw new IllegalStateException("a turn ends with an answer or a refusal, got " + outcome);
                }
            });
        }, hangsUp));
    }

    private void answered(Answer answer) {
        turn = answer.turn();
        answer.hash().ifPresent(acknowledged::add);
        prompt = null;
        world.countAcknowledged();
        world.emit(new ClientEvent.Acknowledged(world.scheduler().now(), answer.node(), name, session, turn, answer.hash(), answer.replayed(), answer.stale(),
                answer.missing(), attempt, answer.digest(), Duration.ZERO));
        boolean pauses = plan.idleTtlMillis() > 0 && world.random().nextInt(4) == 0;
        world.scheduler().afterMicros(1_000 + world.random().nextInt(pauses ? 8_000_000 : 500_000), this::next);
    }

    private void refused(Refusal refusal) {
        switch (refusal.code()) {
            case TURN_TAKEN -> {
                if (!plan.twoClients()) world.violation("LIVE", name + ", the session's only client, is told that turn " + (turn + 1) + " is taken");
                fail(refusal, true);
            }
            case FORKED -> {
                if (!plan.twoClients() && plan.sendsAfter()) world.violation("LIVE", name + ", the session's only client, is told that it is on a branch");
                fail(refusal, true);
            }
            case SESSION_DELETED -> fail(refusal, true);
            case SESSION_EXPIRED -> {
                if (!world.mayHaveExpired(acknowledged)) world.violation("LIVE", name + " is told that its session was idle for too long, and it was not");
                fail(refusal, true);
            }
            case SESSION_UNKNOWN -> {
                if (world.mayHaveLostRecords() || world.mayHaveExpired(acknowledged)) fail(refusal, true);
                else retry(refusal.code().status(), refusal.code().word());
            }
            default -> retry(refusal.code().status(), refusal.code().word());
        }
    }

    private void fail(Refusal refusal, boolean givesUp) {
        world.emit(new ClientEvent.Failed(world.scheduler().now(), world.nodeName(node), name, session, turn + 1, attempt, refusal.code().status(),
                refusal.code().word(), givesUp));
        if (givesUp) end(refusal.code().word());
    }

    private boolean isAwaited(int ofTurn, int ofAttempt) {
        return awaiting && ended.isEmpty() && attempt == ofAttempt && turn + 1 == ofTurn;
    }

    private void retry(int status, String code) {
        awaiting = false;
        if (status == 0 || status >= 500) number++;
        boolean givesUp = attempt >= MAX_ATTEMPTS && !world.isHealed() || attempt >= 4 * MAX_ATTEMPTS;
        world.emit(new ClientEvent.Failed(world.scheduler().now(), world.nodeName(node), name, session, turn + 1, attempt, status, code, givesUp));
        if (givesUp) {
            end("gave up: " + code);
            return;
        }
        if (code.equals(RefusalCode.REPLICA_BEHIND.word()) && world.random().nextInt(3) > 0) {
            world.scheduler().afterMicros(200_000, this::send);
            return;
        }
        if (world.random().nextDouble() < plan.retryElsewhereShare()) {
            world.countFault("retry-elsewhere");
            move(world.random().nextInt(plan.nodes()), "retry");
        }
        world.scheduler().afterMicros(20_000 + world.random().nextInt(200_000), this::send);
    }

    private ContextMode mode() {
        return plan.raw() ? ContextMode.RAW : ContextMode.TOKENIZED;
    }

    private TurnRequest request() {
        var messages = new ArrayList<Message>();
        if (turn == 0) messages.add(new Message(Role.SYSTEM, "be brief"));
        messages.add(new Message(Role.USER, prompt));
        int share = consistency == Consistency.AVAILABLE ? TurnRequest.MAX_AFTER : 1;
        List<TurnHash> after = plan.sendsAfter() ? acknowledged.reversed().stream().limit(share).toList() : List.of();
        RequestHash hash = RequestHash.ofBytes(RecordCodec.digest(prompt.getBytes(StandardCharsets.UTF_8)));
        return new TurnRequest(Optional.of(session), "u", turn + 1, turn == 0 ? Optional.of(mode()) : Optional.empty(), consistency,
                TurnRequest.DEFAULT_MAX_WAIT, after, number, Optional.empty(), world.random().nextBoolean() ? OnDisconnect.FINISH : OnDisconnect.CANCEL, messages,
                messages.stream().map(m -> TinyModel.tokenize(m.content())).toList(), Optional.empty(), Duration.ofMillis(plan.idleTtlMillis()), Optional.empty(),
                Sampling.defaults(), hash);
    }
}
