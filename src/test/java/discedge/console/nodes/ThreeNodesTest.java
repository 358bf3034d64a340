package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.session.SessionId;
import discedge.timeline.world.Head;
import discedge.timeline.world.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/three-nodes.md says, done: its processes started by its commands (on free ports, with an engine
 * that takes no time), its steps done in a window, and after each what the window shows compared with what the nodes say.
 */
@Timeout(180)
class ThreeNodesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "three-nodes.md");
    private static final String JAR = "java -jar src/target/discedge.jar ";
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d{4})|--(?:http|replica)-port (\\d{4})");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, String> ports = new LinkedHashMap<>();
    private String text;
    private NodesConsole console;

    @AfterEach
    void end() throws InterruptedException {
        if (console != null) console.close();
        processes.values().forEach(Process::destroyForcibly);
        for (Process process : processes.values()) process.waitFor(20, TimeUnit.SECONDS);
    }

    // ---- the document

    /** Its first part, with free ports in place of its own. */
    private void read() throws IOException {
        String whole = Files.readString(DOCUMENT);
        String part = whole.substring(0, whole.indexOf("## On three machines"));
        Matcher port = PORT.matcher(part);
        while (port.find()) {
            String own = port.group(1) == null ? port.group(2) : port.group(1);
            if (!ports.containsKey(own)) ports.put(own, free());
        }
        text = part;
        for (var entry : ports.entrySet()) text = text.replaceAll("(?<=127\\.0\\.0\\.1:|-port )" + entry.getKey() + "\\b", entry.getValue() + "#");
        text = text.replace("#", " ").replaceAll("(?<=\\d) (?=[\"/])", "");
    }

    /** Below those that the system gives to connections: a node listens there only later. */
    private String free() {
        for (;;) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            if (ports.containsValue(Integer.toString(port))) continue;
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(socket.getLocalPort());
            } catch (IOException e) {
                // Taken.
            }
        }
    }

    private List<String> commands(String begin) {
        return text.lines().map(String::strip).filter(line -> line.startsWith(begin)).map(line -> line.substring(begin.length()).strip()).toList();
    }

    private void startNode(String id) throws IOException {
        start(id, node(id) + " --config " + Files.writeString(folder.resolve("instant.yaml"), "engine: {kind: simulated, profile: instant}\n"));
    }

    private void start(String name, String command) throws IOException {
        var line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), "discedge.cli.Main"));
        line.addAll(List.of(command.split(" +")));
        processes.put(name, new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile())).start());
    }

    /** The processes run elsewhere. */
    private static String classPath() {
        return java.util.Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    }

    private String node(String id) {
        return commands(JAR).stream().filter(command -> command.startsWith("node --id " + id + " ")).findFirst().orElseThrow();
    }

    private String address(String id) {
        Matcher port = Pattern.compile("--http-port (\\d+)").matcher(node(id));
        assertTrue(port.find());
        return "127.0.0.1:" + port.group(1);
    }

    private static JsonNode get(String url) {
        try {
            HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), url + ": " + answer.body());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(url, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The document's {@code curl} with this in it. */
    private JsonNode curl(String part) {
        return get(commands("curl ").stream().filter(command -> command.contains(part)).findFirst().orElseThrow(() -> new AssertionError("no curl of " + part)));
    }

    private String said(Process process, String name) {
        try {
            return (process.isAlive() ? "" : "ended with " + process.exitValue() + "\n") + Files.readString(folder.resolve(name + ".out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean linked(String id, int peers) {
        processes.forEach((name, process) -> {
            if (!process.isAlive()) throw new AssertionError(name + " " + said(process, name));
        });
        try {
            int linked = 0;
            for (JsonNode peer : get("http://" + address(id) + "/node").path("peers")) if (peer.path("linked").asBoolean() && peer.path("heard").asBoolean()) linked++;
            return linked == peers;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    // ---- what is shown, and what is said

    private SessionState followed() {
        return console.world().client("u1").flatMap(client -> client.session()).flatMap(console.world()::session).orElseThrow();
    }

    /** {@code turn hash} of the followed session at a node, as the window's world has it. */
    private String shown(String id) {
        Optional<Head> head = console.world().head(followed(), id);
        return head.map(its -> its.turn() + " " + its.hash()).orElse("nothing");
    }

    private String said(String id) {
        SessionId session = followed().id();
        for (JsonNode one : get("http://" + address(id) + "/sessions").path("sessions"))
            if (one.path("session_id").asText().equals(session.value())) return one.path("turn").asText() + " " + one.path("head").asText();
        return "nothing";
    }

    private void agree(int turn, String... ids) {
        for (String id : ids) {
            console.until(id + " has turn " + turn, () -> shown(id).startsWith(turn + " "));
            assertEquals(said(id), shown(id), id);
            console.until("the card of " + id + " says it", () -> console.card(id).contains("turn " + turn));
        }
    }

    private void ask(int turn, String prompt, String at) {
        console.robot.clickOn("#prompt").write(prompt).type(KeyCode.ENTER);
        console.until("turn " + turn + " is answered", () -> console.world().client("u1").flatMap(client -> client.session()).flatMap(console.world()::session)
                .flatMap(SessionState::answered).filter(answer -> answer.turn() == turn).isPresent());
        assertEquals(at, console.world().client("u1").orElseThrow().node());
    }

    private void drag(String to) {
        console.robot.drag("#client").dropTo("#node-" + to);
        console.until("the client is at " + to, () -> console.world().client("u1").filter(client -> client.node().equals(to)).isPresent());
    }

    private boolean cut() {
        return console.world().link("A", "B").filter(link -> link.isCut()).isPresent();
    }

    @SuppressWarnings("unchecked")
    private void choose(String link) {
        console.until(link + " can be chosen", () -> NodesConsole.onFx(() -> {
            ComboBox<Object> where = console.robot.lookup("#fault-where").queryAs(ComboBox.class);
            Optional<Object> found = where.getItems().stream().filter(choice -> choice.toString().equals(link)).findFirst();
            found.ifPresent(where::setValue);
            return found.isPresent();
        }));
    }

    private void startAll() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertTrue(yaml.find());
        Files.writeString(folder.resolve("links.yaml"), yaml.group(1));
        start("links", commands(JAR).stream().filter(command -> command.startsWith("links ")).findFirst().orElseThrow());
        for (String id : List.of("A", "B", "C")) startNode(id);
    }

    /** What the document's line for the console gives for an option. */
    private List<String> options(String name) {
        String line = commands(JAR).stream().filter(command -> command.startsWith("console ")).findFirst().orElseThrow();
        return Pattern.compile(name + " (\\S+)").matcher(line).results().map(found -> found.group(1)).toList();
    }

    @Test
    void the_line_for_the_console_opens_it_with_the_client_at_a_and_the_nodes_in_that_order() throws Exception {
        read();
        startAll();
        for (String id : List.of("A", "B", "C")) untilLinked(id);
        console = new NodesConsole(folder, options("--connect"), options("--links"));
        console.until("all are heard of", () -> console.world().nodes().stream().filter(node -> node.answers()).count() == 3);
        assertEquals(List.of("A", "B", "C"), console.world().nodes().stream().map(node -> node.name()).toList());
        assertEquals(List.of("A", "B", "C"), console.live.sites().stream().map(site -> site.name()).toList());
        console.until("the links are read", () -> console.live.canBreak("A", "B"));
        ask(1, "Parts?", "A");
        agree(1, "A", "B", "C");
        drag("B");
        ask(2, "Sensors?", "B");
        agree(2, "A", "B", "C");
    }

    private void untilLinked(String id) throws Exception {
        org.testfx.util.WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> linked(id, 2));
    }

    @Test
    void the_steps_of_the_document_show_what_the_nodes_say() throws Exception {
        read();
        startAll();
        console = new NodesConsole(folder);
        for (String id : List.of("A", "B", "C")) console.until(id + " is linked", () -> linked(id, 2));

        for (String id : List.of("A", "B", "C")) console.add(address(id), "", id.equals("C") ? "south" : "north");
        String control = options("--links").getFirst();
        console.robot.clickOn("#rail-nodes").clickOn("#nodes-links").write(control).type(KeyCode.ENTER);
        console.until("the links are read", () -> console.live.canBreak("A", "B"));
        console.robot.clickOn("#nodes-close");

        ask(1, "Parts?", "A");
        agree(1, "A", "B", "C");
        assertEquals(1, curl("8081/sessions".replace("8081", ports.get("8081"))).path("total").asInt());

        drag("B");
        ask(2, "Sensors?", "B");
        agree(2, "A", "B", "C");
        assertEquals(2, curl(ports.get("8082") + "/sessions").path("sessions").path(0).path("turn").asInt());

        console.robot.type(KeyCode.F8);
        choose("A–B");
        console.robot.clickOn("#fault-begin");
        console.until("the window says cut", this::cut);
        assertTrue(curl(ports.get("7900") + "/links").toString().contains("\"cut\":\"clean\""));
        console.until("A is linked with C only", () -> linked("A", 1));
        console.robot.type(KeyCode.F8);
        ask(3, "Faults?", "B");
        agree(3, "A", "B", "C");
        // In the prompt it would take back what was typed.
        NodesConsole.onFx(() -> {
            console.robot.lookup("#node-A").query().requestFocus();
            return null;
        });
        console.robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        console.until("it is healed", () -> !cut());
        console.until("by hand", () -> console.world().faults().stream().anyMatch(fault -> fault.kind().equals("cut") && fault.byHand()));
        assertTrue(!curl(ports.get("7900") + "/links").toString().contains("\"cut\":\"clean\""));

        processes.get("C").destroyForcibly().waitFor();
        console.until("the card says gone", () -> console.card("C").contains("Gone"));
        ask(4, "Signs?", "B");
        agree(4, "A", "B");
        startNode("C");
        console.until("C answers again", () -> console.world().node("C").filter(node -> node.answers()).isPresent());
        agree(4, "A", "B", "C");
        for (String id : List.of("A", "B", "C"))
            console.until(id + " holds what it says", () -> console.world().node(id).orElseThrow().sessions() == get("http://" + address(id) + "/node").path("sessions").asInt());
    }
}
