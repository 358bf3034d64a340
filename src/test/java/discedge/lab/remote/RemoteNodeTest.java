package discedge.lab.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.client.RoamingClient;
import discedge.node.EdgeNode;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class RemoteNodeTest {
    private final LinkedBlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
    private final NodeApi api = new NodeApi();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
        api.close();
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private EdgeNode node(String id, int port) throws IOException {
        var base = NodeSettings.inMemory(id, List.of());
        var settings = new NodeSettings(id, base.httpHost(), port, base.replicaHost(), 0, List.of(), base.data(), base.mode(), base.windowPolicy(), base.limits());
        return opened(EdgeNode.start(settings, new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named("instant")), new RealPacer()), EventSink.NONE, new SplittableRandom(1)));
    }

    private static NodeAddress at(int port) {
        return NodeAddress.parse("127.0.0.1:" + port);
    }

    private RemoteNode watch(int port) throws RemoteException {
        return opened(RemoteNode.watch(at(port), api.facts(at(port)).node(), api, events::add, InstantSource.system()));
    }

    private <T extends NodeEvent> T await(Class<T> kind) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            NodeEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) throw new AssertionError("no " + kind.getSimpleName() + " came");
            if (kind.isInstance(event)) return kind.cast(event);
        }
    }

    private void ask(EdgeNode node, String prompt) throws Exception {
        var client = opened(new RoamingClient(ClientSettings.of("u1"), new Nodes(new Place(node.id(), new InetSocketAddress("127.0.0.1", node.httpPort()), new Position(0, 0))),
                new Position(0, 0), new SplittableRandom(prompt.hashCode()), EventSink.NONE, InstantSource.system()));
        client.ask(prompt);
    }

    @Test
    void a_node_says_who_it_is_and_its_events_follow_as_they_happen() throws Exception {
        EdgeNode a = node("A", 0);
        watch(a.httpPort());
        WatchEvent.Found found = await(WatchEvent.Found.class);
        assertEquals("A", found.node());
        assertEquals(a.engine().info().fingerprint().value(), found.fingerprint());
        await(WatchEvent.Beat.class);
        ask(a, "Hello");
        assertEquals(1, await(TurnEvent.Answered.class).turn());
    }

    @Test
    void what_the_node_held_before_is_listed() throws Exception {
        EdgeNode a = node("A", 0);
        ask(a, "Hello");
        watch(a.httpPort());
        WatchEvent.Listed listed = await(WatchEvent.Listed.class);
        assertEquals("u1", listed.user());
        assertEquals(1, listed.turn());
        assertTrue(listed.head().isPresent());
    }

    @Test
    void a_node_that_goes_away_is_asked_again_and_another_start_of_it_is_read_from_its_begin() throws Exception {
        EdgeNode first = node("A", 0);
        int port = first.httpPort();
        RemoteNode watched = watch(port);
        String epoch = await(WatchEvent.Found.class).epoch();
        ask(first, "Hello");
        await(TurnEvent.Answered.class);
        first.kill();
        WatchEvent.Lost lost = await(WatchEvent.Lost.class);
        assertEquals(Duration.ofSeconds(1), lost.retryIn());
        EdgeNode second = node("A", port);
        watched.retryNow();
        assertTrue(!epoch.equals(await(WatchEvent.Found.class).epoch()));
        await(LifeEvent.Started.class);
        ask(second, "Again");
        await(TurnEvent.Answered.class);
    }

    @Test
    void its_clock_is_known_to_half_a_round_trip() throws Exception {
        EdgeNode a = node("A", 0);
        watch(a.httpPort());
        WatchEvent.Beat clock = await(WatchEvent.Beat.class);
        assertTrue(clock.offset().abs().compareTo(clock.uncertainty()) <= 0, clock.toString());
    }

    @Test
    void another_node_at_the_address_is_not_taken_for_the_one_watched() throws Exception {
        EdgeNode a = node("A", 0);
        int port = a.httpPort();
        watch(port);
        await(WatchEvent.Found.class);
        a.close();
        node("B", port);
        WatchEvent.Lost lost = await(WatchEvent.Lost.class);
        while (!lost.why().contains("node B now")) lost = await(WatchEvent.Lost.class);
    }

    @Test
    void closing_ends_the_watch_with_a_last_word() throws Exception {
        EdgeNode a = node("A", 0);
        RemoteNode watched = watch(a.httpPort());
        await(WatchEvent.Found.class);
        watched.close();
        await(WatchEvent.Left.class);
    }

    // ---- what is no node

    private int server(int status, String type, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private String refused(int port) {
        return assertThrows(RemoteException.class, () -> api.facts(at(port))).getMessage();
    }

    @Test
    void what_is_no_node_is_told_so() throws Exception {
        assertTrue(refused(server(200, "text/html", "<html>hi</html>")).contains("is no DisCEdge node"));
        assertTrue(refused(server(200, "application/json", "{\"status\": \"ok\"}")).contains("is no DisCEdge node"));
        assertTrue(refused(server(404, "application/json", "{\"message\": \"no such page\"}")).contains("no such page"));
        String old = refused(server(200, "application/json", "{\"node\": \"A\", \"version\": \"0.0.9\", \"model\": \"m\", \"fingerprint\": \"f\"}"));
        assertTrue(old.contains("0.0.9") && old.contains("too old"), old);
    }

    @Test
    void a_port_that_nobody_listens_on_and_one_that_says_nothing_are_told_apart() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertTrue(refused(free).contains("does not take connections"), refused(free));
        var silent = opened(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        assertTrue(refused(silent.getLocalPort()).contains("says nothing"));
    }

    @Test
    void malformed_events_are_said_once_and_skipped() throws Exception {
        watch(scripted("id: e-1\ndata: {nonsense 1}\n\nid: e-2\ndata: {nonsense 2}\n\n" + event(3, "2026-01-01T00:00:00Z"), new ArrayList<>()));
        await(WatchEvent.Unreadable.class);
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), await(LifeEvent.Stopped.class).at());
        await(WatchEvent.Lost.class);
    }

    private static final String STOPPED = "\"type\":\"life.stopped\",\"node\":\"A\",\"at\":\"";
    private static final String LOG_OF_A = "\"node\":\"A\",\"epoch\":\"e\"";

    /** A node that says this each time that its events are asked for, and ends. @param asked what was asked for */
    private int scripted(String stream, List<String> asked) throws IOException {
        return scripted(LOG_OF_A, stream, true, asked);
    }

    /** A node that says it is A. @param log of whom its stream says it is @param ends whether its stream does; a node's does not */
    private int scripted(String log, String stream, boolean ends, List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            boolean events = exchange.getRequestURI().getPath().equals("/events");
            String facts = "{\"node\":\"A\",\"version\":\"9\",\"model\":\"m\",\"fingerprint\":\"f\",\"now\":\"" + Instant.now() + "\",\"events\":{\"epoch\":\"e\",\"first\":1,\"last\":3},\"sessions\":0,\"total\":0}";
            if (events) asked.add(exchange.getRequestURI().toString());
            byte[] bytes = (events ? "data: {\"type\":\"log\"," + log + ",\"first\":1,\"last\":3}\n\n" + stream : facts).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, events && !ends ? 0 : bytes.length);
            try {
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            } catch (IOException e) {
                // Whoever asked has heard enough.
            } finally {
                if (!events || ends) exchange.close();
            }
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static String event(long id, String at) {
        return "data: {\"id\":" + id + "," + STOPPED + at + "\"}\n\n";
    }

    @Test
    void an_event_that_lacks_its_node_is_said_by_what_is_missing_and_the_watch_goes_on() throws Exception {
        String stream = "data: {\"id\":4,\"type\":\"life.stopped\",\"at\":\"2026-01-01T00:00:00Z\"}\n\ndata: {\"id\":5,\"type\":\"turn.dreamt\"}\n\n" + event(6, "2026-01-01T00:00:00Z");
        watch(scripted(stream, new ArrayList<>()));
        assertEquals("life.stopped: node is missing", await(WatchEvent.Unreadable.class).why());
        assertEquals("the kind turn.dreamt is not known here", await(WatchEvent.Unreadable.class).why());
        await(LifeEvent.Stopped.class);
    }

    @Test
    void a_mistake_over_what_a_node_says_counts_as_losing_it_and_it_is_asked_again() throws Exception {
        int port = scripted(event(4, "2026-01-01T00:00:00Z"), new ArrayList<>());
        var watched = opened(RemoteNode.watch(at(port), "A", api, event -> {
            if (event instanceof LifeEvent) throw new IllegalStateException("a mistake");
            events.add(event);
        }, InstantSource.system()));
        String why = await(WatchEvent.Lost.class).why();
        assertTrue(why.contains("cannot deal with") && !why.contains("Exception"), why);
        watched.retryNow();
        await(WatchEvent.Found.class);
    }

    @Test
    void a_node_that_took_the_place_of_another_between_question_and_stream_is_not_listened_to() throws Exception {
        watch(scripted("\"node\":\"B\",\"epoch\":\"x\"", "", false, new ArrayList<>()));
        String why = await(WatchEvent.Lost.class).why();
        assertTrue(why.contains("is node B now"), why);
    }

    @Test
    void a_node_that_was_started_again_between_question_and_stream_is_asked_anew() throws Exception {
        watch(scripted("\"node\":\"A\",\"epoch\":\"x\"", "", false, new ArrayList<>()));
        String why = await(WatchEvent.Lost.class).why();
        assertTrue(why.contains("started again"), why);
    }

    @Test
    void a_stream_that_breaks_at_once_is_asked_for_less_and_less_often() throws Exception {
        for (String broken : List.of("", event(4, "2026-01-01T00:00:00Z") + "data: " + "x".repeat(2 << 20))) {
            events.clear();
            RemoteNode watched = watch(scripted(broken, new ArrayList<>()));
            for (int seconds : List.of(1, 2, 4, 8, 15)) {
                assertEquals(Duration.ofSeconds(seconds), await(WatchEvent.Lost.class).retryIn());
                watched.retryNow();
            }
            watched.close();
            await(WatchEvent.Left.class);
        }
    }

    @Test
    void a_stream_that_brought_an_event_is_asked_for_again_soon() throws Exception {
        RemoteNode watched = watch(scripted(event(4, "2026-01-01T00:00:00Z"), new ArrayList<>()));
        for (int i = 0; i < 3; i++) {
            assertEquals(Duration.ofSeconds(1), await(WatchEvent.Lost.class).retryIn());
            watched.retryNow();
        }
    }

    @Test
    void a_flood_of_what_cannot_be_read_costs_the_connection_and_is_not_asked_for_again() throws Exception {
        var flood = new StringBuilder();
        for (int id = 4; id < 9_000; id++) flood.append("data: {\"id\":").append(id).append(",\"type\":\"nonsense.").append(id).append("\"}\n\n");
        List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
        RemoteNode watched = watch(scripted(flood.toString(), asked));
        WatchEvent.Lost lost = await(WatchEvent.Lost.class);
        assertTrue(lost.why().contains("hardly anything"), lost.why());
        watched.retryNow();
        assertEquals(Duration.ofSeconds(2), await(WatchEvent.Lost.class).retryIn());
        assertEquals("/events?after=e-3", asked.get(0));
        assertTrue(Long.parseLong(asked.get(1).replaceFirst(".*-", "")) > 2_000, asked.toString());
    }

    @Test
    void an_event_that_is_yet_to_come_is_said_once() throws Exception {
        watch(scripted(event(4, "2099-01-01T00:00:00Z") + event(5, "2098-01-01T00:00:00Z") + event(6, "2026-01-01T00:00:00Z"), new ArrayList<>()));
        assertEquals("an event of 2099-01-01T00:00:00Z, which is yet to come", await(WatchEvent.Unreadable.class).why());
        for (int i = 0; i < 3; i++) await(LifeEvent.Stopped.class);
        await(WatchEvent.Lost.class);
        assertTrue(events.stream().noneMatch(event -> event instanceof WatchEvent.Unreadable), events.toString());
    }

    @Test
    void an_event_without_an_end_costs_only_the_connection() throws Exception {
        var lines = new EventLines(new okio.Buffer().writeUtf8("data: " + "x".repeat(2 << 20)));
        assertTrue(assertThrows(IOException.class, lines::next).getMessage().contains("without an end"));
    }

    @Test
    void addresses_are_read_as_people_write_them() {
        assertEquals("10.0.0.2:8080", NodeAddress.parse(" http://10.0.0.2:8080/ ").toString());
        assertEquals("edge-7:8080", NodeAddress.parse("edge-7").toString());
        assertEquals("edge-7:80", NodeAddress.parse("http://edge-7:80").toString());
        assertEquals("[::1]:9", NodeAddress.parse("[::1]:9").toString());
        for (String bad : List.of("", "https://x", "a b", "x:99999", "http://user@x"))
            assertThrows(IllegalArgumentException.class, () -> NodeAddress.parse(bad), bad);
    }
}
