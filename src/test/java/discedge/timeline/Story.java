package discedge.timeline;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.CacheSlot;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells a log as it would happen: three nodes, a client, one session. Times in ms after each sentence. */
public final class Story {
    public static final SessionId SESSION = RandomLog.session(1);
    private static final RequestHash REQUEST = RequestHash.ofBytes(new byte[16]);

    private final EventStore store = new EventStore();
    private final Timeline timeline = new Timeline(store, Source.EMBEDDED);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;
    private String mode = "tokenized";
    private String consistency = "strong";

    public static Story threeNodes() {
        var story = new Story();
        for (String node : List.of("A", "B", "C")) story.started(node, "f", false);
        return story.beats();
    }

    public Story started(String node, String fingerprint, boolean durable) {
        return tell(new LifeEvent.Started(now, node, "1", "simulated", "m-" + fingerprint, fingerprint, "apple-m2", true, 2048, durable, 1, 2, List.of()));
    }

    public Story asks(String mode, String consistency) {
        this.mode = mode;
        this.consistency = consistency;
        return this;
    }

    /** Every node that is up measures its links to the others. */
    public Story beats() {
        for (String node : List.of("A", "B", "C")) for (String peer : List.of("A", "B", "C"))
            if (!node.equals(peer) && up(node) && up(peer) && world().link(node, peer).filter(link -> link.isCut()).isEmpty())
                tell(new PeerEvent.Measured(now, node, peer, Duration.ofMillis(20)));
        return this;
    }

    private boolean up(String node) {
        return world().node(node).filter(known -> known.life().answers()).isPresent();
    }

    /** The client's turn at a node, all of it, without replication. */
    public Story turn(int turn, String node) {
        return sends(turn, node).decodes(turn, node).pass(900).commits(turn, node).acknowledges(turn, node);
    }

    public Story sends(int turn, String node) {
        tell(new ClientEvent.Sent(now, node, "client", SESSION, turn, 1, mode, consistency, turn == 1 ? Optional.empty() : Optional.of(hash(turn - 1))));
        pass(4);
        return tell(new TurnEvent.Received(now, node, turn, SESSION, turn, "u1", mode, consistency, 1, REQUEST, Optional.empty(),
                turn == 1 ? Optional.empty() : Optional.of(hash(turn - 1)), Duration.ofMillis(250)));
    }

    public Story decodes(int turn, String node) {
        int context = (turn - 1) * 100;
        int own = world().node(node).flatMap(its -> its.cached(SESSION)).map(CacheSlot::tokens).orElse(0);
        int warm = world().node(node).map(its -> its.warm(SESSION)).orElse(0);
        int cached = warm > 0 ? context : 0;
        tell(new TurnEvent.PromptBuilt(now, node, turn, SESSION, turn, hash(turn - 1), List.of(), context, 30, List.of(), List.of(), 0));
        tell(new TurnEvent.PrefillStarted(now, node, turn, SESSION, turn, Duration.ZERO));
        // 10 ms and 1 ms an id.
        int took = 10 + context + 30 - cached;
        pass(took);
        tell(new TurnEvent.Prefilled(now, node, turn, SESSION, turn, context + 30, cached, 0, "", Duration.ofMillis(took)));
        if (warm > own) tell(new PrewarmEvent.Used(now, node, SESSION, turn, Math.min(warm, context) - Math.min(own, context), 0));
        tell(new TurnEvent.FirstToken(now, node, turn, SESSION, turn));
        pass(4);
        return tell(new ClientEvent.FirstToken(now, node, "client", SESSION, turn, Duration.ofMillis(took + 8)));
    }

    /** A node begins to evaluate the context up to a turn, before its client is there. */
    public Story warming(int turn, String node) {
        tell(new PrewarmEvent.Planned(now, node, SESSION, turn, hash(turn), "predicted", 0.9, turn * 100));
        return tell(new PrewarmEvent.Started(now, node, SESSION, turn, turn * 100));
    }

    /** It has. */
    public Story warm(int turn, String node, int took) {
        pass(took);
        return tell(new PrewarmEvent.Ended(now, node, SESSION, turn, "warm", 0, turn * 100, turn * 100, Duration.ofMillis(took)));
    }

    public Story commits(int turn, String node) {
        tell(new TurnEvent.Decoded(now, node, turn, SESSION, turn, 70, "eos", Duration.ofMillis(904)));
        if (!mode.equals("client-side")) {
            tell(new ReplicaEvent.Written(now, node, 1, ++number, key(turn), 300));
            tell(new TurnEvent.Committed(now, node, turn, SESSION, turn, hash(turn), hash(turn - 1), 1, REQUEST, Optional.empty(), 300, 100, 0, List.of(), List.of(), Duration.ZERO));
            head(turn, node);
        }
        int prefill = (int) world().session(SESSION).flatMap(its -> its.turn(turn)).orElseThrow().stages().of(discedge.timeline.world.Stage.PREFILL).orElseThrow().toMillis();
        return tell(new TurnEvent.Answered(now, node, turn, SESSION, turn, mode.equals("client-side") ? Optional.empty() : Optional.of(hash(turn)), false, false, List.of(),
                (turn - 1) * 100, 100, 0, Duration.ZERO, Duration.ZERO, Duration.ofMillis(prefill), Duration.ofMillis(904), Duration.ZERO, Duration.ofMillis(prefill + 904)));
    }

    public Story acknowledges(int turn, String node) {
        pass(4);
        Duration total = Duration.between(world().session(SESSION).flatMap(its -> its.turn(turn)).orElseThrow().asked().first(), now);
        return tell(new ClientEvent.Acknowledged(now, node, "client", SESSION, turn, mode.equals("client-side") ? Optional.empty() : Optional.of(hash(turn)), false, false,
                List.of(), 1, 0, total));
    }

    /** The turn's record of one node comes to another, so long after its write. */
    public Story arrives(int turn, String origin, String node, int lag) {
        Instant written = session().record(turn, hash(turn)).orElseThrow().written();
        now = written.plusMillis(lag).isAfter(now) ? written.plusMillis(lag) : now;
        tell(new ReplicaEvent.Arrived(now, node, origin, origin, 1, turn, key(turn), 300, now.minusMillis(lag)));
        return head(turn, node);
    }

    private Story head(int turn, String node) {
        return tell(new ReplicaEvent.HeadMoved(now, node, SESSION, turn, hash(turn), turn * 100));
    }

    public Story cuts(String one, String other) {
        return shape(one, other, "clean").shape(other, one, "clean");
    }

    public Story heals(String one, String other) {
        return shape(one, other, "none").shape(other, one, "none");
    }

    /** A link has another delay, both ways. */
    public Story slows(String one, String other, int delay) {
        return shape(one, other, delay, "none").shape(other, one, delay, "none");
    }

    private Story shape(String from, String to, String cut) {
        return shape(from, to, 9, cut);
    }

    private Story shape(String from, String to, int delay, String cut) {
        return tell(new LabEvent.LinkSet(now, "lab", from, to, Duration.ofMillis(delay), Duration.ZERO, 0, cut));
    }

    /** Two nodes open their streams to each other. */
    public Story links(String one, String other) {
        tell(new PeerEvent.Up(now, one, other, "127.0.0.1:1", 1, true, "g"));
        return tell(new PeerEvent.Up(now, other, one, "127.0.0.1:2", 1, true, "g"));
    }

    /** The node says something that measures no link. */
    public Story alive(String node) {
        return tell(new PeerEvent.Heard(now, node, "A", 1, true));
    }

    /** The replica is behind: the request waits for the turn before. */
    public Story waits(int turn, String node) {
        return tell(new TurnEvent.Waiting(now, node, turn, SESSION, turn, turn - 2, List.of(turn - 1)));
    }

    /** It has waited as long as it may, and is refused. */
    public Story waitsInVain(int turn, String node, int waited) {
        pass(waited);
        tell(new TurnEvent.Waited(now, node, turn, SESSION, turn, Duration.ofMillis(waited), false));
        tell(new TurnEvent.Refused(now, node, turn, SESSION, turn, 409, "replica_behind", "behind"));
        return tell(new ClientEvent.Failed(now, node, "client", SESSION, turn, 1, 409, "replica_behind", false));
    }

    public Story kills(String node) {
        return tell(new LifeEvent.Killed(now, node));
    }

    public Story pass(int millis) {
        now = now.plusMillis(millis);
        return this;
    }

    public Story tell(NodeEvent event) {
        store.append(event);
        return this;
    }

    public Instant now() {
        return now;
    }

    public Timeline timeline() {
        return timeline;
    }

    public World world() {
        return timeline.catchUp().at(now);
    }

    public SessionState session() {
        return world().session(SESSION).orElseThrow();
    }

    public static TurnHash hash(int turn) {
        return RandomLog.hash(SESSION, turn, 0);
    }

    private static String key(int turn) {
        return RandomLog.key(SESSION, turn);
    }
}
