package discedge.lab.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.node.yaml.InvalidFileException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

    private final HttpClient http = HttpClient.newHttpClient();
    private ServerSocket echo;
    private int port;
    private RelayStation station;
    private RelayControl control;

    @BeforeEach
    void start() throws Exception {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket socket = echo.accept();
                    Thread.startVirtualThread(() -> {
                        try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException e) {
                            // Cut: what the test is about.
                        }
                    });
                } catch (IOException e) {
                    return;
                }
            }
        });
        port = free();
        RelayPlan plan = RelayPlanReader.parse("""
                links:
                  - {from: A, to: B, listen: "127.0.0.1:%d", target: "127.0.0.1:%d", delay: 2ms}
                """.formatted(port, echo.getLocalPort()), "links.yaml");
        station = new RelayStation(plan, 1, InstantSource.system());
        control = new RelayControl(station, ANY, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        station.close();
        echo.close();
        http.close();
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private JsonNode call(int status, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path)).method(method, BodyPublishers.ofString(body)).build();
        var response = http.send(request, BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void bytes_pass_and_are_counted() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("hello".getBytes());
            assertEquals("hello", new String(socket.getInputStream().readNBytes(5)));
        }
        JsonNode link = call(200, "GET", "/links", "").path("links").path(0);
        assertEquals("A-B", link.path("name").asText());
        assertEquals(5, link.path("forward").path("bytes").asInt());
        assertEquals(2.0, link.path("forward").path("delay_ms").asDouble());
    }

    @Test
    void a_cut_resets_what_is_open_and_healing_lets_new_ones_through() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(1);
            assertEquals(1, socket.getInputStream().read());
            JsonNode cut = call(200, "POST", "/links/B-A", "{\"cut\": \"clean\", \"for_s\": 300}");
            assertTrue(cut.path("heals_in_ms").asLong() > 200_000, cut.toString());
            assertThrows(IOException.class, () -> {
                if (socket.getInputStream().read() < 0) throw new IOException("ended");
            });
        }
        assertEquals("none", call(200, "DELETE", "/links/A-B", "").path("forward").path("cut").asText());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(7);
            assertEquals(7, socket.getInputStream().read());
        }
    }

    @Test
    void a_change_heals_by_itself() throws Exception {
        call(200, "POST", "/links/A-B", "{\"delay_ms\": 80, \"for_s\": 0.05}");
        while (call(200, "GET", "/links", "").path("links").path(0).path("changed").asBoolean()) Thread.onSpinWait();
        assertEquals(2.0, call(200, "GET", "/links", "").path("links").path(0).path("forward").path("delay_ms").asDouble());
    }

    @Test
    void what_cannot_be_done_is_said_in_words() throws Exception {
        assertTrue(call(404, "POST", "/links/A-C", "{}").path("message").asText().contains("[A-B]"));
        assertTrue(call(400, "POST", "/links/A-B", "{\"speed\": 1}").path("message").asText().contains("unknown field 'speed'"));
        assertTrue(call(400, "POST", "/links/A-B", "{\"cut\": \"half\"}").path("message").asText().contains("silent"));
        assertTrue(call(400, "POST", "/links/A-B", "{\"delay_ms\": -1}").path("message").asText().contains("from 0"));
        assertTrue(call(400, "POST", "/links/A-B", "nonsense").path("message").asText().contains("no JSON"));
        call(405, "PUT", "/links", "");
        call(404, "GET", "/link", "");
    }

    @Test
    void a_file_is_refused_with_every_problem_by_its_line() {
        var refused = assertThrows(InvalidFileException.class, () -> RelayPlanReader.parse("""
                links:
                  - {from: A, to: A, listen: "127.0.0.1:1", target: "127.0.0.1:2"}
                  - {from: A, to: B, listen: "127.0.0.1:1", target: "nowhere"}
                  - {from: A, to: B, target: "127.0.0.1:2", speed: 3}
                """, "links.yaml"));
        String all = refused.getMessage();
        assertTrue(all.contains("links.yaml:2: a link from 'A' to itself"), all);
        assertTrue(all.contains("links.yaml:3: 127.0.0.1:1 stands twice"), all);
        assertTrue(all.contains("links.yaml:3: target: an address is HOST:PORT"), all);
        assertTrue(all.contains("links.yaml:4: 'listen' is missing"), all);
        assertTrue(all.contains("speed"), all);
        assertTrue(assertThrows(InvalidFileException.class, () -> RelayPlanReader.parse("links: []\n", "x")).getMessage().contains("names no link"));
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        RelayPlan plan = RelayPlanReader.parse("links: [{from: A, to: B, listen: \"127.0.0.1:" + port + "\", target: \"127.0.0.1:9\"}]\n", "x");
        assertTrue(assertThrows(IOException.class, () -> new RelayStation(plan, 1, InstantSource.system())).getMessage().contains(":" + port));
    }
}
