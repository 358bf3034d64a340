package discedge.node;

/** Entry point of {@code discedge-node.jar}: the node command and nothing else. */
public final class NodeMain {
    private NodeMain() {}

    public static void main(String[] args) {
        System.exit(run(args, new EdgeNodeRunner(Engines.ofPlatform())));
    }

    static int run(String[] args, NodeRunner runner) {
        return CommandLines.of(new NodeCommand(runner)).setCommandName("discedge-node").execute(args);
    }
}
