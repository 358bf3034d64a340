package discedge.experiment.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a run file: what is needed to read the rest and to play it again.
 *
 * @param format of the file; {@value #FORMAT} in this version
 * @param version of the program that wrote it
 * @param scenario its name; of a lab that a person plays with, the lab's
 * @param file the scenario's file as the person named it; empty if there is none
 * @param modes in the order played
 */
public record Manifest(@JsonProperty("dcerun") int format, String version, String scenario, String file, long seed, Instant started, List<String> modes,
                       String consistency, List<Node> nodes, Engine engine, List<Link> links) {
    public static final int FORMAT = 1;
    private static final String SIMULATED = "simulated";

    public Manifest {
        modes = List.copyOf(modes);
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** @param x, y in km */
    public record Node(String name, String label, double x, double y, String profile) {}

    /** @param profile chosen for all nodes; empty = each has its own */
    public record Engine(String kind, Optional<String> profile) {}

    /** @param bytesPerSecond 0 = no limit */
    public record Link(String a, String b, Duration delay, Duration jitter, long bytesPerSecond) {}

    /**
     * @param engine the kind; only the simulated one has profiles
     * @param profile chosen for all nodes
     */
    public static Manifest of(Scenario scenario, String version, long seed, Instant started, List<String> modes, String consistency, String engine, Optional<String> profile) {
        return new Manifest(FORMAT, version, scenario.name(), scenario.file(), seed, started, modes, consistency, nodes(scenario.network(), engine, profile),
                engine(engine, profile), links(scenario.network()));
    }

    /** Of a lab that a person plays with: no scenario, so that the name is the lab's, and no modes. */
    public static Manifest of(Network lab, String version, long seed, Instant started, String engine, Optional<String> profile) {
        return new Manifest(FORMAT, version, lab.name(), "", seed, started, List.of(), "", nodes(lab, engine, profile), engine(engine, profile), links(lab));
    }

    /** Of nodes of other processes: what they are stands in the events. */
    public static Manifest watched(String name, String version, Instant started) {
        return new Manifest(FORMAT, version, name, "", 0, started, List.of(), "", List.of(), new Engine("unknown", Optional.empty()), List.of());
    }

    private static Engine engine(String kind, Optional<String> profile) {
        return new Engine(kind, kind.equals(SIMULATED) ? profile : Optional.empty());
    }

    private static List<Node> nodes(Network network, String engine, Optional<String> profile) {
        return network.nodes().stream().map(node -> new Node(node.name(), node.label(), node.position().x(), node.position().y(),
                engine.equals(SIMULATED) ? profile.orElse(node.profile()) : "")).toList();
    }

    private static List<Link> links(Network network) {
        return network.links().stream().map(link -> new Link(link.a(), link.b(), link.shape().delay(), link.shape().jitter(), link.shape().bytesPerSecond())).toList();
    }
}
