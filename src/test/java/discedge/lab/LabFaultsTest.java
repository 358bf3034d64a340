package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.event.TurnEvent;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Reply;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.lab.link.Cut;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that are cut and nodes that die. */
class LabFaultsTest extends LabTestBase {
    @ParameterizedTest
    @EnumSource(names = {"CLEAN", "SILENT"})
    void strongSaysThatItIsBehindWhileTheLinkIsCutAndAnswersWhenItHeals(Cut cut) throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        Reply second = secondTurnBehindACut(client, cut);
        var behind = assertThrows(TurnFailedException.class, () -> client.ask("Third", SHORT, AnswerListener.NONE));
        assertEquals("replica_behind", behind.code());
        assertEquals(1, ((Number) behind.fields().get("replica_turn")).intValue());
        assertTrue(behind.getMessage().length() > 20, behind.getMessage());
        lab.link("A", "B").cut(Cut.NONE);
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
        Reply third = client.ask("Third", PATIENT, AnswerListener.NONE);
        assertEquals(second.contextTokens() + second.newTokens(), third.contextTokens());
        assertFalse(third.stale());
        watch.assertAllHolds(lab);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLEAN", "SILENT"})
    void strongIsHeldAndServedAsSoonAsTheLinkHeals(Cut cut) throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        Reply second = secondTurnBehindACut(client, cut);
        var third = CompletableFuture.supplyAsync(() -> {
            try {
                return client.ask("Third", PATIENT, AnswerListener.NONE);
            } catch (TurnFailedException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        var waiting = watch.await(TurnEvent.Waiting.class, e -> e.turn() == 3);
        assertEquals(List.of(2), waiting.missing());
        lab.link("A", "B").cut(Cut.NONE);
        Reply reply = third.get(30, TimeUnit.SECONDS);
        assertEquals(1, reply.attempts(), "it was held, not refused");
        assertEquals(second.contextTokens() + second.newTokens(), reply.contextTokens());
        assertTrue(watch.await(TurnEvent.Waited.class, e -> e.turn() == 3).caughtUp());
        watch.assertAllHolds(lab);
    }

    @Test
    void availableAnswersFromWhatIsHereAndSaysWhatIsMissing() throws Exception {
        start("A", "B");
        RoamingClient client = client(ClientSettings.of("phone").withConsistency(Consistency.AVAILABLE).withRetries(RetryPolicy.NONE), 3);
        Reply second = secondTurnBehindACut(client, Cut.CLEAN);
        Reply third = client.ask("Third", SHORT, AnswerListener.NONE);
        assertTrue(third.stale());
        assertEquals(List.of(2), third.missing());
        assertEquals(second.contextTokens(), third.contextTokens(), "turn 1 and nothing of turn 2");
        lab.link("A", "B").cut(Cut.NONE);
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE) && lab.awaitLevel(LabWatch.PATIENCE));
        Reply fourth = client.ask("Fourth", PATIENT, AnswerListener.NONE);
        assertFalse(fourth.stale());
        assertEquals(second.contextTokens() + second.newTokens() + third.newTokens(), fourth.contextTokens(), "the gap is filled, nothing is lost");
        watch.assertAllHolds(lab);
    }

    /** Turn 1 is everywhere, turn 2 at A only; the client stands at B. */
    private Reply secondTurnBehindACut(RoamingClient client, Cut cut) throws Exception {
        client.goTo("A");
        client.ask("First", SHORT, AnswerListener.NONE);
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));
        lab.link("A", "B").cut(cut);
        Reply second = client.ask("Second", SHORT, AnswerListener.NONE);
        client.goTo("B");
        return second;
    }

    @Test
    void aLinkThatWasCutForManyTurnsCatchesUp() throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        client.goTo("A");
        lab.link("A", "B").cut(Cut.CLEAN);
        int context = 0;
        for (int turn = 1; turn <= 60; turn++) context += client.ask("Question " + turn, SHORT, AnswerListener.NONE).newTokens();
        assertTrue(lab.node("B").orElseThrow().sessions().isEmpty());
        lab.link("A", "B").cut(Cut.NONE);
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
        client.goTo("B");
        Reply reply = client.ask("Question 61", PATIENT, AnswerListener.NONE);
        assertEquals(context, reply.contextTokens());
        watch.assertAllHolds(lab);
    }

    @Test
    void aTurnWhoseNodeDiesIsAnsweredByAnotherAndNothingAcknowledgedIsLost() throws Exception {
        start("A", "B");
        RoamingClient client = client(ClientSettings.of("phone").withRetries(RetryPolicy.DEFAULT.withMoveOnAfter(1)), 3);
        client.goTo("A");
        client.ask("First", SHORT, AnswerListener.NONE);
        Reply second = client.ask("Second", SHORT, AnswerListener.NONE);
        assertTrue(lab.awaitLevel(LabWatch.PATIENCE));
        gate.close();
        var third = CompletableFuture.supplyAsync(() -> {
            try {
                return client.ask("Third", PATIENT.withStream(true), AnswerListener.NONE);
            } catch (TurnFailedException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        gate.awaitSomebody();
        lab.kill("A");
        gate.open();
        Reply reply = third.get(30, TimeUnit.SECONDS);
        assertEquals("B", reply.node());
        assertTrue(reply.attempts() > 1);
        assertEquals(second.contextTokens() + second.newTokens(), reply.contextTokens());
        lab.restart("A");
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
        client.goTo("A");
        assertEquals(reply.contextTokens() + reply.newTokens(), client.ask("Fourth", PATIENT, AnswerListener.NONE).contextTokens());
        watch.assertAllHolds(lab);
    }

    @Test
    void aTurnWhoseNodeDiesIsAnsweredByThatNodeWhenItIsBack() throws Exception {
        start("A");
        RoamingClient client = client("phone");
        client.goTo("A");
        Reply first = client.ask("First", SHORT, AnswerListener.NONE);
        gate.close();
        var lost = CompletableFuture.supplyAsync(() -> assertThrows(TurnFailedException.class, () -> client.ask("Second", SHORT.withStream(true), AnswerListener.NONE)));
        gate.awaitSomebody();
        lab.kill("A");
        gate.open();
        assertTrue(List.of("broken", "unreachable").contains(lost.get(20, TimeUnit.SECONDS).code()));
        lab.restart("A");
        Reply second = client.ask("Second", SHORT, AnswerListener.NONE);
        assertEquals(first.newTokens(), second.contextTokens());
        assertFalse(second.replayed(), "the dead node had not stored it");
        watch.assertAllHolds(lab);
    }

    @Test
    void durableNodesKeepTheirSessionsOverARestartOfAllAtOnce() throws Exception {
        start("A", "B", "C");
        RoamingClient client = client("phone");
        int context = 0;
        for (int turn = 1; turn <= 6; turn++) {
            client.goTo(lab.names().get(turn % 3));
            context += client.ask("Question " + turn, PATIENT, AnswerListener.NONE).newTokens();
        }
        for (String node : lab.names()) lab.kill(node);
        for (String node : lab.names()) lab.restart(node);
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
        client.goTo("B");
        assertEquals(context, client.ask("Question 7", PATIENT, AnswerListener.NONE).contextTokens());
        watch.assertAllHolds(lab);
    }

    @Test
    void aKilledNodeLeavesItsPortsFreeAndIsReachedAtItsOldAddressWhenItIsBack() throws Exception {
        start("A", "B");
        RoamingClient client = client("phone");
        client.goTo("A");
        client.ask("First", SHORT, AnswerListener.NONE);
        int http = lab.node("A").orElseThrow().httpPort();
        int replica = lab.node("A").orElseThrow().replicaPort();
        lab.kill("A");
        for (int port : new int[] {http, replica}) try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(socket.isBound(), "port " + port + " is free again");
        }
        assertEquals("unreachable", assertThrows(TurnFailedException.class, () -> client.ask("Second", SHORT, AnswerListener.NONE)).code());
        lab.restart("A");
        assertEquals(2, client.ask("Second", SHORT, AnswerListener.NONE).turn());
        watch.assertAllHolds(lab);
    }
}
