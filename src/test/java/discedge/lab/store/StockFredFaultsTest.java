package discedge.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.event.FredEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.store.KeptItem;
import discedge.lab.LabWatch;
import discedge.lab.client.RoamingClient;
import discedge.session.RecordKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FReD itself, whose programs are in {@code FRED_BIN} (docs/fred.md), fails under the edge nodes: gone, restarted, frozen. */
@Timeout(120)
class StockFredFaultsTest {
    private StockCluster cluster;

    @BeforeEach
    void start() throws Exception {
        String bin = System.getenv("FRED_BIN");
        assumeTrue(bin != null, "FRED_BIN is not set: real FReD's failures are not tried (docs/fred.md says how)");
        cluster = new StockCluster(Path.of(bin));
    }

    @AfterEach
    void end() {
        if (cluster != null) cluster.close();
    }

    /** Comparisons of a node with its own FReD node. */
    private long rounds(String node) {
        return cluster.events.of(FredEvent.Compared.class).stream().filter(seen -> seen.node().equals(node) && seen.member().equals(node) && seen.answered()).count();
    }

    @Test
    void turns_go_on_while_FReDs_naming_service_is_gone() throws Exception {
        try (RoamingClient client = cluster.client("u1"); RoamingClient other = cluster.client("u2")) {
            StockCluster.ask(client, "A");
            cluster.killEtcd();
            long before = rounds("A");
            StockCluster.ask(client, "B");
            StockCluster.ask(client, "C");
            // Its members and triggers are asked for each time.
            LabWatch.until("A has looked again, twice", () -> rounds("A") >= before + 2);
            StockCluster.ask(client, "A");
            cluster.awaitTurns(client.session(), 4);
            StockCluster.ask(other, "B");
            cluster.awaitTurns(other.session(), 1);
            for (String name : StockCluster.NAMES) assertEquals(Optional.empty(), cluster.edge(name).storeTrouble(), name);
        }
    }

    @Test
    void a_FReD_node_that_comes_back_without_its_memory_is_a_member_again_and_gets_what_it_missed_without_a_new_write() throws Exception {
        try (RoamingClient client = cluster.client("u1")) {
            StockCluster.ask(client, "B");
            cluster.awaitTurns(client.session(), 1);
            StockCluster.Restart restart = cluster.killFred("B");
            cluster.events.await(FredEvent.Trouble.class, seen -> seen.node().equals("B"));
            StockCluster.ask(client, "A");
            restart.now();
            LabWatch.until("B uses FReD again", () -> cluster.edge("B").storeTrouble().isEmpty());
            cluster.awaitTurns(client.session(), 2);
            assertEquals(2, cluster.items("B", client.session()).size(), "FReD's node itself has both");
            StockCluster.ask(client, "B");
            cluster.awaitTurns(client.session(), 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"frozen", "killed"})
    void a_deleted_session_stays_deleted_at_a_FReD_node_that_was_not_reached(String how) throws Exception {
        try (RoamingClient client = cluster.client("u1")) {
            StockCluster.ask(client, "C");
            StockCluster.ask(client, "A");
            cluster.awaitTurns(client.session(), 2);
            boolean frozen = how.equals("frozen");
            StockCluster.Restart restart = null;
            if (frozen) cluster.freezeFred("C");
            else restart = cluster.killFred("C");
            assertEquals(Optional.empty(), cluster.edge("A").delete(client.session()), "A and B hold the tombstone");
            if (frozen) cluster.thawFred("C");
            else restart.now();
            for (String name : StockCluster.NAMES) LabWatch.until(name + " knows it is deleted", () -> cluster.edge(name).sessions().stream().anyMatch(seen -> seen.deleted()));
            for (String name : StockCluster.NAMES) LabWatch.until("FReD of " + name + " has the tombstone and no turn", () -> onlyTombstone(name, client));
            long before = rounds("C");
            LabWatch.until("C has looked again, twice", () -> rounds("C") >= before + 2);
            for (String name : StockCluster.NAMES) {
                assertTrue(cluster.edge(name).sessions().getFirst().deleted(), name);
                assertTrue(onlyTombstone(name, client), () -> "nothing comes back at " + name);
            }
        }
    }

    private boolean onlyTombstone(String name, RoamingClient client) {
        try {
            return List.of(new RecordKey.Deleted(client.session()).text()).equals(cluster.items(name, client.session()).stream().map(KeptItem::key).toList());
        } catch (Exception e) {
            throw new AssertionError(e);
        } catch (AssertionError notRead) {
            return false;
        }
    }

    @Test
    void a_frozen_FReD_node_holds_up_no_session_at_the_others() throws Exception {
        var clients = new ArrayList<RoamingClient>();
        try {
            for (int i = 0; i < 6; i++) clients.add(cluster.client("u" + i));
            for (RoamingClient client : clients) StockCluster.ask(client, "A");
            cluster.freezeFred("B");
            for (String node : List.of("A", "C", "A")) {
                List<CompletableFuture<Duration>> asked = clients.stream().map(client -> CompletableFuture.supplyAsync(() -> timed(client, node), task -> Thread.ofVirtual().start(task))).toList();
                for (CompletableFuture<Duration> one : asked) {
                    Duration took = one.get(30, TimeUnit.SECONDS);
                    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "a turn at " + node + " took " + took);
                }
            }
            cluster.thawFred("B");
            for (RoamingClient client : clients) cluster.awaitTurns(client.session(), 4);
        } finally {
            clients.forEach(RoamingClient::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "says nothing"})
    void the_trigger_of_a_node_that_died_without_farewell_fails_no_turn_beside_it(String how) throws Exception {
        // Takes connections and says nothing, as a machine does that hangs.
        try (RoamingClient client = cluster.client("u1"); var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            StockCluster.ask(client, "B");
            cluster.leaveDeadTrigger("A", how.equals("refuses") ? Optional.empty() : Optional.of("127.0.0.1:" + silent.getLocalPort()));
            for (int turn = 2; turn <= 4; turn++) {
                Duration took = StockCluster.ask(client, "A");
                assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "a turn took " + took);
            }
            assertEquals(List.of(), cluster.events.of(ReplicaEvent.WriteFailed.class));
            cluster.awaitTurns(client.session(), 4);
            assertEquals(Optional.empty(), cluster.edge("A").delete(client.session()));
            // FReD itself waits for a silent one, some 20 s with each item that is erased.
            if (how.equals("refuses")) for (String name : StockCluster.NAMES) LabWatch.until("FReD of " + name + " has the tombstone and no turn", () -> onlyTombstone(name, client));
        }
    }

    private static Duration timed(RoamingClient client, String node) {
        try {
            return StockCluster.ask(client, node);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
