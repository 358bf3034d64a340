package discedge.lab;

import static org.junit.jupiter.api.Assertions.*;

import discedge.context.PrewarmPolicy;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.Standing;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.LifeEvent;
import discedge.event.PrewarmEvent;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.Reply;
import discedge.lab.client.RoamingClient;
import discedge.runtime.RealPacer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes between while a node evaluates a context ahead: its death, the session's end, its client. */
class LabPrewarmTest extends LabTestBase {
    /** The next node takes seconds for what a client wrote in one long turn. */
    private static final HardwareProfile SLOW = new HardwareProfile("slow", 200, 1_000, 0, Duration.ZERO, true, "for a test");
    private static final String LONG = "The robot drives to the dock and looks for its marker. ".repeat(60);

    private void start(boolean durable, HardwareProfile there) throws Exception {
        var nodes = List.of(new LabNode("A", Position.ORIGIN, HardwareProfile.INSTANT), new LabNode("B", new Position(10, 0), there));
        var settings = new LabSettings(nodes, 1, durable, LabSettings.DEFAULT_WINDOW).withPrewarm(PrewarmPolicy.ALL);
        lab = Lab.start(settings, watch, node -> new SimulatedEngine(SimulatedSettings.of(node.profile()), new RealPacer()));
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
    }

    private RoamingClient clientWithALongTurnAtA() throws Exception {
        RoamingClient client = client("phone");
        client.goTo("A");
        client.ask(LONG, SHORT, AnswerListener.NONE);
        watch.await(PrewarmEvent.Started.class, started -> started.node().equals("B"));
        return client;
    }

    @Test
    void the_node_is_killed_meanwhile_and_serves_when_it_is_back() throws Exception {
        start(true, SLOW);
        RoamingClient client = clientWithALongTurnAtA();
        lab.kill("B");
        lab.restart("B");
        watch.await(LifeEvent.Started.class, started -> watch.of(LifeEvent.Started.class).stream().filter(one -> one.node().equals("B")).count() == 2);
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE) && lab.awaitLevel(LabWatch.PATIENCE));
        client.goTo("B");
        assertEquals(2, client.ask("And then?", PATIENT, AnswerListener.NONE).turn());
        watch.assertAllHolds(lab);
    }

    @Test
    void the_session_is_deleted_meanwhile_and_the_cache_keeps_nothing_of_it() throws Exception {
        start(false, SLOW);
        RoamingClient client = clientWithALongTurnAtA();
        client.delete();
        PrewarmEvent.Ended ended = watch.await(PrewarmEvent.Ended.class, one -> one.node().equals("B"));
        assertEquals("superseded", ended.ending());
        LabWatch.until("B's cache holds nothing of the session", () -> cached("B", client).isEmpty());
        watch.assertAllHolds(lab);
    }

    @Test
    void its_own_client_comes_meanwhile_and_goes_on_from_what_is_warm() throws Exception {
        start(false, SLOW);
        RoamingClient client = clientWithALongTurnAtA();
        // A slot in use says what it may come to hold; a step of 64 ids takes 320 ms here.
        long steps = System.nanoTime() + Duration.ofMillis(900).toNanos();
        LabWatch.until("a step is done", () -> System.nanoTime() > steps);
        client.goTo("B");
        Reply reply = client.ask("And then?", PATIENT, AnswerListener.NONE);
        assertTrue(reply.cachedTokens() >= 64 && reply.cachedTokens() < reply.contextTokens(), reply.cachedTokens() + " of " + reply.contextTokens());
        assertEquals("superseded", watch.await(PrewarmEvent.Ended.class, one -> one.node().equals("B")).ending());
        PrewarmEvent.Used used = watch.await(PrewarmEvent.Used.class, one -> one.node().equals("B"));
        assertTrue(used.used() >= 64, used.toString());
        assertEquals(Standing.TURN, cached("B", client).orElseThrow().standing());
        watch.assertAllHolds(lab);
    }

    @Test
    void a_turn_finds_its_context_warm_and_the_table_says_who_holds_what() throws Exception {
        start(false, HardwareProfile.INSTANT);
        RoamingClient client = clientWithALongTurnAtA();
        watch.await(PrewarmEvent.Ended.class, one -> one.ending().equals("warm"));
        CachedSession row = lab.node("B").orElseThrow().node().cached().getFirst();
        assertEquals(client.session(), row.session());
        assertEquals(Standing.GUESS, row.standing());
        client.goTo("B");
        Reply reply = client.ask("And then?", PATIENT, AnswerListener.NONE);
        assertEquals(reply.contextTokens(), reply.cachedTokens(), "but for the new prompt all of it was there");
        LabWatch.until("A knows that the session went on", () -> cached("A", client).filter(one -> one.standing() == Standing.DEPARTED || one.standing() == Standing.GUESS).isPresent());
    }

    @Test
    void what_a_node_recovers_is_not_evaluated_ahead() throws Exception {
        start(true, HardwareProfile.INSTANT);
        clientWithALongTurnAtA();
        watch.await(PrewarmEvent.Ended.class, one -> one.ending().equals("warm"));
        lab.kill("B");
        lab.restart("B");
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE) && lab.awaitLevel(LabWatch.PATIENCE));
        assertEquals(1, watch.of(PrewarmEvent.Planned.class).size());
    }

    @Test
    void a_client_that_says_where_it_is_has_it_in_its_records() throws Exception {
        start(false, HardwareProfile.INSTANT);
        RoamingClient client = client(ClientSettings.of("phone").withSaysWhere(true), 5);
        client.moveTo(new Position(1.234, -2));
        client.ask("Where am I?", SHORT, AnswerListener.NONE);
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));
        var there = lab.node("B").orElseThrow().session(client.session()).orElseThrow().log().getFirst();
        assertEquals(Optional.of(discedge.session.Position.ofKm(1.23, -2)), there.position());
        watch.assertAllHolds(lab);
    }

    private Optional<CachedSession> cached(String node, RoamingClient client) {
        return lab.node(node).stream().flatMap(one -> one.engine().cached().stream()).filter(row -> row.session().equals(client.session())).findFirst();
    }
}
