package discedge.lab.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.event.EventSink;
import discedge.lab.link.Direction;
import discedge.lab.link.Link;
import discedge.lab.link.LinkCounts;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RequestBytesTest {
    private static final String PROMPT = "You mentioned sensors. What are the most common types for obstacle avoidance?";

    /** HTTP/2 with header compression: what a turn costs on the link is its text and little more, and stays so. */
    @Test
    void aLaterRequestIsLittleMoreThanItsBody() throws Exception {
        List<Integer> bodies = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        WebServer server = server(bodies);
        try (Link link = new Link("phone", "near", new SplittableRandom(1))) {
            var relay = link.relay(Direction.FORWARD, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            var nodes = new Nodes(new Place("near", relay.address(), Position.ORIGIN));
            try (var client = new RoamingClient(ClientSettings.of("phone"), nodes, Position.ORIGIN, new SplittableRandom(1), EventSink.NONE, InstantSource.system())) {
                for (int turn = 1; turn <= 9; turn++) {
                    LinkCounts before = link.counts();
                    client.ask(PROMPT);
                    bytes.add(link.counts().since(before).forward());
                }
                assertEquals(1, link.counts().connections(), "the connection is kept");
            }
        } finally {
            server.stop();
        }
        for (int turn = 2; turn <= 9; turn++) {
            long over = bytes.get(turn - 1) - bodies.get(turn - 1);
            assertTrue(over <= 60, "turn " + turn + ": " + bytes + " bytes for bodies of " + bodies);
            assertTrue(bytes.get(turn - 1) <= 250, "turn " + turn + ": " + bytes);
        }
    }

    /** Held, or its level would be forgotten. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private static WebServer server(List<Integer> bodies) {
        HELIDON.setLevel(Level.WARNING);
        return WebServer.builder().host(InetAddress.getLoopbackAddress().getHostAddress()).port(0).routing(routing -> routing.post("/completion", (request, response) -> {
            byte[] body = request.content().as(byte[].class);
            bodies.add(body.length);
            JsonNode json = FakeNode.JSON.readTree(body);
            int turn = json.path("turn").asInt();
            response.send(FakeNode.JSON.createObjectNode().put("content", "x").put("turn", turn).put("hash", FakeNode.hash(turn).toString()).toString());
        })).build().start();
    }
}
