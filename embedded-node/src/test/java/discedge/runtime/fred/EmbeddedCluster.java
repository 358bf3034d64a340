package discedge.runtime.fred;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.node.EdgeNode;
import discedge.node.FredSettings;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import discedge.runtime.certs.CertificateFolder;
import discedge.runtime.fred.wire.ClientGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Three linked edge nodes that serve FReD's clients. */
final class EmbeddedCluster implements FredCluster {
    private static final List<String> NAMES = List.of("nodeA", "nodeB", "nodeC");

    private final Optional<Path> certificates;
    private final FredChannels channels;
    private final List<EdgeNode> nodes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Way, Gate> gates = new HashMap<>();

    private record Way(int from, int to) {}

    /** @param certificates a folder to make them in; empty = plain text */
    EmbeddedCluster(Optional<Path> certificates) throws IOException {
        this.certificates = certificates;
        this.channels = new FredChannels(certificates);
        if (certificates.isPresent()) {
            CertificateFolder folder = CertificateFolder.open(certificates.get(), Instant.now());
            for (String name : List.of("nodeA", "nodeB", "nodeC", "client", "trigger")) folder.issue(name, List.of());
        }
        for (int i = 0; i < 3; i++) for (int to = 0; to < 3; to++) if (i != to) gates.put(new Way(i, to), new Gate());
        for (int i = 0; i < 3; i++) {
            int me = i;
            var peers = gates.entrySet().stream().filter(gate -> gate.getKey().from() == me).map(gate -> gate.getValue().address()).toList();
            EdgeNode node = EdgeNode.start(NodeSettings.inMemory(NAMES.get(i), peers), new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named("instant")), new RealPacer()),
                    EventSink.NONE, new SplittableRandom(i));
            nodes.add(node);
            gates.forEach((way, gate) -> {
                if (way.to() == me) gate.target(node.replicaPort());
            });
            ports.add(nodes.get(i).serveFred(new FredSettings(0, Optional.empty(), certificates.map(folder -> FredChannels.tls(folder, NAMES.get(me))))));
        }
    }

    /** The links of 0 to the others are cut. */
    void cut() {
        gates.forEach((way, gate) -> {
            if (way.from() == 0 || way.to() == 0) gate.shut();
        });
    }

    void heal() {
        gates.values().forEach(Gate::open);
    }

    @Override
    public String kind() {
        return certificates.isPresent() ? "embedded, mTLS" : "embedded";
    }

    @Override
    public String node(int index) {
        return NAMES.get(index);
    }

    @Override
    public ClientGrpc.ClientBlockingStub at(int index) {
        return at(index, "client");
    }

    @Override
    public ClientGrpc.ClientBlockingStub at(int index, String user) {
        return channels.stub("127.0.0.1:" + ports.get(index), user);
    }

    @Override
    public String user() {
        return hasUsers() ? "client" : FredServer.LOCAL_USER;
    }

    @Override
    public Optional<FredTls> tls(String user) {
        return certificates.map(folder -> FredChannels.tls(folder, user));
    }

    @Override
    public String address(int index) {
        return "127.0.0.1:" + ports.get(index);
    }

    @Override
    public boolean hasUsers() {
        return certificates.isPresent();
    }

    @Override
    public void close() {
        channels.close();
        nodes.forEach(EdgeNode::close);
        gates.values().forEach(gate -> {
            try {
                gate.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
