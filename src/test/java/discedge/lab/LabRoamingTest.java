package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Reply;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.lab.link.Cut;
import discedge.lab.link.LinkCounts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that roam, write at once, hang up and delete, over nodes that all live. */
class LabRoamingTest extends LabTestBase {
    @Test
    void aContextFollowsItsClientOverThreeNodes() throws Exception {
        start("A", "B", "C");
        RoamingClient client = client("phone");
        int context = 0;
        for (int turn = 1; turn <= 7; turn++) {
            String node = lab.names().get(turn % 3);
            client.goTo(node);
            Reply reply = client.ask("Question " + turn, PATIENT, AnswerListener.NONE);
            assertEquals(node, reply.node());
            assertEquals(context, reply.contextTokens(), "all turns before turn " + turn + " are in its context");
            assertFalse(reply.stale());
            context += reply.newTokens();
        }
        watch.assertAllHolds(lab);
        assertEquals(1, lab.running().stream().map(n -> n.session(client.session()).orElseThrow().log()).distinct().count(), "one log everywhere");
    }

    @Test
    void bytesAreCountedAtTheLinksAndTheRequestStaysFlat() throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        client.goTo("A");
        client.ask("Question 1", SHORT, AnswerListener.NONE);
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));
        LinkCounts nodesBefore = lab.nodeTraffic();
        LinkCounts clientBefore = lab.clientTraffic("phone");
        client.ask("Question 2", SHORT, AnswerListener.NONE);
        long second = lab.clientTraffic("phone").since(clientBefore).forward();
        for (int turn = 3; turn <= 12; turn++) client.ask("Question 3", SHORT, AnswerListener.NONE);
        clientBefore = lab.clientTraffic("phone");
        client.ask("Question 4", SHORT, AnswerListener.NONE);
        long thirteenth = lab.clientTraffic("phone").since(clientBefore).forward();
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));
        long records = watch.of(TurnEvent.Committed.class).stream().filter(c -> c.turn() > 1).mapToLong(TurnEvent.Committed::bytes).sum();
        long synced = lab.nodeTraffic().since(nodesBefore).bytes();
        assertTrue(synced > records, synced + " bytes between the nodes carry " + records + " bytes of records");
        assertTrue(second > 50 && Math.abs(thirteenth - second) <= 40, "turn 2 took " + second + " bytes, turn 13 " + thirteenth);
        watch.assertAllHolds(lab);
    }

    @Test
    void aClientThatHangsUpFindsItsWholeAnswerWhenItComesBack() throws Exception {
        Reply back = hangUpAndComeBack("finish");
        assertEquals(12, back.predictedTokens(), "the node finished the turn");
    }

    @Test
    void aClientThatCancelsByHangingUpFindsWhatThereWas() throws Exception {
        Reply back = hangUpAndComeBack("cancel");
        assertEquals("cancelled", back.stop());
        // The engine may sample one more id while the hang-up is on its way to it.
        assertTrue(back.predictedTokens() >= GatedEngine.BEFORE && back.predictedTokens() < 12, "the node kept what there was: " + back.predictedTokens());
    }

    private Reply hangUpAndComeBack(String onDisconnect) throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        client.goTo("A");
        client.ask("Before", SHORT, AnswerListener.NONE);
        gate.close();
        var options = SHORT.withStream(true).with("on_disconnect", onDisconnect);
        var failed = CompletableFuture.supplyAsync(() -> assertThrows(TurnFailedException.class, () -> client.ask("Cut short", options, AnswerListener.NONE)));
        gate.awaitSomebody();
        client.cancel();
        assertEquals("cancelled", failed.get(20, TimeUnit.SECONDS).code());
        watch.await(TurnEvent.ClientGone.class, e -> e.turn() == 2);
        gate.open();
        watch.await(TurnEvent.Committed.class, e -> e.turn() == 2);
        Reply back = client.ask("Cut short", options, AnswerListener.NONE);
        assertTrue(back.replayed(), "nothing is generated twice");
        assertEquals(2, back.turn());
        client.goTo("B");
        assertEquals(back.contextTokens() + back.newTokens(), client.ask("After", PATIENT, AnswerListener.NONE).contextTokens());
        watch.assertAllHolds(lab);
        return back;
    }

    @Test
    void twoClientsOnOneSessionForkAndNeitherIsLost() throws Exception {
        start("A", "B");
        RoamingClient one = client(ClientSettings.of("one").withRetries(RetryPolicy.NONE), 7);
        RoamingClient other = client(ClientSettings.of("other").withRetries(RetryPolicy.NONE), 7);
        assertEquals(one.session(), other.session(), "equal seeds make equal ids");
        one.goTo("A");
        other.goTo("B");
        lab.link("A", "B").cut(Cut.CLEAN);
        one.ask("Written by one", SHORT, AnswerListener.NONE);
        Reply branch = other.ask("Written by the other", SHORT, AnswerListener.NONE);
        lab.link("A", "B").cut(Cut.NONE);
        for (String node : lab.names()) watch.await(ReplicaEvent.ForkSeen.class, e -> e.node().equals(node) && e.turn() == 1);
        Reply second = one.ask("One goes on", PATIENT, AnswerListener.NONE);
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));

        var refused = assertThrows(TurnFailedException.class, () -> other.ask("The other goes on", SHORT, AnswerListener.NONE));
        assertEquals("forked", refused.code());
        assertEquals(409, refused.status());
        assertTrue(refused.fields().toString().contains(branch.hash().orElseThrow().toString())
                && refused.fields().toString().contains(second.hash().orElseThrow().toString()), "both heads are named: " + refused.fields());
        String session = other.session().value();
        other.newSession();
        Reply forked = other.ask("The other goes on", SHORT.with("fork_from", Map.of("session_id", session, "hash", branch.hash().orElseThrow().toString())), AnswerListener.NONE);
        assertEquals(1, forked.turn());
        assertTrue(forked.promptTokens() > branch.newTokens(), "the model is shown the branch, and then the new prompt");
        watch.assertAllHolds(lab);
        for (var node : lab.running()) assertEquals(List.of(branch.hash().orElseThrow()), node.session(one.session()).orElseThrow().branches().stream().map(r -> r.hash()).toList());
    }

    @Test
    void aSessionDeletedWhileItsClientRoamsStaysDeletedEverywhere() throws Exception {
        start("A", "B", "C");
        RoamingClient client = client("phone");
        RoamingClient helper = client(ClientSettings.of("helper").withRetries(RetryPolicy.NONE), "phone".hashCode());
        client.goTo("A");
        client.ask("To be forgotten", SHORT, AnswerListener.NONE);
        lab.link("A", "C").cut(Cut.CLEAN);
        lab.link("B", "C").cut(Cut.CLEAN);
        client.ask("This too", SHORT, AnswerListener.NONE);
        client.goTo("B");
        gate.close();
        var running = CompletableFuture.supplyAsync(() -> assertThrows(TurnFailedException.class, () -> client.ask("Under way", PATIENT, AnswerListener.NONE)));
        gate.awaitSomebody();
        helper.goTo("A");
        helper.delete();
        watch.await(ReplicaEvent.Deleted.class, e -> e.node().equals("B"));
        gate.open();
        assertEquals("session_deleted", running.get(20, TimeUnit.SECONDS).code(), "a tombstone beats the turn that runs");
        lab.link("A", "C").cut(Cut.NONE);
        lab.link("B", "C").cut(Cut.NONE);
        watch.await(ReplicaEvent.Deleted.class, e -> e.node().equals("C"));
        for (String node : lab.names()) {
            client.goTo(node);
            var gone = assertThrows(TurnFailedException.class, () -> client.ask("Anyone?", SHORT, AnswerListener.NONE));
            assertEquals(410, gone.status(), node);
            assertEquals("session_deleted", gone.code());
        }
        watch.assertAllHolds(lab);
    }
}
