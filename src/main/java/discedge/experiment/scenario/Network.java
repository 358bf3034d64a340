package discedge.experiment.scenario;

import java.util.List;

/**
 * The nodes of a lab and the links between them: a scenario without what is played in it.
 *
 * @param name for people
 * @param nodes at least one, names unique
 * @param links between two of the nodes, each pair at most once; together they connect all nodes
 * @param clientLink between each client and whichever node it speaks to
 * @param prompts what a client may ask; may be empty
 */
public record Network(String name, List<Scenario.Node> nodes, List<Scenario.Link> links, LinkShape clientLink, List<String> prompts) {
    public Network {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        prompts = List.copyOf(prompts);
    }

    public List<String> nodeNames() {
        return nodes.stream().map(Scenario.Node::name).toList();
    }

    /** There is a link between the two, whichever is named first. */
    public boolean linked(String one, String other) {
        return links.stream().anyMatch(link -> link.joins(one, other));
    }
}
