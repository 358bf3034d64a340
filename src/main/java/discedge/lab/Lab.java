package discedge.lab;

import discedge.engine.LlmEngine;
import discedge.event.EventSink;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import discedge.lab.link.LinkCounts;
import discedge.lab.link.LinkRelay;
import discedge.lab.store.LabStores;
import discedge.node.EdgeNode;
import discedge.node.NodeSettings;
import discedge.runtime.Joining;
import discedge.runtime.NodeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Edge nodes in this process, linked up through links that can be slowed and cut. Every connection between nodes, and from
 * clients to nodes, passes a link, where its bytes are counted. Safe for many threads.
 */
public final class Lab implements AutoCloseable {
    private final LabSettings settings;
    private final EventSink events;
    private final Function<LabNode, LlmEngine> engines;
    private final NodeClock clock = new NodeClock();
    private final SplittableRandom random;
    private final Optional<Path> folder;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<NodeLink> links = new ArrayList<>();
    private final List<ClientLink> clientLinks = new ArrayList<>();
    private Optional<LabStores.Fred> fred = Optional.empty();
    private boolean closed;

    /** A node of the lab, up or down. */
    private final class Member {
        final LabNode wanted;
        final SplittableRandom random;
        /** Null while it is down. Read without a lock: starting a node takes a while, and nobody who only looks should wait for that. */
        volatile EdgeNode node;

        Member(LabNode wanted, SplittableRandom random) {
            this.wanted = wanted;
            this.random = random;
        }
    }

    /** The link between two nodes and the ports on it: {@code a} dials {@code toB}, and the other way round. */
    private record NodeLink(String a, String b, Link link, LinkRelay toB, LinkRelay toA) {}

    private record ClientLink(String client, String node, Link link, LinkRelay relay) {}

    /** Starts all nodes; they serve when this returns, and link up by themselves ({@link #awaitLinked}). */
    public static Lab start(LabSettings settings, EventSink events) throws IOException {
        return start(settings, events, LabEngines.SIMULATED);
    }

    public static Lab start(LabSettings settings, EventSink events, LabEngines engines) throws IOException {
        return start(settings, events, engines, LabStores.EMBEDDED);
    }

    public static Lab start(LabSettings settings, EventSink events, LabEngines engines, LabStores stores) throws IOException {
        return start(settings, events, node -> engines.open(node, settings), stores);
    }

    /** @param engines makes the engine of a node, also at each restart */
    public static Lab start(LabSettings settings, EventSink events, Function<LabNode, LlmEngine> engines) throws IOException {
        return start(settings, events, engines, LabStores.EMBEDDED);
    }

    /** @param stores where the nodes keep their records */
    public static Lab start(LabSettings settings, EventSink events, Function<LabNode, LlmEngine> engines, LabStores stores) throws IOException {
        var lab = new Lab(settings, events, engines);
        try {
            lab.open(stores);
            return lab;
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private Lab(LabSettings settings, EventSink events, Function<LabNode, LlmEngine> engines) throws IOException {
        this.settings = settings;
        this.events = events;
        this.engines = engines;
        this.random = new SplittableRandom(settings.seed());
        this.folder = settings.durable() ? Optional.of(newFolder()) : Optional.empty();
        for (LabNode node : settings.nodes())
            if (members.put(node.name(), new Member(node, random.split())) != null) throw new IllegalArgumentException("two nodes are called " + node.name());
    }

    private static Path newFolder() throws IOException {
        try {
            return Files.createTempDirectory("discedge-lab-");
        } catch (IOException e) {
            throw new IOException("no folder for the nodes' logs can be made in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage()
                    + "); make room there, or choose another place with -Djava.io.tmpdir=FOLDER", e);
        }
    }

    private void open(LabStores stores) throws IOException {
        for (LabSettings.Pair pair : settings.links()) {
            var link = new Link(member(pair.a()).wanted.name(), member(pair.b()).wanted.name(), random.split());
            // Nothing listens there yet: the targets are set as the nodes start.
            var nowhere = InetSocketAddress.createUnresolved("127.0.0.1", 1);
            links.add(new NodeLink(pair.a(), pair.b(), link, link.relay(Direction.FORWARD, nowhere), link.relay(Direction.BACKWARD, nowhere)));
        }
        fred = stores.open(names(), new LabStores.Ways() {
            @Override
            public boolean joined(String one, String other) {
                return links.stream().anyMatch(link -> joins(link, one, other));
            }

            @Override
            public LinkRelay way(String from, String to, InetSocketAddress target) throws IOException {
                return link(from, to).relay(link(from, to).first().equals(from) ? Direction.FORWARD : Direction.BACKWARD, target);
            }
        });
        for (String name : members.keySet()) restart(name);
    }

    private static boolean joins(NodeLink link, String one, String other) {
        return link.a().equals(one) && link.b().equals(other) || link.a().equals(other) && link.b().equals(one);
    }

    // ---- nodes

    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** The running node; empty while it is down. */
    public Optional<EdgeNode> node(String name) {
        return Optional.ofNullable(member(name).node);
    }

    /** The nodes that run. */
    public Collection<EdgeNode> running() {
        return members.values().stream().map(m -> m.node).filter(Objects::nonNull).toList();
    }

    /** The node dies at once: nothing flushed, nothing sent. */
    public void kill(String name) {
        EdgeNode dying;
        synchronized (this) {
            dying = member(name).node;
            member(name).node = null;
        }
        if (dying != null) dying.kill();
    }

    /** Starts a node that is down, with what its log holds; one that runs is left alone, and in a lab that is closed none starts. */
    public synchronized void restart(String name) throws IOException {
        Member member = member(name);
        if (member.node != null || closed) return;
        var base = NodeSettings.inMemory(name, peerAddresses(name));
        var own = new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), 0, base.peers(), folder.map(f -> f.resolve(name)), base.mode(),
                base.windowPolicy(), base.limits(), settings.prewarm());
        member.node = start(fred.map(store -> own.withFred(store.of(name))).orElse(own), engines.apply(member.wanted), member.random.split());
        var replica = new InetSocketAddress("127.0.0.1", member.node.replicaPort());
        var http = new InetSocketAddress("127.0.0.1", member.node.httpPort());
        for (NodeLink link : links) {
            if (link.b().equals(name)) link.toB().target(replica);
            if (link.a().equals(name)) link.toA().target(replica);
        }
        for (ClientLink link : clientLinks) if (link.node().equals(name)) link.relay().target(http);
    }

    private EdgeNode start(NodeSettings own, LlmEngine engine, SplittableRandom seeded) throws IOException {
        try {
            return EdgeNode.start(own, engine, events, seeded);
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private List<String> peerAddresses(String name) {
        var addresses = new ArrayList<String>();
        for (NodeLink link : links) {
            if (link.a().equals(name)) addresses.add("127.0.0.1:" + link.toB().port());
            if (link.b().equals(name)) addresses.add("127.0.0.1:" + link.toA().port());
        }
        return addresses;
    }

    private Member member(String name) {
        Member member = members.get(name);
        if (member == null) throw new IllegalArgumentException("there is no node '" + name + "'; there are " + members.keySet());
        return member;
    }

    // ---- links

    /** The link between two nodes, whichever is named first. */
    public Link link(String one, String other) {
        for (NodeLink link : links) if (joins(link, one, other)) return link.link();
        throw new IllegalArgumentException("there is no link between " + one + " and " + other);
    }

    public List<Link> links() {
        return links.stream().map(NodeLink::link).toList();
    }

    /** The links from a node to other nodes. */
    public List<Link> linksOf(String node) {
        return links.stream().filter(link -> link.a().equals(node) || link.b().equals(node)).map(NodeLink::link).toList();
    }

    /** What all node-to-node links carried so far. */
    public LinkCounts nodeTraffic() {
        return links.stream().map(l -> l.link().counts()).reduce(LinkCounts.ZERO, LinkCounts::plus);
    }

    /** A client's own links to all nodes; its {@link Nodes} for a roaming client. */
    public synchronized Nodes connect(String client) throws IOException {
        var places = new Nodes();
        for (Member member : members.values()) {
            var link = new Link(client, member.wanted.name(), random.split());
            int port = member.node == null ? 1 : member.node.httpPort();
            var relay = link.relay(Direction.FORWARD, new InetSocketAddress("127.0.0.1", port));
            clientLinks.add(new ClientLink(client, member.wanted.name(), link, relay));
            places.put(new Place(member.wanted.name(), relay.address(), member.wanted.position()));
        }
        return places;
    }

    public synchronized Link clientLink(String client, String node) {
        return clientLinks.stream().filter(l -> l.client().equals(client) && l.node().equals(node)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("client " + client + " has no link to " + node)).link();
    }

    /** What a client's links carried so far: forward is from the client to the nodes. */
    public synchronized LinkCounts clientTraffic(String client) {
        return clientLinks.stream().filter(l -> l.client().equals(client)).map(l -> l.link().counts()).reduce(LinkCounts.ZERO, LinkCounts::plus);
    }

    // ---- waiting

    /** True when every running node is linked, both ways, with every other running one that it has a link to. */
    public boolean isLinked() {
        Collection<EdgeNode> all = running();
        Set<String> up = all.stream().map(EdgeNode::id).collect(Collectors.toSet());
        return all.stream().allMatch(node -> node.node().peers().stream().filter(p -> p.linked() && p.heard()).count() >= neighbours(node.id(), up));
    }

    private long neighbours(String node, Set<String> up) {
        return linksOf(node).stream().filter(link -> up.contains(link.first().equals(node) ? link.second() : link.first())).count();
    }

    public boolean awaitLinked(Duration atMost) throws InterruptedException {
        return await(this::isLinked, atMost);
    }

    /** True when all running nodes have the same sessions with the same heads. */
    public boolean isLevel() {
        return running().stream().map(node -> node.sessions().stream()
                .map(s -> s.session() + " " + s.head() + " " + s.deleted() + " " + s.bytes()).sorted().toList()).distinct().count() <= 1;
    }

    public boolean awaitLevel(Duration atMost) throws InterruptedException {
        return await(this::isLevel, atMost);
    }

    private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            Thread.sleep(2);
        }
        return true;
    }

    /** The lab's own time, for the events of faults and clients. */
    public NodeClock clock() {
        return clock;
    }

    /** Running turns may take {@link EdgeNode#DRAIN} to finish. */
    @Override
    public void close() {
        close(EdgeNode.DRAIN);
    }

    /** Ends all nodes, each with what it has to write and send; no node starts any more. @param drain how long running turns may take to finish */
    public void close(Duration drain) {
        List<EdgeNode> open;
        synchronized (this) {
            if (closed) return;
            closed = true;
            open = List.copyOf(running());
            members.values().forEach(m -> m.node = null);
        }
        open.stream().map(node -> Thread.ofPlatform().daemon().name("closing " + node.id()).start(() -> node.close(drain))).toList().forEach(Joining::untilEnded);
        fred.ifPresent(LabStores.Fred::close);
        links.forEach(l -> l.link().close());
        clientLinks.forEach(l -> l.link().close());
        folder.ifPresent(Lab::delete);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's folder " + folder + " could not be removed", e);
        }
    }
}
