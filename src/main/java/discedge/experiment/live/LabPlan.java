package discedge.experiment.live;

import discedge.context.Consistency;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.ScenarioReader;
import discedge.lab.LabEngines;
import discedge.lab.store.LabStores;
import discedge.lab.client.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a live lab is made of.
 *
 * @param network prompts for the demonstration come from it, too
 * @param client name of the person's own client
 * @param others clients that talk by themselves, so that a node has more than one session
 * @param profile of all nodes instead of their own
 * @param seed of everything random in the lab
 * @param window of the engines, in ids
 * @param demonstration plays by itself as soon as the lab is up
 * @param tempo of the demonstration: 1 = a round takes a minute
 * @param engines of the nodes
 * @param stores where the nodes keep their records
 */
public record LabPlan(Network network, String client, List<Passer> others, Optional<String> profile, long seed, int window, boolean demonstration, double tempo,
                      LabEngines engines, LabStores stores) {
    /** As small models have: a long chat fills it. */
    public static final int WINDOW = 2_048;
    public static final long SEED = 1;
    private static final String BUILT_IN = "cut-during-roam.yaml";
    /** Prompts that a small model has something to say to. */
    private static final String SMALL_TALK = "small-model.yaml";
    /** Other clients beside a real model, and how much longer each thinks: it computes on this machine's own cores. */
    private static final int FEW = 2;
    private static final int SLOWER = 4;

    /**
     * A client that asks, roams now and then, and is as simulated as all else.
     *
     * @param think between an answer and its next prompt, give or take a third
     */
    public record Passer(String name, Duration think, Consistency consistency) {}

    public LabPlan {
        others = List.copyOf(others);
        if (network.prompts().isEmpty()) throw new IllegalArgumentException("a lab's plan has a prompt for its clients");
    }

    /** On simulated engines, with replicas of the nodes' own. */
    public LabPlan(Network network, String client, List<Passer> others, Optional<String> profile, long seed, int window, boolean demonstration, double tempo) {
        this(network, client, others, profile, seed, window, demonstration, tempo, LabEngines.SIMULATED, LabStores.EMBEDDED);
    }

    /** Three linked nodes, a person's client and four others. */
    public static LabPlan builtIn() {
        return of(ScenarioReader.shipped(BUILT_IN).network()).withOthers(List.of(
                new Passer("car-1", Duration.ofSeconds(9), Consistency.STRONG), new Passer("drone-2", Duration.ofSeconds(7), Consistency.AVAILABLE),
                new Passer("tram-3", Duration.ofSeconds(14), Consistency.STRONG), new Passer("robot-4", Duration.ofSeconds(11), Consistency.STRONG)));
    }

    /** A lab of a person's own: their nodes, one client. */
    public static LabPlan of(Network network) {
        List<String> prompts = network.prompts().isEmpty() ? ScenarioReader.shipped(BUILT_IN).network().prompts() : network.prompts();
        var asked = new Network(network.name(), network.nodes(), network.links(), network.clientLink(), prompts);
        // A client and a node of one name would be one end of a link.
        String client = IntStream.iterate(1, n -> n + 1).mapToObj(n -> "u" + n).filter(name -> !network.nodeNames().contains(name)).findFirst().orElseThrow();
        return new LabPlan(asked, client, List.of(), Optional.empty(), SEED, WINDOW, true, 1);
    }

    /** In order. */
    public List<Controls.Site> sites() {
        return network.nodes().stream().map(node -> new Controls.Site(node.name(), node.label(), new Position(node.position().x(), node.position().y()))).toList();
    }

    public LabPlan withOthers(List<Passer> clients) {
        return new LabPlan(network, client, clients, profile, seed, window, demonstration, tempo, engines, stores);
    }

    public LabPlan withProfile(String name) {
        return new LabPlan(network, client, others, Optional.of(name), seed, window, demonstration, tempo, engines, stores);
    }

    public LabPlan withDemonstration(boolean plays) {
        return new LabPlan(network, client, others, profile, seed, window, plays, tempo, engines, stores);
    }

    public LabPlan withTempo(double times) {
        return new LabPlan(network, client, others, profile, seed, window, demonstration, times, engines, stores);
    }

    public LabPlan withStores(LabStores wanted) {
        return new LabPlan(network, client, others, profile, seed, window, demonstration, tempo, engines, wanted);
    }

    /** With a model: fewer other clients, and, where the lab has no prompts of a person's own, such as a small model has something to say to. */
    public LabPlan withEngines(LabEngines wanted) {
        if (wanted.simulated()) return new LabPlan(network, client, others, profile, seed, window, demonstration, tempo, wanted, stores);
        var few = others.stream().limit(FEW).map(other -> new Passer(other.name(), other.think().multipliedBy(SLOWER), other.consistency())).toList();
        boolean own = !network.prompts().equals(ScenarioReader.shipped(BUILT_IN).network().prompts());
        List<String> prompts = own ? network.prompts() : ScenarioReader.shipped(SMALL_TALK).network().prompts();
        var asked = new Network(network.name(), network.nodes(), network.links(), network.clientLink(), prompts);
        return new LabPlan(asked, client, few, profile, seed, window, demonstration, tempo, wanted, stores);
    }
}
