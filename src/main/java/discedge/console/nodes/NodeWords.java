package discedge.console.nodes;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedNodes;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.NodeIdentity;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.Watch;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the drawer says of a node.
 *
 * @param state in a word or two, and {@code style} its look
 * @param about what it is and holds; with its age where that is old
 * @param clock against ours; empty if not measured
 * @param trouble in sentences; empty if there is none
 */
record NodeWords(String state, String style, String about, String clock, String trouble, boolean gone) {
    static String named(WatchedNodes.Watched node) {
        String name = node.label().equals(node.node()) ? node.node() : node.node() + " " + node.label();
        return node.site().isEmpty() ? name : Words.of("topology.dot", name, node.site());
    }

    static NodeWords of(Optional<NodeState> seen, World world) {
        NodeState node = seen.orElse(null);
        Watch watch = seen.flatMap(NodeState::watch).orElse(null);
        if (watch == null) return new NodeWords(Words.of("nodes.state.asking"), "unknown", "", "", "", false);
        Instant now = world.now();
        var trouble = new ArrayList<String>();
        if (!watch.answers()) trouble.add(trouble(watch.why(), watch.retryAt(), now));
        else if (!node.life().answers()) trouble.add(Words.of("nodes.state.ends"));
        List<NodeState> others = world.nodes().stream().filter(other -> AnswerWords.differs(other, node.identity().fingerprint())).toList();
        if (!others.isEmpty()) trouble.add(AnswerWords.otherModel(others, node.name(), node.identity().model()));
        if (watch.gaps() > 0) trouble.add(watch.gaps() == 1 ? Words.of("nodes.gaps.one") : Words.of("nodes.gaps", watch.gaps()));
        String clock = watch.clock().map(its -> Words.of("nodes.clock", Units.offset(its.offset()), Units.time(its.uncertainty()))).orElse("");
        State state = state(node, watch, now);
        return new NodeWords(state.word, state.style, about(node, now), clock, String.join("\n", trouble), !watch.answers());
    }

    private record State(String word, String style) {}

    /** What answers says so every two seconds: who has not for longer than {@link LinkState#FRESH} is not known to. */
    private static State state(NodeState node, Watch watch, Instant now) {
        if (!watch.answers()) return new State(Words.of("nodes.state.gone", age(watch.since(), now)), "fails");
        return isOld(node, now) ? new State(Words.of("nodes.state.unknown", age(node.heard(), now)), "unknown") : new State(Words.of("nodes.state.answers"), "safe");
    }

    private static boolean isOld(NodeState node, Instant now) {
        return node.silent(now).compareTo(LinkState.FRESH) > 0;
    }

    static NodeWords of(WatchedNodes.Unanswered node, Instant now) {
        return new NodeWords(Words.of("nodes.state.gone", age(node.since(), now)), "fails", "", "", trouble(node.why(), Optional.of(node.retryAt()), now), true);
    }

    private static String trouble(String why, Optional<Instant> retryAt, Instant now) {
        long left = retryAt.map(at -> Math.max(0, Math.ceilDiv(Duration.between(now, at).toMillis(), 1000))).orElse(0L);
        return left == 0 ? Words.of("nodes.retry.now", why) : Words.of("nodes.retry", why, left);
    }

    private static String about(NodeState node, Instant now) {
        NodeIdentity its = node.identity();
        if (its.model().isEmpty()) return "";
        String about = Words.of("nodes.about", its.version(), AnswerWords.model(its.model(), its.simulated(), its.profile()), Units.count(node.sessions()));
        return node.isGone() || isOld(node, now) ? Words.of("nodes.about.old", about, age(node.heard(), now)) : about;
    }

    private static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.toHours() < 1 ? Units.clock(Duration.ofSeconds(Math.max(0, age.toSeconds()))) : Words.of("topology.hours", age.toHours());
    }
}
