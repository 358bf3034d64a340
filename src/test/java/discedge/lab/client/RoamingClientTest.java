package discedge.lab.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.Consistency;
import discedge.event.ClientEvent;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoamingClientTest extends ClientTestBase {
    @Test
    void aRequestCarriesOnlyWhatTheNodeWouldNotAssume() throws Exception {
        RoamingClient client = client();
        var expected = new SplittableRandom(1);
        assertEquals(SessionId.ofBits(expected.nextLong(), expected.nextLong()), client.session());
        client.ask("one");
        client.ask("two");
        String id = client.session().value();
        assertEquals("{\"session_id\":\"" + id + "\",\"turn\":1,\"user_id\":\"phone\",\"prompt\":\"one\"}", near.requests.get(0).toString());
        assertEquals("{\"session_id\":\"" + id + "\",\"turn\":2,\"prompt\":\"two\",\"after\":\"" + FakeNode.hash(1) + "\"}", near.requests.get(1).toString());
    }

    @Test
    void whatDiffersFromTheDefaultsIsSent() throws Exception {
        RoamingClient client = client(settings().withMode(ContextMode.RAW).withUser("ada").withSystem("Be brief."));
        AskOptions options = AskOptions.DEFAULT.withMaxTokens(7).withReturnTokens(true).withMaxWait(Duration.ofMillis(40)).with("seed", 5);
        client.ask("one", options, AnswerListener.NONE);
        client.ask("two");
        JsonNode first = near.requests.getFirst();
        assertEquals(List.of("session_id", "turn", "user_id", "prompt", "system", "mode", "n_predict", "return_tokens", "max_wait_ms", "seed"), names(first));
        assertEquals("raw", first.path("mode").asText());
        assertEquals(5, first.path("seed").asInt());
        assertEquals(List.of("session_id", "turn", "prompt", "after"), names(near.requests.get(1)), "what the session keeps is not sent again");
    }

    @Test
    void availableCarriesTheHashesOfTheLastEightTurnsNewestFirst() throws Exception {
        RoamingClient client = client(settings().withConsistency(Consistency.AVAILABLE));
        for (int turn = 1; turn <= 11; turn++) client.ask("prompt");
        List<String> after = new ArrayList<>();
        near.requests.getLast().path("after").forEach(hash -> after.add(hash.asText()));
        assertEquals(java.util.stream.IntStream.of(10, 9, 8, 7, 6, 5, 4, 3).mapToObj(turn -> FakeNode.hash(turn).toString()).toList(), after);
        assertEquals("available", near.requests.getLast().path("consistency").asText());
    }

    @Test
    void inClientSideModeTheClientCarriesTheWholeText() throws Exception {
        RoamingClient client = client(settings().withMode(ContextMode.CLIENT_SIDE).withSystem("Be brief."));
        client.ask("one");
        Reply reply = client.ask("two");
        assertEquals(Optional.empty(), reply.hash());
        JsonNode second = near.requests.get(1);
        assertEquals(List.of("session_id", "turn", "mode", "messages"), names(second));
        assertEquals("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"one\"},"
                + "{\"role\":\"assistant\",\"content\":\"answer 1\"},{\"role\":\"user\",\"content\":\"two\"}]", second.path("messages").toString());
    }

    @Test
    void aReplySaysWhatTheNodeSaidAndWhatTheClientMeasured() throws Exception {
        Reply reply = client().ask("one", AskOptions.STREAM.withReturnTokens(true), AnswerListener.NONE);
        assertEquals("near", reply.node());
        assertEquals("answer 1", reply.content());
        assertEquals(Optional.of(FakeNode.hash(1)), reply.hash());
        assertEquals(Optional.of(TokenSequence.of(11, 12)), reply.ids());
        assertEquals(TokenSequence.of(11, 12).digest(TokenSequence.EMPTY_DIGEST), reply.answerDigest());
        assertEquals(List.of(5, 6, 9, 2, 4), List.of(reply.contextTokens(), reply.newTokens(), reply.promptTokens(), reply.predictedTokens(), reply.cachedTokens()));
        assertEquals(Duration.ofNanos(1_500_000), reply.stages().waited());
        assertEquals(Duration.ofNanos(250_000), reply.stages().commit());
        assertTrue(reply.firstToken().compareTo(reply.total()) <= 0 && reply.firstToken().isPositive());
        assertTrue(reply.simulated());
        ClientEvent.Acknowledged acknowledged = events(ClientEvent.Acknowledged.class).findFirst().orElseThrow();
        assertEquals(reply.answerDigest(), acknowledged.answerDigest());
        assertEquals(reply.total(), acknowledged.total());
        assertEquals(0, client().ask("no ids").answerDigest());
    }

    @Test
    void aStreamedAnswerComesInPieces() throws Exception {
        List<String> pieces = new ArrayList<>();
        Reply reply = client().ask("one", AskOptions.STREAM, pieces::add);
        assertEquals(List.of("answer ", "1"), pieces);
        assertEquals("answer 1", reply.content());
        assertEquals(Optional.empty(), reply.ids());
        assertEquals(List.of("client.roamed", "client.sent", "client.first-token", "client.acknowledged"),
                events.stream().map(discedge.event.EventJson::typeName).toList());
    }

    @Test
    void aClientGoesToTheNearestNodeOrToTheOneItIsSentTo() throws Exception {
        RoamingClient client = client();
        client.ask("one");
        client.moveTo(new Position(0, 9));
        assertEquals("far", client.node());
        assertEquals("far", client.ask("two").node());
        assertEquals(FakeNode.hash(1).toString(), far.requests.getFirst().path("after").asText());
        client.goTo("near");
        client.goTo("near");
        assertEquals("near", client.ask("three").node());
        assertEquals(List.of(">near nearest", "near>far nearest", "far>near chosen"), roams());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> client.goTo("nowhere")).getMessage().contains("[far, near]"));
    }

    @Test
    void aNodeMayChangeItsAddress() throws Exception {
        RoamingClient client = client();
        client.ask("one");
        near.close();
        try (var restarted = new FakeNode("near")) {
            nodes.move("near", restarted.address());
            assertEquals(1, client.ask("two").attempts());
            assertEquals(1, restarted.requests.size());
        }
    }

    @Test
    void aNewSessionBeginsAtTurnOne() throws Exception {
        RoamingClient client = client();
        client.ask("one");
        SessionId before = client.session();
        client.newSession();
        client.ask("another");
        assertEquals(1, client.turn());
        assertTrue(!before.equals(client.session()));
        assertEquals(List.of("session_id", "turn", "user_id", "prompt"), names(near.requests.getLast()));
    }

    @Test
    void aDeletionIsToldAndARefusedOneIsNot() throws Exception {
        RoamingClient client = client();
        near.refuses(503, "delete_unconfirmed");
        TurnFailedException failure = assertThrows(TurnFailedException.class, client::delete);
        assertEquals("delete_unconfirmed", failure.code());
        assertEquals(0, events(ClientEvent.Deleted.class).count());
        client.delete();
        assertEquals("DELETE /sessions/" + client.session(), near.calls.getLast());
        assertEquals(1, events(ClientEvent.Deleted.class).count());
    }

    @Test
    void aRunningTurnCanBeStoppedFromItsListener() throws Exception {
        RoamingClient client = client();
        List<Boolean> stopped = new ArrayList<>();
        client.ask("one", AskOptions.STREAM, piece -> {
            if (stopped.isEmpty()) stopped.add(client.stop());
        });
        assertEquals(List.of(true), stopped);
        assertTrue(near.calls.contains("DELETE /sessions/" + client.session() + "/turns/1"));
        assertTrue(!client.stop(), "nothing runs now");
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

}
