package discedge.experiment.run;

import discedge.engine.simulated.HardwareProfile;
import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.experiment.scenario.LinkShape;
import discedge.experiment.scenario.Network;
import discedge.experiment.scenario.Scenario;
import discedge.lab.Lab;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.lab.client.Position;
import discedge.lab.link.Cut;
import discedge.lab.link.Link;
import discedge.lab.link.LinkProperties;
import java.util.List;
import java.util.Optional;

/** The links of a lab with the shapes that a network gives them. What is done to a link is told, a {@code lab.link-set} a direction. */
public final class LabLinks {
    private final Network network;
    private final Lab lab;
    private final EventSink sink;

    public LabLinks(Network network, Lab lab, EventSink sink) {
        this.network = network;
        this.lab = lab;
        this.sink = sink;
    }

    /** The lab of a network. @param profile of all nodes instead of their own */
    public static LabSettings settings(Network network, Optional<String> profile, long seed) {
        List<LabNode> nodes = network.nodes().stream().map(node -> new LabNode(node.name(), new Position(node.position().x(), node.position().y()),
                HardwareProfile.named(profile.orElse(node.profile())))).toList();
        return LabSettings.of(nodes, seed).withLinks(network.links().stream().map(link -> new LabSettings.Pair(link.a(), link.b())).toList());
    }

    /** Gives all links between nodes their own shapes. */
    public void shapeNodes() {
        for (Link link : lab.links()) set(link, own(link));
    }

    /** The same for the links of a client that is connected. */
    public void shapeClient(String client) {
        for (String node : lab.names()) {
            Link link = lab.clientLink(client, node);
            set(link, own(link));
        }
    }

    /** The shape that the network gives it. */
    LinkProperties own(Link link) {
        LinkShape shape = network.links().stream().filter(known -> known.joins(link.first(), link.second())).findFirst().map(Scenario.Link::shape).orElse(network.clientLink());
        return new LinkProperties(shape.delay(), shape.jitter(), shape.bytesPerSecond(), Cut.NONE);
    }

    void set(Link link, LinkProperties shape) {
        link.set(shape);
        say(link.first(), link.second(), shape);
        say(link.second(), link.first(), shape);
    }

    private void say(String from, String to, LinkProperties shape) {
        sink.emit(new LabEvent.LinkSet(lab.clock().instant(), "lab", from, to, shape.delay(), shape.jitter(), shape.bytesPerSecond(), shape.cut().word()));
    }
}
