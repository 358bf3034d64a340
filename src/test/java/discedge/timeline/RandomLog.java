package discedge.timeline;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Events of all types, in no order that would make sense, from nodes whose clocks differ. */
public final class RandomLog {
    private static final RequestHash REQUEST = RequestHash.ofBytes(new byte[16]);

    private final SplittableRandom random;
    /** Of events that came later, so that all others of a seed stay as they were. */
    private final SplittableRandom aheads;
    private final int nodes;
    private final int sessions;
    private final Duration pace;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** @param pace between two events */
    public RandomLog(long seed, int nodes, int sessions, Duration pace) {
        this.random = new SplittableRandom(seed);
        this.aheads = new SplittableRandom(~seed);
        this.nodes = nodes;
        this.sessions = sessions;
        this.pace = pace;
    }

    public NodeEvent next() {
        now = now.plus(pace.multipliedBy(random.nextInt(3)));
        int node = random.nextInt(nodes);
        // One clock is far ahead, one a little behind.
        Instant at = node == 1 ? now.plusSeconds(3600) : node == 2 ? now.minusMillis(300) : now;
        NodeEvent event = event(at, "n" + node, "n" + random.nextInt(nodes), session(random.nextInt(sessions)), 1 + random.nextInt(6), random.nextInt(40));
        boolean plain = event instanceof PeerEvent.Heard || event instanceof PeerEvent.Mismatch;
        return plain && aheads.nextBoolean() ? ahead(at, "n" + node, session(aheads.nextInt(sessions)), 1 + aheads.nextInt(6)) : event;
    }

    private NodeEvent event(Instant at, String node, String peer, SessionId session, int turn, long request) {
        String client = "c" + random.nextInt(3);
        return switch (random.nextInt(42)) {
            case 0 -> new LifeEvent.Started(at, node, "1", "simulated", "m", "f" + random.nextInt(2), "apple-m2", true, 4096, random.nextBoolean(), 1, 2, List.of());
            case 1 -> random.nextInt(5) == 0 ? new LifeEvent.Killed(at, node) : new PeerEvent.Measured(at, node, peer, millis(20));
            case 2 -> random.nextInt(5) == 0 ? new LifeEvent.Stopping(at, node, 1) : new PeerEvent.Heard(at, node, peer, 1, true);
            case 3 -> random.nextInt(5) == 0 ? new LifeEvent.Stopped(at, node) : new PeerEvent.Up(at, node, peer, "x:1", 1, false, "k");
            case 4 -> new PeerEvent.Down(at, node, peer, "x:1", "reset", millis(900));
            case 5 -> new PeerEvent.Mismatch(at, node, peer, "k", "f");
            case 6, 7 -> new TurnEvent.Received(at, node, request, session, turn, "u", "tokenized", random.nextBoolean() ? "strong" : "available", 1, REQUEST,
                    Optional.empty(), Optional.of(hash(session, turn - 1, 0)), Duration.ofMillis(250));
            case 8 -> new TurnEvent.Waiting(at, node, request, session, turn, turn - 2, List.of(turn - 1));
            case 9 -> new TurnEvent.Waited(at, node, request, session, turn, millis(200), random.nextBoolean());
            case 10 -> new TurnEvent.Joined(at, node, request, session, turn, 1);
            case 11 -> new TurnEvent.PromptBuilt(at, node, request, session, turn, hash(session, turn - 1, 0), List.of(), 100, 20, List.of(), List.of(), 5);
            case 12 -> new TurnEvent.PrefillStarted(at, node, request, session, turn, millis(5));
            case 13 -> new TurnEvent.Prefilled(at, node, request, session, turn, 120, random.nextInt(120), random.nextInt(4), "", millis(50));
            case 14 -> new TurnEvent.FirstToken(at, node, request, session, turn);
            case 15 -> new TurnEvent.Decoded(at, node, request, session, turn, 64, "eos", millis(900));
            case 16, 17 -> {
                int branch = random.nextInt(2);
                yield new TurnEvent.Committed(at, node, request, session, turn, hash(session, turn, branch), hash(session, turn - 1, 0), 1, REQUEST,
                        Optional.empty(), 300, 84, 9, List.of(), List.of(), millis(1));
            }
            case 18, 19 -> new TurnEvent.Answered(at, node, request, session, turn, Optional.of(hash(session, turn, 0)), false, false, List.of(), 100, 84, 3,
                    millis(5), millis(30), millis(50), millis(900), millis(1), millis(1000));
            case 20 -> new TurnEvent.Refused(at, node, request, session, turn, 409, random.nextBoolean() ? "replica_behind" : "window_full", "no");
            case 21 -> new TurnEvent.ClientGone(at, node, request, session, turn);
            case 22, 23 -> new ReplicaEvent.Written(at, node, 1, request, key(session, turn), 300);
            case 24, 25 -> new ReplicaEvent.Sent(at, node, peer, node, 1, request, key(session, turn), 300);
            case 26, 27, 28 -> new ReplicaEvent.Arrived(at, node, peer, peer, 1, request, key(session, turn), 300, at.minus(millis(90)));
            case 29 -> new ReplicaEvent.Acknowledged(at, node, peer, node, 1, request, millis(60));
            case 30 -> new ReplicaEvent.Refused(at, node, peer, peer, 1, key(session, turn), "bad check");
            case 31, 32 -> new ReplicaEvent.HeadMoved(at, node, session, turn, hash(session, turn, 0), 84 * turn);
            case 33 -> random.nextBoolean() ? new ReplicaEvent.GapSeen(at, node, session, turn, List.of(1)) : new ReplicaEvent.GapFilled(at, node, session, turn);
            case 34 -> random.nextBoolean() ? new ReplicaEvent.ForkSeen(at, node, session, turn, List.of(hash(session, turn, 0), hash(session, turn, 1)), hash(session, turn, 0))
                    : new ReplicaEvent.Deleted(at, node, session, true, 3);
            case 35 -> new ClientEvent.Roamed(now, node, client, Optional.of(session), peer, "chosen");
            case 36 -> new ClientEvent.Sent(now, node, client, session, turn, 1 + random.nextInt(3), "tokenized", "strong", Optional.empty());
            case 37 -> new ClientEvent.FirstToken(now, node, client, session, turn, millis(400));
            case 38 -> random.nextBoolean() ? new ClientEvent.Acknowledged(now, node, client, session, turn, Optional.of(hash(session, turn, 0)), false, false, List.of(), 1, 1, millis(1500))
                    : new ClientEvent.Failed(now, node, client, session, turn, 1, 409, "replica_behind", random.nextBoolean());
            case 39 -> random.nextBoolean() ? new ClientEvent.TurnBytes(now, node, client, session, turn, 500, 900) : new LabEvent.LinkBytes(now, node, client, turn, 700, 0);
            case 40 -> watch(node, session, turn);
            default -> lab(node, peer);
        };
    }

    private NodeEvent ahead(Instant at, String node, SessionId session, int turn) {
        int ids = aheads.nextInt(200);
        return switch (aheads.nextInt(6)) {
            case 0 -> new PrewarmEvent.Planned(at, node, session, turn, hash(session, turn, 0), "predicted", 0.9, ids);
            case 1 -> new PrewarmEvent.Declined(at, node, session, turn, 0.3, ids, "unlikely");
            case 2 -> new PrewarmEvent.Started(at, node, session, turn, ids);
            case 3 -> new PrewarmEvent.Ended(at, node, session, turn, aheads.nextBoolean() ? "warm" : "no-room", 0, ids, ids, Duration.ofMillis(300));
            case 4 -> new PrewarmEvent.Used(at, node, session, turn, ids, 0);
            default -> new PrewarmEvent.Wasted(at, node, session, turn, ids, "expired");
        };
    }

    private NodeEvent lab(String node, String peer) {
        return switch (random.nextInt(6)) {
            case 0 -> new LabEvent.LinkSet(now, "lab", node, peer, millis(20), millis(5), 0, random.nextBoolean() ? "none" : "clean");
            case 1 -> new LabEvent.FaultBegan(now, "lab", random.nextInt(4), "cut", node, Duration.ofSeconds(8));
            case 2 -> new LabEvent.FaultEnded(now, "lab", random.nextInt(4), "cut", node, random.nextBoolean());
            case 3 -> new LabEvent.Said(now, "lab", "look");
            case 4 -> new LabEvent.ScenarioStarted(now, "lab", "s", "tokenized", "strong", 7);
            default -> new LabEvent.ScenarioEnded(now, "lab", "s", "tokenized", "done");
        };
    }

    private NodeEvent watch(String node, SessionId session, int turn) {
        return switch (random.nextInt(6)) {
            case 0 -> new WatchEvent.Found(now, node, "h:1", "e", "1", "simulated", "m", "f0", "apple-m2", true, 4096, true, 1, 2, List.of(), 9);
            case 1 -> new WatchEvent.Lost(now, node, "h:1", "gone", millis(2000));
            case 2 -> new WatchEvent.Beat(now, node, Duration.ofMillis(random.nextInt(7_200_000) - 3_600_000), millis(20), 9);
            case 3 -> new WatchEvent.Gap(now, node, 3, 9);
            case 4 -> random.nextInt(9) == 0 ? new WatchEvent.Left(now, node, "h:1") : new WatchEvent.Unreadable(now, node, "nonsense");
            default -> new WatchEvent.Listed(now, node, session, "u", "tokenized", turn, Optional.of(hash(session, turn, 0)), turn * 100, 900, false, false);
        };
    }

    private Duration millis(int below) {
        return Duration.ofNanos(random.nextLong(below * 1_000_000L));
    }

    public static SessionId session(int number) {
        return SessionId.ofBits(0x9e3779b97f4a7c15L * (number + 1), number);
    }

    public static TurnHash hash(SessionId session, int turn, int branch) {
        return TurnHash.ofBytes(ByteBuffer.allocate(16).putInt(turn * 31 + branch).putInt(session.hashCode()).putInt(turn).putInt(branch).array());
    }

    public static String key(SessionId session, int turn) {
        return session.value() + "t" + "%06d".formatted(turn) + hash(session, turn, 0).toString().substring(0, 8);
    }
}
