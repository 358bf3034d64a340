package discedge.console.sessions;

import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells of many sessions, each with turns at nodes. Session n is {@link RandomLog#session} n + 100. */
final class Crowd {
    private static final RequestHash REQUEST = RequestHash.ofBytes(new byte[16]);
    private static final List<String> NODES = List.of("A", "B", "C");
    private static final String[] MODES = {"tokenized", "tokenized", "raw", "tokenized"};

    private final Story story;
    private long number = 10_000;

    Crowd(Story story) {
        this.story = story;
    }

    static SessionId id(int n) {
        return RandomLog.session(n + 100);
    }

    /** So many sessions of one turn each. */
    Crowd many(int count) {
        for (int n = 0; n < count; n++) session(n, "user-" + (n * 7919) % 997, 1);
        return this;
    }

    /** So many sessions, with one to eight turns each, replicated to all but here and there one node. */
    Crowd sessions(int count) {
        for (int n = 0; n < count; n++) session(n, "user-" + (n * 7919) % 997, 1 + n % 8);
        return this;
    }

    Crowd session(int n, String user, int turns) {
        for (int turn = 1; turn <= turns; turn++) {
            String node = NODES.get((n + turn / 4) % 3);
            turn(n, user, turn, node);
            for (String other : NODES) if (!other.equals(node) && !(turn == turns && n % 5 == 0 && other.equals("C"))) arrives(n, turn, node, other, 6 + (n + turn) % 40);
        }
        story.pass(1);
        return this;
    }

    Crowd turn(int n, String user, int turn, String node) {
        receives(n, user, turn, node);
        SessionId id = id(n);
        int context = (turn - 1) * 120;
        story.tell(new TurnEvent.PromptBuilt(story.now(), node, request(n, turn), id, turn, RandomLog.hash(id, turn - 1, 0), List.of(), context, 30, List.of(), List.of(), 0));
        story.tell(new TurnEvent.PrefillStarted(story.now(), node, request(n, turn), id, turn, Duration.ZERO));
        story.tell(new TurnEvent.Prefilled(story.now(), node, request(n, turn), id, turn, context + 30, context, 0, "", Duration.ofMillis(20 + n % 90)));
        story.tell(new TurnEvent.FirstToken(story.now(), node, request(n, turn), id, turn));
        return commits(n, turn, node, 0);
    }

    Crowd receives(int n, String user, int turn, String node) {
        SessionId id = id(n);
        story.tell(new TurnEvent.Received(story.now(), node, request(n, turn), id, turn, user, MODES[n % MODES.length], n % 3 == 0 ? "available" : "strong", 1, REQUEST,
                Optional.empty(), turn == 1 ? Optional.empty() : Optional.of(RandomLog.hash(id, turn - 1, 0)), Duration.ofMillis(250)));
        return this;
    }

    private static long request(int n, int turn) {
        return n * 1000L + turn;
    }

    Crowd commits(int n, int turn, String node, int branch) {
        SessionId id = id(n);
        var hash = RandomLog.hash(id, turn, branch);
        story.tell(new TurnEvent.Decoded(story.now(), node, request(n, turn), id, turn, 90, "eos", Duration.ofMillis(700)));
        story.tell(new ReplicaEvent.Written(story.now(), node, 1, ++number, key(id, turn, branch), 340));
        story.tell(new TurnEvent.Committed(story.now(), node, request(n, turn), id, turn, hash, RandomLog.hash(id, turn - 1, 0), 1, REQUEST, Optional.empty(), 340, 120, 0,
                List.of(), List.of(), Duration.ofMillis(1)));
        story.tell(new ReplicaEvent.HeadMoved(story.now(), node, id, turn, hash, turn * 120));
        story.tell(new TurnEvent.Answered(story.now(), node, request(n, turn), id, turn, Optional.of(hash), false, false, List.of(), (turn - 1) * 120, 120, 0, Duration.ZERO,
                Duration.ZERO, Duration.ofMillis(20 + n % 90), Duration.ofMillis(700), Duration.ofMillis(1), Duration.ofMillis(725 + n % 90)));
        return this;
    }

    Crowd arrives(int n, int turn, String origin, String node, int lag) {
        SessionId id = id(n);
        story.tell(new ReplicaEvent.Arrived(story.now(), node, origin, origin, 1, number, key(id, turn, 0), 340, story.now().minusMillis(lag)));
        story.tell(new ReplicaEvent.HeadMoved(story.now(), node, id, turn, RandomLog.hash(id, turn, 0), turn * 120));
        return this;
    }

    Crowd forks(int n, int turn, String node) {
        SessionId id = id(n);
        commits(n, turn, node, 1);
        story.tell(new ReplicaEvent.ForkSeen(story.now(), node, id, turn, List.of(RandomLog.hash(id, turn, 0), RandomLog.hash(id, turn, 1)), RandomLog.hash(id, turn, 1)));
        return this;
    }

    Crowd deletes(int n) {
        for (String node : NODES) story.tell(new ReplicaEvent.Deleted(story.now(), node, id(n), node.equals("A"), 3));
        return this;
    }

    private static String key(SessionId id, int turn, int branch) {
        return id.value() + "t" + "%06d".formatted(turn) + RandomLog.hash(id, turn, branch).toString().substring(0, 8);
    }
}
