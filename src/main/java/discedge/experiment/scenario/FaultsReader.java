package discedge.experiment.scenario;

import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.experiment.scenario.Fault.When;
import discedge.experiment.scenario.Scenario.Link;
import discedge.experiment.scenario.Scenario.Node;
import discedge.node.yaml.Problems;
import discedge.node.yaml.Quantity;
import discedge.node.yaml.YamlMap;
import discedge.node.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of a scenario file. */
final class FaultsReader {
    private final Problems problems;
    private final List<Node> nodes;
    private final List<Link> links;
    private final int turns;

    FaultsReader(Problems problems, List<Node> nodes, List<Link> links, int turns) {
        this.problems = problems;
        this.nodes = nodes;
        this.links = links;
        this.turns = turns;
    }

    List<Fault> faults(YamlMap root) {
        return root.maps("faults").stream().flatMap(map -> fault(map).stream()).toList();
    }

    private Optional<Fault> fault(YamlMap map) {
        map.only("at", "kind", "target", "to", "lasts", "say");
        for (String key : List.of("at", "kind", "target")) if (!map.has(key)) problems.add(map.line(), "'" + key + "' is missing in faults");
        Optional<When> when = map.value("at").flatMap(value -> when(map, value));
        Optional<Kind> kind = map.word("kind", Fault.WORDS).flatMap(word -> kind(map, word));
        Optional<Target> target = map.text("target").flatMap(word -> target(map, word));
        Optional<Duration> lasts = map.duration("lasts");
        Optional<String> say = map.text("say");
        if (kind.isEmpty() || target.isEmpty() || when.isEmpty()) return Optional.empty();
        boolean ofNode = kind.get() instanceof Kind.Kill || kind.get() instanceof Kind.Restart;
        if (ofNode && !(target.get() instanceof Target.Node)) map.problem("target", "'" + kind.get().word() + "' needs a node, not the link " + target.get().word());
        if (kind.get() instanceof Kind.Restart && lasts.isPresent()) map.problem("lasts", "a restart has no length; for a node that is away for a while use kill");
        if (lasts.isPresent() && lasts.get().isZero()) map.problem("lasts", "a fault lasts longer than 0; leave 'lasts' out for one that stays");
        return Optional.of(new Fault(when.get(), kind.get(), target.get(), lasts.orElse(Duration.ZERO), say));
    }

    private Optional<When> when(YamlMap map, YamlValue value) {
        return switch (value) {
            case YamlMap at -> {
                at.only("turn");
                if (!at.has("turn")) problems.add(at.line(), "'at' is a time such as 12s, or {turn: 4}");
                int turn = (int) at.number("turn", Long.MIN_VALUE / 10, Integer.MAX_VALUE).orElse(0);
                boolean there = turn >= 1 && turn <= turns;
                if (at.has("turn") && !there) at.problem("turn", TurnsReader.outOfRange(turn, turns));
                yield there ? Optional.of(new When.AtTurn(turn)) : Optional.empty();
            }
            case YamlValue.Text text -> map.parsed("at", Quantity::duration).map(When.After::new);
            case YamlValue.Items items -> misplaced(items);
            case YamlValue.Nothing nothing -> misplaced(nothing);
        };
    }

    private Optional<When> misplaced(YamlValue value) {
        problems.add(value.line(), "'at' is a time such as 12s, or {turn: 4}");
        return Optional.empty();
    }

    private Optional<Kind> kind(YamlMap map, String word) {
        boolean valued = List.of("delay", "jitter", "bandwidth").contains(word);
        if (valued && !map.has("to")) map.problem("kind", "'" + word + "' needs its new value, as in 'to: " + (word.equals("bandwidth") ? "1Mbit" : "200ms") + "'");
        if (!valued && map.has("to")) map.problem("to", "'" + word + "' has no value 'to'");
        return switch (word) {
            case "cut" -> Optional.of(new Kind.Cut(false));
            case "silent-cut" -> Optional.of(new Kind.Cut(true));
            case "delay" -> map.duration("to").map(Kind.Delay::new);
            case "jitter" -> map.duration("to").map(Kind.Jitter::new);
            case "bandwidth" -> map.bandwidth("to").map(Kind.Bandwidth::new);
            case "kill" -> Optional.of(new Kind.Kill());
            case "restart" -> Optional.of(new Kind.Restart());
            default -> throw new IllegalStateException("a kind without a meaning: " + word);
        };
    }

    /** Names may contain dashes themselves, so every dash is tried as the one between two names. */
    private Optional<Target> target(YamlMap map, String word) {
        if (NetworkReader.known(word, nodes)) return Optional.of(new Target.Node(word));
        for (int dash = word.indexOf('-'); dash >= 0; dash = word.indexOf('-', dash + 1)) {
            String a = word.substring(0, dash).strip();
            String b = word.substring(dash + 1).strip();
            if (a.equals(Scenario.CLIENT) && NetworkReader.known(b, nodes)) return Optional.of(new Target.ClientLink(b));
            if (!NetworkReader.known(a, nodes) || !NetworkReader.known(b, nodes)) continue;
            if (links.stream().anyMatch(link -> link.a().equals(a) && link.b().equals(b) || link.a().equals(b) && link.b().equals(a))) return Optional.of(new Target.Between(a, b));
            map.problem("target", a.equals(b) ? "a link from '" + a + "' to itself" : "there is no link between " + a + " and " + b);
            return Optional.empty();
        }
        int dash = word.indexOf('-');
        String stranger = dash < 0 ? word : NetworkReader.known(word.substring(0, dash).strip(), nodes) || word.startsWith(Scenario.CLIENT + "-") ? word.substring(dash + 1).strip() : word.substring(0, dash).strip();
        map.problem("target", NetworkReader.unknown(stranger, nodes));
        return Optional.empty();
    }
}
