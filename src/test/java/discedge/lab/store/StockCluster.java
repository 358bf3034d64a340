package discedge.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.lab.LabWatch;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.node.EdgeNode;
import discedge.node.FredStoreSettings;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import discedge.session.SessionId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** FReD itself without a lab's links, an edge node beside each FReD node, and what can happen to FReD's processes. */
final class StockCluster implements AutoCloseable {
    static final List<String> NAMES = List.of("A", "B", "C");

    final LabWatch events = new LabWatch();
    private final LabStores.Fred fred;
    private final Map<String, EdgeNode> edges = new LinkedHashMap<>();
    private final List<Process> started = new ArrayList<>();

    StockCluster(Path bin) throws Exception {
        fred = StockFred.of(bin).direct(NAMES);
        try {
            for (String name : NAMES) edges.put(name, edge(name, fred.of(name), events));
            for (String name : NAMES) LabWatch.until(name + " has FReD", () -> edge(name).storeTrouble().isEmpty());
            // Each sees the others' FReD before anything is done to it.
            for (String name : NAMES) LabWatch.until(name + " is linked", () -> edge(name).node().peers().stream().filter(peer -> peer.linked()).count() == 2);
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private static EdgeNode edge(String name, FredStoreSettings store, EventSink events) throws IOException {
        return EdgeNode.start(NodeSettings.inMemory(name, List.of()).withFred(store),
                new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT), new RealPacer()), events, new SplittableRandom(name.hashCode()));
    }

    EdgeNode edge(String name) {
        return edges.get(name);
    }

    // ---- what happens to FReD

    private static ProcessHandle process(String program, String argument) {
        return ProcessHandle.current().descendants().filter(one -> one.info().command().filter(path -> path.endsWith("/" + program)).isPresent())
                .filter(one -> one.info().arguments().filter(all -> Arrays.asList(all).contains(argument)).isPresent()).findFirst()
                .orElseThrow(() -> new AssertionError("no " + program + " " + argument + " runs"));
    }

    private static ProcessHandle frednode(String name) {
        return process("frednode", "--nodeID=" + name);
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    void killEtcd() throws Exception {
        kill(process("etcd", "--name=s-1"));
    }

    /** Kills a FReD node. @return starts it again, without what it had in memory */
    Restart killFred(String name) throws Exception {
        ProcessHandle process = frednode(name);
        var command = new ArrayList<String>();
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        kill(process);
        return () -> started.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    interface Restart {
        void now() throws IOException;
    }

    /**
     * Another edge node beside a FReD node that is killed at once: nobody takes its trigger back.
     *
     * @param told where FReD was told to find it; empty = where nobody listens any more
     */
    void leaveDeadTrigger(String beside, Optional<String> told) throws Exception {
        FredStoreSettings its = fred.of(beside);
        EdgeNode dies = edge("guest", new FredStoreSettings(its.address(), its.tls(), its.triggerListen(), told, its.node(), its.users(), its.peers()), EventSink.NONE);
        LabWatch.until("it has FReD", () -> dies.storeTrouble().isEmpty());
        dies.kill();
    }

    void freezeFred(String name) throws Exception {
        signal("-STOP", frednode(name));
    }

    void thawFred(String name) throws Exception {
        signal("-CONT", frednode(name));
    }

    private static void signal(String which, ProcessHandle to) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", which, Long.toString(to.pid())).start().waitFor());
    }

    // ---- what clients and operators do

    RoamingClient client(String name) {
        Place[] places = edges.values().stream().map(edge -> new Place(edge.id(), new InetSocketAddress("127.0.0.1", edge.httpPort()), Position.ORIGIN)).toArray(Place[]::new);
        var settings = ClientSettings.of(name).withRetries(RetryPolicy.DEFAULT.withDeadline(Duration.ofSeconds(30)));
        return new RoamingClient(settings, new Nodes(places), Position.ORIGIN, new SplittableRandom(name.hashCode()), events, InstantSource.system());
    }

    /** @return how long the answer took */
    static Duration ask(RoamingClient client, String node) throws Exception {
        client.goTo(node);
        long began = System.nanoTime();
        client.ask("go on", AskOptions.DEFAULT.withMaxTokens(8), AnswerListener.NONE);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    int have(String node, SessionId session) {
        return edge(node).session(session).map(view -> view.log().size()).orElse(0);
    }

    void awaitTurns(SessionId session, int turns) {
        for (String name : NAMES) LabWatch.until(name + " has " + turns + " turns", () -> have(name, session) == turns);
    }

    /** What FReD's node itself holds of a session and did not delete. */
    List<KeptItem> items(String node, SessionId session) throws Exception {
        SessionItems.Answer answer = edge(node).fredItems(session).get(10, TimeUnit.SECONDS);
        assertTrue(answer.why().isEmpty(), () -> "FReD of " + node + " can be read: " + answer.why());
        return answer.items().stream().filter(item -> !item.deleted()).toList();
    }

    @Override
    public void close() {
        edges.values().forEach(edge -> edge.close(Duration.ofSeconds(2)));
        started.forEach(Process::destroyForcibly);
        fred.close();
    }
}
