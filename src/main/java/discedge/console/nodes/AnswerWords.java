package discedge.console.nodes;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedNodes.Answered;
import discedge.lab.remote.NodeFacts;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a node that answered. */
final class AnswerWords {
    private AnswerWords() {}

    /** A line. @param id for whoever looks for it */
    record Fact(String id, String name, String value) {}

    static List<Fact> facts(Answered answer) {
        NodeFacts its = answer.facts();
        var facts = new ArrayList<Fact>();
        facts.add(fact("node", its.node()));
        facts.add(fact("version", Words.of("nodes.version", its.version())));
        facts.add(fact("model", model(its.model(), its.simulated(), its.profile())));
        facts.add(fact("store", Words.of(its.durable() ? "nodes.store.durable" : "nodes.store.memory")));
        facts.add(fact("sessions", Units.count(its.sessions())));
        facts.add(fact("peers", its.peers().isEmpty() ? Words.of("nodes.peers.none") : its.peers().stream().map(AnswerWords::peer).collect(Collectors.joining(", "))));
        return facts;
    }

    private static Fact fact(String id, String value) {
        return new Fact(id, Words.of("nodes.fact." + id), value);
    }

    /** {@code smollm2-135m}, {@code simulated LLM as on apple-m2}. */
    static String model(String model, boolean simulated, String profile) {
        return simulated ? profile.isEmpty() ? Words.of("nodes.model.simulated", model) : Words.of("nodes.model.profile", model, profile) : model;
    }

    private static String peer(NodeFacts.Peer peer) {
        String name = peer.name().isEmpty() ? peer.address() : peer.name();
        return peer.linked() ? name : Words.of("nodes.peers.unlinked", name);
    }

    /** What a person may not expect of it, in sentences; empty if nothing is. */
    static String warnings(Answered answer, World world) {
        var warnings = new ArrayList<String>();
        answer.warning().ifPresent(warnings::add);
        List<NodeState> others = world.nodes().stream().filter(node -> differs(node, answer.facts().fingerprint())).toList();
        if (!others.isEmpty()) warnings.add(otherModel(others, answer.facts().node(), answer.facts().model()));
        return String.join("\n", warnings);
    }

    /** A word about another tokenizer: of what a node holds nothing goes to those that have another one. */
    static String otherModel(List<NodeState> others, String node, String model) {
        return Words.of("nodes.other-model", node, model, others.stream().map(NodeState::name).collect(Collectors.joining(", ")), others.getFirst().identity().model());
    }

    static boolean differs(NodeState node, String fingerprint) {
        return !node.identity().mayHold(fingerprint);
    }
}
