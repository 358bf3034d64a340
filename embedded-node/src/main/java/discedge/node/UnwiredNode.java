package discedge.node;

import java.util.function.Consumer;

/** Stands where the wired node belongs, and fails openly. */
public final class UnwiredNode implements NodeRunner {
    @Override
    public void run(NodeConfig config, Consumer<String> say) throws StartException {
        throw new StartException("this build has no node wired in: NodeMain and discedge.cli.Parts need a NodeRunner");
    }
}
