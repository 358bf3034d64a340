package discedge.lab.store;

import discedge.node.FredStoreSettings;
import discedge.runtime.certs.CertificateFolder;
import discedge.runtime.fred.FredTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A FReD cluster of processes on this machine. */
final class FredProcesses implements LabStores.Fred {
    private static final Duration UP = Duration.ofSeconds(20);
    private static final String CLIENT = "client";

    /** @param name in FReD: letters and digits */
    private record Member(String name, int clientPort, int peerPort, Optional<PeerGate> gate) {
        /** What it tells the others. */
        int advertised() {
            return gate.map(PeerGate::port).orElse(peerPort);
        }

        String clientHost() {
            return "127.0.0.1:" + clientPort;
        }
    }

    private final Path folder;
    private final List<Guarded> processes = new ArrayList<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<Long, String> nodesByPid = new TreeMap<>();
    private final Map<String, Map<String, String>> clientWays = new HashMap<>();

    private FredProcesses(Path folder) {
        this.folder = folder;
    }

    /** @param ways between them; empty = directly */
    static FredProcesses start(Path frednode, Path etcd, List<String> flags, List<String> nodes, Optional<LabStores.Ways> ways) throws IOException {
        var cluster = new FredProcesses(Files.createTempDirectory("discedge-fred-"));
        try {
            cluster.open(frednode, etcd, flags, nodes, ways);
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void open(Path frednode, Path etcd, List<String> flags, List<String> nodes, Optional<LabStores.Ways> ways) throws IOException {
        CertificateFolder certificates = CertificateFolder.open(folder, InstantSource.system().instant());
        certificates.issue("etcd", List.of());
        certificates.issue(CLIENT, List.of());
        int naming = free();
        begin("etcd", etcd(etcd, naming, free()), naming, folder.toString());
        for (String node : nodes) members.put(node, new Member(name(node), free(), free(), ways.isPresent() ? Optional.of(new PeerGate(node)) : Optional.empty()));
        for (String node : nodes) {
            Member member = members.get(node);
            certificates.issue(member.name(), List.of());
            if (ways.isPresent()) {
                Map<String, InetSocketAddress> from = ways(node, ways.get());
                member.gate().orElseThrow().route(port -> Dialler.of(port, member.advertised(), nodesByPid()).map(from::get));
            }
            Guarded started = begin("frednode " + member.name(), frednode(frednode, flags, member, naming), member.clientPort(), "");
            synchronized (nodesByPid) {
                nodesByPid.put(started.pid(), node);
            }
        }
    }

    private Map<Long, String> nodesByPid() {
        synchronized (nodesByPid) {
            return Map.copyOf(nodesByPid);
        }
    }

    /** Ways to a node's peer port, by who dials; and to the others' client ports from it. */
    private Map<String, InetSocketAddress> ways(String node, LabStores.Ways ways) throws IOException {
        var from = new HashMap<String, InetSocketAddress>();
        var clients = new HashMap<String, String>();
        for (Map.Entry<String, Member> other : members.entrySet()) {
            if (other.getKey().equals(node)) continue;
            from.put(other.getKey(), ways.way(other.getKey(), node, local(members.get(node).peerPort())).address());
            clients.put(other.getValue().clientHost(), "127.0.0.1:" + ways.way(node, other.getKey(), local(other.getValue().clientPort())).port());
        }
        clientWays.put(node, clients);
        return from;
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** FReD's names have no dashes; two that are one without them get a number. */
    private String name(String node) {
        String plain = node.replaceAll("[^a-zA-Z0-9]", "");
        String name = plain.isEmpty() ? "node" : plain;
        for (int i = 2; taken(name); i++) name = plain + i;
        return name;
    }

    private boolean taken(String name) {
        return List.of("etcd", CLIENT, "ca").contains(name.toLowerCase(java.util.Locale.ROOT)) || members.values().stream().anyMatch(member -> member.name().equals(name));
    }

    private Guarded begin(String name, List<String> command, int port, String removed) throws IOException {
        var process = new Guarded(name, folder.resolve(name.replace(' ', '-') + ".log"), removed, command);
        processes.add(process);
        long end = System.nanoTime() + UP.toNanos();
        while (!listens(port)) {
            if (!process.isAlive()) throw new IOException(name + " ended at once: " + process.tail());
            if (System.nanoTime() > end) throw new IOException(name + " does not listen on port " + port + " after " + UP.toSeconds() + " s: " + process.tail());
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + name + " was starting", e);
            }
        }
        return process;
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<String> etcd(Path etcd, int port, int peers) {
        String client = "https://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peers;
        return List.of(etcd.toString(), "--name=s-1", "--data-dir=" + folder.resolve("etcd-data"), "--listen-client-urls=" + client, "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer, "--initial-cluster=s-1=" + peer, "--initial-cluster-state=new",
                "--cert-file=" + folder.resolve("etcd.crt"), "--key-file=" + folder.resolve("etcd.key"), "--client-cert-auth", "--trusted-ca-file=" + folder.resolve("ca.crt"));
    }

    private List<String> frednode(Path frednode, List<String> more, Member member, int naming) {
        var flags = new ArrayList<>(List.of(frednode.toString(), "--nodeID=" + member.name(), "--nase-host=https://127.0.0.1:" + naming, "--nase-cached", "--adaptor=memory",
                "--host=" + member.clientHost(), "--advertise-host=" + member.clientHost(), "--peer-host=127.0.0.1:" + member.peerPort(),
                "--peer-advertise-host=127.0.0.1:" + member.advertised(), "--log-level=warn", "--handler=dev"));
        for (String part : List.of("", "peer-", "nase-", "trigger-")) {
            flags.add("--" + part + "cert=" + folder.resolve(member.name() + ".crt"));
            flags.add("--" + part + "key=" + folder.resolve(member.name() + ".key"));
            flags.add("--" + part + (part.isEmpty() ? "ca-file=" : "ca=") + folder.resolve("ca.crt"));
        }
        flags.addAll(more);
        return flags;
    }

    @Override
    public FredStoreSettings of(String node) {
        Member member = members.get(node);
        var tls = new FredTls(folder.resolve(CLIENT + ".crt"), folder.resolve(CLIENT + ".key"), folder.resolve("ca.crt"));
        return new FredStoreSettings(member.clientHost(), Optional.of(tls), "127.0.0.1:0", Optional.empty(), Optional.of(member.name()), List.of(), clientWays.getOrDefault(node, Map.of()));
    }

    @Override
    public void close() {
        for (Guarded process : processes.reversed()) process.close();
        members.values().forEach(member -> member.gate().ifPresent(PeerGate::close));
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (java.nio.file.NoSuchFileException e) {
            // The guard was quicker.
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("discedge").log(System.Logger.Level.WARNING, "FReD's folder " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
