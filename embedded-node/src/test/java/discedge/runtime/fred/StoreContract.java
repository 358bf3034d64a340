package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.api.NodeService.SessionView;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.node.EdgeNode;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the context manager may rely on, wherever its turn records are: in the nodes' own replicas, or in FReD, embedded or real. */
@Timeout(90)
abstract class StoreContract {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Where three edge nodes keep their records. */
    interface Stores extends AutoCloseable {
        /** A session that is past its idle time is kept for so long. */
        Duration GRACE = Duration.ofSeconds(1);

        /** Edge node 0, 1 or 2, also once more after it ended. */
        EdgeNode start(int index, EventSink events) throws IOException;

        /** Nothing passes between the stores of 0 and the others. False if that cannot be done here. */
        boolean cut();

        void heal();

        @Override
        void close() throws IOException;
    }

    private final SplittableRandom random = new SplittableRandom(System.nanoTime());
    private final SessionId session = SessionId.ofBits(random.nextLong(), random.nextLong());
    private final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    private final List<EdgeNode> nodes = new ArrayList<>();
    private Stores stores;
    private int idleSeconds;

    abstract Stores stores() throws IOException;

    @BeforeEach
    void start() throws IOException {
        stores = stores();
        for (int i = 0; i < 3; i++) nodes.add(stores.start(i, events::add));
        for (EdgeNode node : nodes) eventually("node " + node.id() + " can store", () -> node.storeTrouble().isEmpty());
        eventually("the nodes see each other", () -> nodes.stream().allMatch(node -> node.node().peers().stream().filter(peer -> peer.linked()).count() == 2));
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(EdgeNode::close);
        // None where the suite is skipped.
        if (stores != null) stores.close();
    }

    @Test
    void a_turn_written_at_one_node_is_the_context_of_the_next_at_another() throws Exception {
        Got first = answered(complete(0, 1, "", "One"));
        Got second = answered(complete(1, 2, first.hash(), "Two"));
        Got third = answered(complete(2, 3, second.hash(), "Three"));
        assertEquals(second.body().path("context_tokens").asInt() + second.body().path("new_tokens").asInt(), third.body().path("context_tokens").asInt());
        level(3);
    }

    @Test
    void what_is_written_is_told_to_the_others_without_asking() throws Exception {
        answered(complete(0, 1, "", "One"));
        for (String node : List.of(nodes.get(1).id(), nodes.get(2).id()))
            eventually("node " + node + " was told", () -> events.stream().anyMatch(event -> event instanceof ReplicaEvent.Arrived seen && seen.node().equals(node) && seen.key().startsWith(session.value() + "t000001")));
        ReplicaEvent.Arrived seen = events.stream().filter(ReplicaEvent.Arrived.class::isInstance).map(ReplicaEvent.Arrived.class::cast).findFirst().orElseThrow();
        assertEquals(nodes.getFirst().id(), seen.origin());
        assertTrue(seen.bytes() > 0 && seen.written().isBefore(seen.at().plusSeconds(1)), seen.toString());
    }

    @Test
    void a_retry_is_answered_from_what_is_stored() throws Exception {
        Got first = answered(complete(0, 1, "", "One"));
        Got again = answered(complete(0, 1, "", "One"));
        assertEquals(first.hash(), again.hash());
        assertTrue(again.body().path("replayed").asBoolean(), again.body().toString());
    }

    @Test
    void a_node_that_starts_anew_has_what_was_stored() throws Exception {
        String after = "";
        for (int turn = 1; turn <= 5; turn++) after = answered(complete(0, turn, after, "Turn " + turn)).hash();
        level(5);
        nodes.get(2).kill();
        nodes.set(2, stores.start(2, events::add));
        eventually("all turns are there again", () -> have(2) == 5);
        answered(complete(2, 6, after, "Six"));
        level(6);
    }

    @Test
    void two_answers_to_one_turn_are_a_fork_everywhere_with_the_same_head() throws Exception {
        assumeTrue(stores.cut(), "the stores' links cannot be cut here");
        Got one = answered(complete(0, 1, "", "One"));
        Got other = answered(complete(1, 1, "", "Uno"));
        stores.heal();
        eventually("the fork is seen at every node", () -> nodes.stream().allMatch(node -> node.session(session).filter(view -> view.branches().size() == 1).isPresent()));
        level(1);
        assertTrue(List.of(one.hash(), other.hash()).contains(log(0).getLast().hash().toString()));
    }

    @Test
    void after_a_cut_all_nodes_have_the_same_without_a_new_write() throws Exception {
        Got first = answered(complete(0, 1, "", "One"));
        level(1);
        assumeTrue(stores.cut(), "the stores' links cannot be cut here");
        Got second = answered(complete(0, 2, first.hash(), "Two"));
        answered(complete(0, 3, second.hash(), "Three"));
        assertEquals(1, have(1), "nothing passes a cut");
        stores.heal();
        level(3);
    }

    @Test
    void a_deleted_session_is_gone_everywhere_and_stays_so() throws Exception {
        Got first = answered(complete(0, 1, "", "One"));
        answered(complete(1, 2, first.hash(), "Two"));
        level(2);
        assertEquals(Optional.empty(), nodes.get(1).delete(session));
        eventually("the tombstone is at every node", () -> nodes.stream().allMatch(node -> node.sessions(session.value(), 0, 1).sessions().stream().anyMatch(one -> one.deleted())));
        assertEquals("410", complete(2, 3, first.hash(), "Three").status() + "");
        nodes.get(0).kill();
        nodes.set(0, stores.start(0, events::add));
        eventually("a node that starts anew knows", () -> nodes.get(0).sessions(session.value(), 0, 1).sessions().stream().anyMatch(one -> one.deleted()));
        assertEquals("410", complete(0, 3, first.hash(), "Three").status() + "");
    }

    @Test
    void a_record_that_comes_late_does_not_bring_a_deleted_session_back() throws Exception {
        Got first = answered(complete(0, 1, "", "One"));
        level(1);
        assumeTrue(stores.cut(), "the stores' links cannot be cut here");
        answered(complete(0, 2, first.hash(), "Two"));
        assertEquals(Optional.empty(), nodes.get(1).delete(session));
        stores.heal();
        eventually("the tombstone is at every node", () -> nodes.stream().allMatch(node -> node.sessions(session.value(), 0, 1).sessions().stream().anyMatch(one -> one.deleted())));
        assertEquals("410", complete(1, 3, first.hash(), "Three").status() + "");
    }

    @Test
    void a_session_that_was_idle_for_too_long_is_removed_everywhere() throws Exception {
        idleSeconds = 1;
        Got first = answered(complete(0, 1, "", "One"));
        Got second = answered(complete(1, 2, first.hash(), "Two"));
        for (EdgeNode node : nodes)
            eventually("node " + node.id() + " has removed it", () -> events.stream().anyMatch(event -> event instanceof ReplicaEvent.Expired seen && seen.node().equals(node.id())));
        eventually("nothing is left of it", () -> nodes.stream().allMatch(node -> node.session(session).isEmpty()));
        for (int node = 0; node < 3; node += 2) {
            int at = node;
            eventually("it is known that it was here", () -> refusal(at, 3, second.hash()).equals("session_expired"));
        }
        assertEquals("session_expired", refusal(0, 1, ""), "its id is not used again");
        nodes.get(0).kill();
        nodes.set(0, stores.start(0, events::add));
        eventually("a node that starts anew can store", () -> nodes.get(0).storeTrouble().isEmpty());
        eventually("it has nothing of it", () -> nodes.get(0).session(session).isEmpty());
    }

    // ---- tools

    private void level(int turn) {
        eventually("all nodes have turn " + turn, () -> nodes.stream().allMatch(node -> node.session(session).filter(view -> view.log().size() == turn).isPresent()));
        for (int i = 1; i < 3; i++) assertEquals(log(0), log(i));
    }

    private List<TurnRecord> log(int node) {
        return nodes.get(node).session(session).map(SessionView::log).orElse(List.of());
    }

    private int have(int node) {
        return log(node).size();
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "never: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private record Got(int status, JsonNode body) {
        String hash() {
            return body.path("hash").asText();
        }
    }

    private static Got answered(Got got) {
        assertEquals(200, got.status(), got.body().toString());
        return got;
    }

    private String refusal(int node, int turn, String after) {
        try {
            return complete(node, turn, after, "Turn " + turn).body().path("code").asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Got complete(int node, int turn, String after, String prompt) throws Exception {
        var body = JSON.createObjectNode().put("session_id", session.value()).put("turn", turn).put("prompt", prompt).put("n_predict", 8).put("max_wait_ms", 10_000);
        if (!after.isEmpty()) body.put("after", after);
        else if (idleSeconds > 0) body.put("ttl_s", idleSeconds);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodes.get(node).httpPort() + "/completion")).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Got(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
