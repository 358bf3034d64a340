package discedge.lab.client;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two fake nodes, {@code near} and {@code far}, and clients that are at the near one. */
abstract class ClientTestBase {
    static final RetryPolicy QUICK =
            new RetryPolicy(6, Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMillis(5), 2, Duration.ofSeconds(20));

    final List<NodeEvent> events = Collections.synchronizedList(new ArrayList<>());
    final List<RoamingClient> clients = new ArrayList<>();
    FakeNode near;
    FakeNode far;
    Nodes nodes;

    @BeforeEach
    void start() throws IOException {
        near = new FakeNode("near");
        far = new FakeNode("far");
        nodes = new Nodes(near.at(0, 1), far.at(0, 10));
    }

    @AfterEach
    void stop() {
        clients.forEach(RoamingClient::close);
        near.close();
        far.close();
    }

    static ClientSettings settings() {
        return ClientSettings.of("phone").withHttp2(false).withRetries(QUICK);
    }

    RoamingClient client(ClientSettings settings) {
        var client = new RoamingClient(settings, nodes, Position.ORIGIN, new SplittableRandom(1), events::add, InstantSource.system());
        clients.add(client);
        return client;
    }

    RoamingClient client() {
        return client(settings());
    }

    <E extends ClientEvent> Stream<E> events(Class<E> kind) {
        return List.copyOf(events).stream().filter(kind::isInstance).map(kind::cast);
    }

    List<String> roams() {
        return events(ClientEvent.Roamed.class).map(roamed -> roamed.from() + ">" + roamed.node() + " " + roamed.why()).toList();
    }

    List<Integer> attempts(FakeNode node) {
        return node.requests.stream().map(request -> request.path("attempt").asInt(1)).toList();
    }
}
