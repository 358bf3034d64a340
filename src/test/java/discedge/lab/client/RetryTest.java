package discedge.lab.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.lab.link.Cut;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest extends ClientTestBase {
    @ParameterizedTest
    @CsvSource({"503,store_failed,2", "502,http_502,2", "409,replica_behind,1", "409,turn_running,1", "409,commit_conflict,1"})
    void aPassingFailureIsAskedAgainAsTheSameTurnAndOutranksTheFirstOnlyIfThatMayHaveBeenAnswered(int status, String code, int number) throws Exception {
        near.refuses(status, code);
        RoamingClient client = client();
        Reply reply = client.ask("one");
        assertEquals(2, reply.attempts());
        assertEquals(List.of(1, number), attempts(near));
        assertTrue(near.requests.stream().allMatch(request -> request.path("turn").asInt() == 1));
        assertEquals(1, client.turn());
        assertEquals(List.of(code + " " + status + " false"), failures());
        client.ask("two");
        assertTrue(!near.requests.getLast().has("attempt"), "attempts are counted for each turn");
    }

    @ParameterizedTest
    @CsvSource({"409,turn_taken", "409,forked", "410,session_deleted", "404,session_unknown", "409,model_mismatch", "400,prompt_too_long"})
    void whatAskingAgainCannotCureIsGivenUpAtOnce(int status, String code) throws Exception {
        RoamingClient client = client();
        client.ask("one");
        near.refuses(status, code);
        TurnFailedException failure = assertThrows(TurnFailedException.class, () -> client.ask("two"));
        assertEquals(List.of(2, status), List.of(failure.turn(), failure.status()));
        assertEquals(code, failure.code());
        assertEquals(7, failure.fields().get("expected_turn"));
        assertTrue(failure.getMessage().contains("said " + code));
        assertEquals(1, client.turn(), "the counter moves only on an answer");
        assertEquals(List.of(code + " " + status + " true"), failures());
        assertEquals(2, client.ask("two").attempts(), "the next ask for this turn is its second attempt");
        assertEquals(2, client.turn());
    }

    @Test
    void aReplicaThatStaysBehindEndsTheTurnAtTheDeadline() {
        for (int i = 0; i < 20_000; i++) near.refuses(409, "replica_behind");
        RoamingClient client = client(settings().withRetries(QUICK.withDeadline(Duration.ofSeconds(1))));
        TurnFailedException failure = assertThrows(TurnFailedException.class, () -> client.ask("one"));
        assertEquals("replica_behind", failure.code());
        assertTrue(near.requests.size() > QUICK.maxFailures(), "being behind is no failure of the node");
        assertEquals(0, far.requests.size(), "nor a reason to leave it");
    }

    @Test
    void aNodeThatKeepsFailingIsLeftForTheNextNearest() throws Exception {
        near.refuses(503, "engine_failed").refuses(503, "engine_failed");
        RoamingClient client = client();
        assertEquals("far", client.ask("one").node());
        assertEquals(List.of(1, 2), attempts(near));
        assertEquals(List.of(3), attempts(far));
        assertEquals(List.of(">near nearest", "near>far retry"), roams());
        assertEquals("far", client.ask("two").node(), "it stays until it moves");
    }

    @Test
    void aNodeThatIsStoppingIsLeftAtOnce() throws Exception {
        near.refuses(503, "node_stopping");
        assertEquals("far", client().ask("one").node());
        assertEquals(1, near.requests.size());
    }

    @Test
    void aClientThatMayNotMoveOnStaysAndGivesUp() {
        for (int i = 0; i < 10; i++) near.refuses(503, "engine_failed");
        RoamingClient client = client(settings().withRetries(QUICK.withMoveOnAfter(0)));
        assertThrows(TurnFailedException.class, () -> client.ask("one"));
        assertEquals(QUICK.maxFailures(), near.requests.size());
        assertEquals(0, far.requests.size());
    }

    @Test
    void whenAllNodesFailTheClientGoesRoundUntilItGivesUp() {
        for (int i = 0; i < 10; i++) {
            near.refuses(503, "engine_failed");
            far.refuses(503, "engine_failed");
        }
        RoamingClient client = client();
        assertThrows(TurnFailedException.class, () -> client.ask("one"));
        assertEquals(List.of(1, 2, 5, 6), attempts(near));
        assertEquals(List.of(3, 4), attempts(far));
    }

    @Test
    void anUnreachableNodeIsLeft() throws Exception {
        near.close();
        RoamingClient client = client();
        assertEquals("far", client.ask("one").node());
        assertEquals(List.of("unreachable 0 false", "unreachable 0 false"), failures());
        assertEquals(List.of(3), attempts(far));
    }

    @Test
    void aNodeBehindASilentCutTimesOutAndIsLeft() throws Exception {
        try (Link link = new Link("phone", "near", new SplittableRandom(1))) {
            nodes.move("near", link.relay(Direction.FORWARD, near.address()).address());
            link.cut(Cut.SILENT);
            RoamingClient client = client(settings().withRetries(QUICK.withSilence(Duration.ofMillis(150))));
            assertEquals("far", client.ask("one").node());
            assertEquals(List.of("timeout 0 false", "timeout 0 false"), failures());
        }
    }

    @Test
    void aConnectionThatBreaksInMidAnswerIsAskedAgainAndThePiecesAreVoid() throws Exception {
        var over = new CountDownLatch(1);
        near.next((exchange, _) -> {
            FakeNode.begin(exchange, "lost");
            await(over);
        });
        List<String> heard = new ArrayList<>();
        try (Link link = new Link("phone", "near", new SplittableRandom(1))) {
            nodes.move("near", link.relay(Direction.FORWARD, near.address()).address());
            Reply reply = client().ask("one", AskOptions.STREAM, new AnswerListener() {
                @Override
                public void piece(String text) {
                    heard.add(text);
                    if (!text.equals("lost")) return;
                    link.cut(Cut.CLEAN);
                    link.cut(Cut.NONE);
                }

                @Override
                public void restarted() {
                    heard.add("|");
                }
            });
            assertEquals("answer 1", reply.content());
            assertEquals(2, reply.attempts());
        } finally {
            over.countDown();
        }
        assertEquals(List.of("lost", "|", "answer ", "1"), heard);
        assertEquals(List.of("broken 0 false"), failures());
        assertEquals(List.of(1, 2), attempts(near));
    }

    @Test
    void aStreamThatEndsWithoutItsLastPieceIsBroken() throws Exception {
        near.next((exchange, _) -> {
            FakeNode.begin(exchange, "half");
            exchange.close();
        });
        assertEquals("answer 1", client().ask("one", AskOptions.STREAM, AnswerListener.NONE).content());
        assertEquals(List.of("broken 0 false"), failures());
    }

    @Test
    void anErrorInMidStreamCountsAsItsStatusWould() throws Exception {
        near.next((exchange, _) -> {
            FakeNode.begin(exchange, "half");
            FakeNode.event(exchange, FakeNode.JSON.createObjectNode().set("error", FakeNode.error("engine_failed")));
            exchange.close();
        });
        assertEquals("answer 1", client().ask("one", AskOptions.STREAM, AnswerListener.NONE).content());
        assertEquals(List.of("engine_failed 503 false"), failures());
    }

    @Test
    void anAnswerThatIsNoneIsRefused() {
        for (String nonsense : List.of("<html>", "[]", "{\"content\":\"x\"}", "{\"hash\":\"zz\"}", "{\"turn\":9,\"hash\":\"" + FakeNode.hash(9) + "\"}")) {
            near.next((exchange, _) -> FakeNode.send(exchange, 200, "application/json", nonsense));
            RoamingClient client = client();
            assertEquals("bad_answer", assertThrows(TurnFailedException.class, () -> client.ask("one"), nonsense).code());
            assertEquals(0, client.turn());
        }
    }

    @Test
    void aRunningTurnCanBeCancelledAndAskedForAgain() throws Exception {
        var asked = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        near.next((_, _) -> {
            asked.countDown();
            await(over);
        });
        RoamingClient client = client();
        var answer = asking(client);
        await(asked);
        client.cancel();
        assertEquals("cancelled", failure(answer).code());
        over.countDown();
        assertEquals(2, client.ask("one").attempts());
    }

    @Test
    void closingEndsAPauseAndATurnAtOnce() throws Exception {
        var refused = new CountDownLatch(1);
        near.next((exchange, _) -> {
            FakeNode.send(exchange, 409, "application/json", FakeNode.error("replica_behind").toString());
            refused.countDown();
        });
        Duration hour = Duration.ofHours(1);
        RoamingClient client = client(settings().withRetries(new RetryPolicy(2, hour, hour, hour, 0, hour.multipliedBy(3))));
        var answer = asking(client);
        await(refused);
        client.close();
        assertEquals("cancelled", failure(answer).code());
    }

    private static CompletableFuture<Reply> asking(RoamingClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.ask("one");
            } catch (TurnFailedException | InterruptedException e) {
                throw new CompletionException(e);
            }
        }, Thread::startVirtualThread);
    }

    private static TurnFailedException failure(CompletableFuture<Reply> answer) {
        var failed = assertThrows(java.util.concurrent.ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS));
        return (TurnFailedException) failed.getCause();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private List<String> failures() {
        return events(ClientEvent.Failed.class).map(failed -> failed.code() + " " + failed.status() + " " + failed.givesUp()).toList();
    }
}
