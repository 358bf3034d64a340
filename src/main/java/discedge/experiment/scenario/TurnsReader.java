package discedge.experiment.scenario;

import discedge.experiment.scenario.Scenario.Node;
import discedge.experiment.scenario.Scenario.Turn;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlMap;
import discedge.node.yaml.YamlValue;
import discedge.session.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Messages of a scenario file and where the client is when it sends them. */
final class TurnsReader {
    private final Problems problems;
    private final List<Node> nodes;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Turn> turns;
    private Optional<String> system = Optional.empty();

    /** A message before the client's path is known. */
    private record Draft(String text, Optional<String> node, Optional<String> say) {}

    TurnsReader(Problems problems, YamlMap root, List<Node> nodes) {
        this.problems = problems;
        this.nodes = nodes;
        if (root.has("locations")) locations(root);
        else messages(root, Optional.empty(), true);
        if (drafts.isEmpty() && problems.none()) problems.add(root.lineOf(root.has("locations") ? "locations" : "messages"), "there is no message to send");
        this.turns = placed(path(root));
    }

    List<Turn> turns() {
        return turns;
    }

    /** The text of a first message with role system. */
    Optional<String> system() {
        return system;
    }

    /** The prototype's roaming form: its own file has one api_url for all, so nodes go by their names. */
    private void locations(YamlMap root) {
        if (root.has("messages")) root.problem("messages", "a file has either 'locations', each with its messages, or 'messages'");
        boolean noted = false;
        for (YamlMap location : root.maps("locations")) {
            location.only("name", "api_url", "messages");
            if (location.has("api_url") && !noted) problems.note(location.lineOf("api_url"), "api_url is ignored: nodes go by their names");
            noted |= location.has("api_url");
            messages(location, location.required("name"), false);
        }
    }

    private void messages(YamlMap map, Optional<String> node, boolean ours) {
        if (!map.has("messages")) problems.add(map.line(), "'messages' is missing");
        for (YamlValue value : map.items("messages")) {
            switch (value) {
                case YamlValue.Text text when !text.value().isBlank() -> drafts.add(new Draft(text.value(), node, Optional.empty()));
                case YamlMap message when message.has("role") || message.has("content") -> prototype(message, node);
                case YamlMap message -> drafts.add(own(message, node, ours));
                case YamlValue.Text text -> problems.add(text.line(), "an empty message");
                case YamlValue.Nothing nothing -> problems.add(nothing.line(), "an empty message");
                case YamlValue.Items items -> problems.add(items.line(), "a message is a text or a mapping, not a list");
            }
        }
    }

    private void prototype(YamlMap message, Optional<String> node) {
        message.only("role", "content");
        Optional<String> content = message.required("content");
        Role role = message.parsed("role", Role::ofWord).orElse(Role.USER);
        switch (role) {
            case USER -> drafts.add(new Draft(content.orElse(""), node, Optional.empty()));
            case SYSTEM -> {
                if (drafts.isEmpty() && system.isEmpty()) system = content;
                else message.problem("role", "a system message stands first and once");
            }
            case ASSISTANT -> problems.note(message.line(), "a message with role assistant is left out: answers come from the engine");
        }
    }

    private Draft own(YamlMap message, Optional<String> location, boolean ours) {
        if (ours) message.only("text", "node", "say");
        else message.only("text", "say");
        Optional<String> node = ours ? message.text("node") : location;
        if (node.isPresent() && !NetworkReader.known(node.get(), nodes)) message.problem("node", NetworkReader.unknown(node.get(), nodes));
        return new Draft(message.required("text").orElse(""), node, message.text("say"));
    }

    private TreeMap<Integer, Place> path(YamlMap root) {
        var path = new TreeMap<Integer, Place>();
        Optional<YamlMap> client = root.map("client");
        if (client.isEmpty()) return path;
        client.get().only("path", "think", "patience", "sends_position");
        for (YamlMap stop : client.get().maps("path")) {
            stop.only("turn", "at", "node");
            if (!stop.has("turn")) stop.problem("turn", "'turn' is missing in path");
            int turn = (int) stop.number("turn", Long.MIN_VALUE / 10, Integer.MAX_VALUE).orElse(0);
            if (stop.has("turn") && (turn < 1 || turn > drafts.size())) stop.problem("turn", outOfRange(turn, drafts.size()));
            Optional<Place> place = place(stop);
            if (place.isPresent() && path.putIfAbsent(turn, place.get()) != null) stop.problem("turn", "a second place for turn " + turn);
        }
        return path;
    }

    /** {@code turn 12 is not in the conversation, which has turns 1 to 9}. */
    static String outOfRange(long turn, int turns) {
        return "turn " + turn + " is not in the conversation, which has " + (turns == 1 ? "turn 1 only" : "turns 1 to " + turns);
    }

    private Optional<Place> place(YamlMap stop) {
        if (stop.has("at") == stop.has("node")) {
            problems.add(stop.line(), "a stop of the path has either 'at: [x, y]' or 'node'");
            return Optional.empty();
        }
        if (stop.has("at")) return NetworkReader.position(problems, stop, "at").map(Place.At::new);
        Optional<String> node = stop.text("node");
        if (node.isPresent() && !NetworkReader.known(node.get(), nodes)) stop.problem("node", NetworkReader.unknown(node.get(), nodes));
        return node.map(Place.AtNode::new);
    }

    /** A message's own node holds for that turn and for those after it until the path or another message says otherwise. */
    private List<Turn> placed(TreeMap<Integer, Place> path) {
        var placed = new ArrayList<Turn>();
        if (nodes.isEmpty()) return placed;
        Place here = new Place.AtNode(nodes.getFirst().name());
        for (Draft draft : drafts) {
            int number = placed.size() + 1;
            here = draft.node().<Place>map(Place.AtNode::new).orElse(path.getOrDefault(number, here));
            placed.add(new Turn(number, draft.text(), here, draft.say()));
        }
        return placed;
    }
}
