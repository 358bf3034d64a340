package discedge.lab.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.lab.link.Cut;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import discedge.lab.link.LinkCounts;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client on HTTP/2 without TLS, through a link, against the library that nodes use. */
class Http2Test {
    private static final String PROMPT = "You mentioned sensors. What are the most common types for obstacle avoidance?";
    /** Held, or its level would be forgotten. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<NodeEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private final Link link = new Link("phone", "near", new SplittableRandom(1));
    private WebServer server;
    private RoamingClient client;

    @BeforeEach
    void start() throws IOException {
        HELIDON.setLevel(Level.WARNING);
        server = WebServer.builder().host(InetAddress.getLoopbackAddress().getHostAddress()).port(0)
                .routing(routing -> routing.post("/completion", this::handle)).build().start();
        var relay = link.relay(Direction.FORWARD, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        var settings = ClientSettings.of("phone").withRetries(ClientTestBase.QUICK.withSilence(Duration.ofMillis(500)));
        var nodes = new Nodes(new Place("near", relay.address(), Position.ORIGIN));
        client = new RoamingClient(settings, nodes, Position.ORIGIN, new SplittableRandom(1), events::add, InstantSource.system());
    }

    @AfterEach
    void stop() {
        over.countDown();
        client.close();
        link.close();
        server.stop();
    }

    /** With header compression, what a turn costs on the link is its text and little more, and stays so. */
    @Test
    void aLaterRequestIsLittleMoreThanItsBody() throws Exception {
        List<Long> bytes = new ArrayList<>();
        for (int turn = 1; turn <= 9; turn++) {
            LinkCounts before = link.counts();
            client.ask(PROMPT);
            bytes.add(link.counts().since(before).forward());
        }
        assertEquals(1, link.counts().connections(), "the connection is kept");
        for (int turn = 2; turn <= 9; turn++) {
            long over = bytes.get(turn - 1) - bodies.get(turn - 1);
            assertTrue(over <= 60, "turn " + turn + ": " + bytes + " bytes for bodies of " + bodies);
        }
    }

    @Test
    void aConnectionThatBreaksInMidAnswerIsMadeAnewForTheNextAttempt() throws Exception {
        List<String> heard = new ArrayList<>();
        Reply reply = client.ask("hang", AskOptions.STREAM, piece -> {
            heard.add(piece);
            if (heard.size() > 1) return;
            link.cut(Cut.CLEAN);
            link.cut(Cut.NONE);
        });
        assertEquals(List.of("begun", "begun", " and ended"), heard);
        assertEquals("begun and ended", reply.content());
        assertEquals(List.of("broken"), failures());
        assertEquals(2, link.counts().connections());
    }

    @Test
    void aSilentCutInMidAnswerIsOutlived() throws Exception {
        Reply reply = client.ask("hang", AskOptions.STREAM, new AnswerListener() {
            @Override
            public void piece(String text) {
                if (requests.size() == 1) link.cut(Cut.SILENT);
            }

            @Override
            public void restarted() {
                link.cut(Cut.NONE);
            }
        });
        assertEquals("begun and ended", reply.content());
        assertEquals(List.of("timeout"), failures());
        client.ask("two");
        assertEquals(2, client.turn());
    }

    private List<String> failures() {
        return events.stream().filter(ClientEvent.Failed.class::isInstance).map(event -> ((ClientEvent.Failed) event).code()).toList();
    }

    private void handle(ServerRequest request, ServerResponse response) throws Exception {
        byte[] body = request.content().as(byte[].class);
        JsonNode json = FakeNode.JSON.readTree(body);
        requests.add(json);
        bodies.add(body.length);
        int turn = json.path("turn").asInt();
        ObjectNode answer = FakeNode.JSON.createObjectNode().put("turn", turn).put("hash", FakeNode.hash(turn).toString());
        if (!json.path("stream").asBoolean()) {
            response.send(answer.put("content", "x").toString());
            return;
        }
        response.header("Content-Type", "text/event-stream");
        try (OutputStream out = response.outputStream()) {
            event(out, FakeNode.JSON.createObjectNode().put("content", "begun").put("stop", false));
            if (json.path("attempt").asInt(1) == 1) over.await(20, TimeUnit.SECONDS);
            event(out, answer.put("content", " and ended").put("stop", true));
        }
    }

    private static void event(OutputStream out, JsonNode json) throws IOException {
        out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
