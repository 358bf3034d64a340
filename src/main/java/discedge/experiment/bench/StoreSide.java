package discedge.experiment.bench;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.lab.store.LabStores;
import discedge.lab.store.StockFred;
import discedge.node.EdgeNode;
import discedge.node.FredSettings;
import discedge.node.FredStoreSettings;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import discedge.runtime.certs.CertificateFolder;
import discedge.runtime.fred.FredTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Three nodes that answer FReD's calls over mTLS and keep items in memory.
 *
 * @param names of the nodes in FReD
 * @param address of the first node's client interface
 */
record StoreSide(String kind, List<String> names, String address, FredTls tls, Runnable closing) implements AutoCloseable {
    private static final List<String> NODES = List.of("nodeA", "nodeB", "nodeC");

    /** Linked edge nodes of this process. */
    static StoreSide embedded() throws IOException {
        Path folder = Files.createTempDirectory("discedge-bench-");
        var nodes = new ArrayList<EdgeNode>();
        Runnable closing = () -> {
            nodes.forEach(EdgeNode::kill);
            remove(folder);
        };
        try {
            CertificateFolder certificates = CertificateFolder.open(folder, InstantSource.system().instant());
            for (String name : NODES) certificates.issue(name, List.of());
            certificates.issue("client", List.of());
            List<Integer> ports = List.of(free(), free(), free());
            int first = 0;
            for (int i = 0; i < NODES.size(); i++) {
                int me = ports.get(i);
                List<String> peers = ports.stream().filter(port -> port != me).map(port -> "127.0.0.1:" + port).toList();
                var base = NodeSettings.inMemory(NODES.get(i), peers);
                var own = new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), me, peers, base.data(), base.mode(), base.windowPolicy(), base.limits());
                nodes.add(EdgeNode.start(own, new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT), new RealPacer()), EventSink.NONE, new SplittableRandom(i)));
                int port = nodes.getLast().serveFred(new FredSettings(0, Optional.empty(), Optional.of(tls(folder, NODES.get(i)))));
                if (i == 0) first = port;
            }
            return new StoreSide("embedded", NODES, "127.0.0.1:" + first, tls(folder, "client"), closing);
        } catch (IOException | RuntimeException e) {
            closing.run();
            throw e;
        }
    }

    /** FReD itself, which answers before its peers have an item, as the embedded replica does. */
    static StoreSide stock(StockFred fred) throws IOException {
        LabStores.Fred cluster = fred.with("--peer-async-replication").direct(NODES);
        FredStoreSettings first = cluster.of(NODES.getFirst());
        return new StoreSide("FReD", NODES, first.address(), first.tls().orElseThrow(), cluster::close);
    }

    private static FredTls tls(Path folder, String name) {
        return new FredTls(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), folder.resolve("ca.crt"));
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger("discedge").log(System.Logger.Level.WARNING, folder + " could not be removed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
