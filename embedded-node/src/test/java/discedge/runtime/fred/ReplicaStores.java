package discedge.runtime.fred;

import discedge.engine.simulated.FixedEngine;
import discedge.event.EventSink;
import discedge.node.EdgeNode;
import discedge.node.FredStoreSettings;
import discedge.node.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Edge nodes over replicas of their own, whose links pass gates. */
final class ReplicaStores implements StoreContract.Stores {
    private final Optional<Path> folder;
    private final boolean fred;
    private final List<List<Gate>> gates = new ArrayList<>();

    /** @param folder for their logs; empty = in memory @param fred through FReD's calls, in process */
    ReplicaStores(Optional<Path> folder, boolean fred) throws IOException {
        this.folder = folder;
        this.fred = fred;
        for (int from = 0; from < 3; from++) gates.add(List.of(new Gate(), new Gate(), new Gate()));
    }

    @Override
    public EdgeNode start(int index, EventSink events) throws IOException {
        var peers = new ArrayList<String>();
        for (int to = 0; to < 3; to++) if (to != index) peers.add(gates.get(index).get(to).address());
        var base = NodeSettings.inMemory("edge" + index, peers);
        var settings = new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), 0, peers, folder.map(all -> all.resolve(base.id())), base.mode(), base.windowPolicy(), base.limits()).withExpiryGrace(StoreContract.Stores.GRACE);
        EdgeNode node = EdgeNode.start(fred ? settings.withFred(FredStoreSettings.embedded(List.of())) : settings, new FixedEngine(8, 4_096), events, new SplittableRandom());
        for (int from = 0; from < 3; from++) gates.get(from).get(index).target(node.replicaPort());
        return node;
    }

    @Override
    public boolean cut() {
        for (int from = 0; from < 3; from++) for (int to = 0; to < 3; to++) if (from == 0 || to == 0) gates.get(from).get(to).shut();
        return true;
    }

    @Override
    public void heal() {
        gates.forEach(row -> row.forEach(Gate::open));
    }

    @Override
    public void close() throws IOException {
        for (List<Gate> row : gates) for (Gate gate : row) gate.close();
    }
}
