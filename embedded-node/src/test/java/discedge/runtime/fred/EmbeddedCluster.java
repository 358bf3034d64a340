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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Three linked edge nodes that serve FReD's clients. */
final class EmbeddedCluster implements FredCluster {
    private static final List<String> NAMES = List.of("nodeA", "nodeB", "nodeC");

    private final Optional<Path> certificates;
    private final FredChannels channels;
    private final List<EdgeNode> nodes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** @param certificates a folder to make them in; empty = plain text */
    EmbeddedCluster(Optional<Path> certificates) throws IOException {
        this.certificates = certificates;
        this.channels = new FredChannels(certificates);
        if (certificates.isPresent()) {
            CertificateFolder folder = CertificateFolder.open(certificates.get(), Instant.now());
            for (String name : List.of("nodeA", "nodeB", "nodeC", "client", "trigger")) folder.issue(name, List.of());
        }
        List<Integer> replicas = List.of(free(), free(), free());
        for (int i = 0; i < 3; i++) {
            int me = i;
            var base = NodeSettings.inMemory(NAMES.get(i), replicas.stream().filter(port -> !port.equals(replicas.get(me))).map(port -> "127.0.0.1:" + port).toList());
            var settings = new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), replicas.get(i), base.peers(), base.data(), base.mode(), base.windowPolicy(), base.limits());
            nodes.add(EdgeNode.start(settings, new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named("instant")), new RealPacer()), EventSink.NONE, new SplittableRandom(i)));
            ports.add(nodes.get(i).serveFred(new FredSettings(0, Optional.empty(), certificates.map(folder -> FredChannels.tls(folder, NAMES.get(me))))));
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
    }
}
