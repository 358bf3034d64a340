package discedge.experiment.run;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Scenario;
import discedge.session.ContextMode;
import discedge.session.RecordKey;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reports a made-up run for tests of what stands around a player: turn n takes n ms more than 100, a turn that comes to a
 * cut-off node is refused twice, a fault with a turn lasts until the turn after it is answered.
 */
public final class ScriptedPlayer implements ScenarioPlayer {
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrstuvwxyz");
    private static final RequestHash REQUEST = RequestHash.ofBytes(new byte[16]);

    private final int failsAt;
    private final int interruptedAt;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private ScriptedPlayer(int failsAt, int interruptedAt) {
        this.failsAt = failsAt;
        this.interruptedAt = interruptedAt;
    }

    public static ScriptedPlayer good() {
        return new ScriptedPlayer(0, 0);
    }

    public static ScriptedPlayer failingAt(int turn) {
        return new ScriptedPlayer(turn, 0);
    }

    public static ScriptedPlayer interruptedAt(int turn) {
        return new ScriptedPlayer(0, turn);
    }

    @Override
    public Ending play(Scenario scenario, Settings settings, PlaySink sink) throws InterruptedException {
        sink.emit(new LabEvent.ScenarioStarted(now, "lab", scenario.name(), settings.mode().word(), settings.consistency().word(), settings.seed()));
        for (String node : scenario.nodeNames())
            sink.emit(new LifeEvent.Started(now, node, "0", "simulated", "m", "f", "apple-m2", true, 4096, false, 1, 2, List.of()));
        sink.emit(new LabEvent.LinkBytes(now, "lab", "client", 0, 10, 90));
        for (Scenario.Turn turn : scenario.turns()) {
            if (turn.number() == interruptedAt) throw new InterruptedException();
            turn.say().ifPresent(text -> sink.emit(new LabEvent.Said(now, "lab", text)));
            if (!turn(scenario, settings, turn, sink)) {
                sink.emit(new LabEvent.ScenarioEnded(now, "lab", scenario.name(), settings.mode().word(), "failed"));
                return Ending.failed("turn " + turn.number() + " was given up");
            }
        }
        sink.emit(new LabEvent.ScenarioEnded(now, "lab", scenario.name(), settings.mode().word(), "done"));
        return Ending.DONE;
    }

    private boolean turn(Scenario scenario, Settings settings, Scenario.Turn turn, PlaySink sink) {
        int n = turn.number();
        String node = scenario.nodeOf(turn);
        boolean clientSide = settings.mode() == ContextMode.CLIENT_SIDE;
        Optional<Fault> before = fault(scenario, n - 1);
        boolean held = before.isPresent() && before.get().target().word().equals(node);
        fault(scenario, n).ifPresent(fault -> sink.emit(new LabEvent.FaultBegan(now, "lab", n, fault.kind().word(), fault.target().word(), fault.lasts())));
        Instant first = now;
        int attempt = 1;
        if (held || n == failsAt)
            for (; attempt <= 2; attempt++) {
                sent(settings, n, node, attempt, sink);
                waited(n, node, attempt, false, sink);
                pass(250);
                boolean givesUp = n == failsAt && attempt == 2;
                sink.emit(new ClientEvent.Failed(now, node, "client", SESSION, n, attempt, 409, "replica_behind", givesUp));
                if (givesUp) return false;
                pass(1000);
            }
        before.ifPresent(fault -> sink.emit(new LabEvent.FaultEnded(now, "lab", n - 1, fault.kind().word(), fault.target().word(), false)));
        sent(settings, n, node, attempt, sink);
        sink.piece(n, attempt, "answer ");
        sink.piece(n, attempt, "" + n);
        int context = 100 * (n - 1);
        sink.emit(new TurnEvent.PromptBuilt(now, node, attempt, SESSION, n, hash(n - 1), List.of(), context, 20, List.of(), List.of(), 0));
        sink.emit(new TurnEvent.Prefilled(now, node, attempt, SESSION, n, context + 20, context, 0, "", ms(10)));
        sink.emit(new TurnEvent.Decoded(now, node, attempt, SESSION, n, 80, "limit", ms(80)));
        if (!clientSide) committed(n, node, attempt, sink);
        pass(100 + n);
        Optional<TurnHash> hash = clientSide ? Optional.empty() : Optional.of(hash(n));
        sink.emit(new TurnEvent.Answered(now, node, attempt, SESSION, n, hash, false, false, List.of(), context, 100, 0, ms(1), ms(4), ms(10), ms(80), ms(2), ms(97)));
        sink.emit(new ClientEvent.FirstToken(now, node, "client", SESSION, n, ms(15)));
        sink.emit(new ClientEvent.TurnBytes(now, node, "client", SESSION, n, clientSide ? 500L * n : 240, 900));
        sink.emit(new ClientEvent.Acknowledged(now, node, "client", SESSION, n, hash, false, false, List.of(), attempt, 0, Duration.between(first, now)));
        if (!clientSide) for (String other : scenario.nodeNames()) if (!other.equals(node)) arrived(n, node, other, sink);
        sink.emit(new LabEvent.LinkBytes(now, "lab", "client", n, 300, 0));
        pass(500);
        return true;
    }

    private void sent(Settings settings, int turn, String node, int attempt, PlaySink sink) {
        sink.emit(new ClientEvent.Sent(now, node, "client", SESSION, turn, attempt, settings.mode().word(), settings.consistency().word(), Optional.empty()));
    }

    private void waited(int turn, String node, int attempt, boolean caughtUp, PlaySink sink) {
        sink.emit(new TurnEvent.Waited(now, node, attempt, SESSION, turn, ms(250), caughtUp));
    }

    private void committed(int turn, String node, int attempt, PlaySink sink) {
        sink.emit(new TurnEvent.Committed(now, node, attempt, SESSION, turn, hash(turn), hash(turn - 1), attempt, REQUEST, Optional.empty(), 222, 100, 0, List.of(), List.of(), ms(2)));
    }

    private void arrived(int turn, String origin, String at, PlaySink sink) {
        String key = new RecordKey.Turn(SESSION, turn, hash(turn).toString().substring(0, 8)).text();
        sink.emit(new ReplicaEvent.Arrived(now.plus(ms(9)), at, origin, origin, 1, turn, key, 222, now));
    }

    private static Optional<Fault> fault(Scenario scenario, int turn) {
        return scenario.faults().stream().filter(fault -> fault.at().equals(new Fault.When.AtTurn(turn))).findFirst();
    }

    static TurnHash hash(int turn) {
        return TurnHash.ofBytes(ByteBuffer.allocate(16).putLong(0x123456789abcdef0L * (turn + 1)).putLong(turn).array());
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    /** What a test asks of the events alone. */
    static List<NodeEvent> events(Scenario scenario, Settings settings) throws InterruptedException {
        var events = new java.util.ArrayList<NodeEvent>();
        good().play(scenario, settings, new PlaySink() {
            @Override
            public void piece(int turn, int attempt, String text) {}

            @Override
            public void emit(NodeEvent event) {
                events.add(event);
            }
        });
        return events;
    }
}
