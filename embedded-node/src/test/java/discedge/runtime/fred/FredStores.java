package discedge.runtime.fred;

import discedge.engine.simulated.FixedEngine;
import discedge.event.EventSink;
import discedge.node.EdgeNode;
import discedge.node.FredStoreSettings;
import discedge.node.NodeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Edge nodes whose records are in a FReD cluster, each beside one of its nodes. */
final class FredStores implements StoreContract.Stores {
    private final FredCluster cluster;
    private final Optional<Consumer<Boolean>> cutter;
    /** By edge node, its ways to the FReD nodes that are not beside it. */
    private final List<Map<String, Gate>> ways = new ArrayList<>();

    /** @param cutter cuts (true) and heals the links of FReD node 0; empty if that cannot be done */
    FredStores(FredCluster cluster, Optional<Consumer<Boolean>> cutter) throws IOException {
        this.cluster = cluster;
        this.cutter = cutter;
        for (int from = 0; from < 3; from++) {
            ways.add(new HashMap<>());
            for (int to = 0; to < 3; to++) {
                if (from == to) continue;
                var gate = new Gate();
                gate.target(Integer.parseInt(cluster.address(to).substring(cluster.address(to).lastIndexOf(':') + 1)));
                ways.get(from).put(cluster.address(to), gate);
            }
        }
    }

    @Override
    public EdgeNode start(int index, EventSink events) throws IOException {
        var peers = new HashMap<String, String>();
        ways.get(index).forEach((host, gate) -> peers.put(host, gate.address()));
        var fred = new FredStoreSettings(cluster.address(index), cluster.tls("client"), "127.0.0.1:0", Optional.empty(), Optional.empty(), List.of(), peers);
        return EdgeNode.start(NodeSettings.inMemory("edge" + index, List.of()).withFred(fred).withExpiryGrace(GRACE), new FixedEngine(8, 4_096), events, new SplittableRandom());
    }

    @Override
    public boolean cut() {
        cutter.ifPresent(how -> how.accept(true));
        if (cutter.isPresent()) for (int from = 0; from < 3; from++) for (var way : ways.get(from).entrySet())
            if (from == 0 || way.getKey().equals(cluster.address(0))) way.getValue().shut();
        return cutter.isPresent();
    }

    @Override
    public void heal() {
        cutter.ifPresent(how -> how.accept(false));
        ways.forEach(row -> row.values().forEach(Gate::open));
    }

    @Override
    public void close() throws IOException {
        for (Map<String, Gate> row : ways) for (Gate gate : row.values()) gate.close();
        cluster.close();
    }
}
