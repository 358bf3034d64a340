package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.lab.NodeCaller.Got;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as three processes, as a person starts them in three terminals. */
@Timeout(120)
class NodeProcessTest {
    private static final String S = "abcdefghijklmnopqrstuvwxyz";
    private static final List<String> NAMES = List.of("A", "B", "C");

    @TempDir
    private Path folder;

    private final Map<String, Integer> http = new LinkedHashMap<>();
    private final Map<String, Integer> replica = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();

    @AfterEach
    void stop() throws InterruptedException {
        processes.values().forEach(Process::destroyForcibly);
        for (Process process : processes.values()) process.waitFor(20, TimeUnit.SECONDS);
    }

    @Test
    void aConversationRoamsOverThreeProcessesAndSurvivesKill9() throws Exception {
        for (String name : NAMES) {
            http.put(name, freePort());
            replica.put(name, freePort());
        }
        for (String name : NAMES) start(name);
        NAMES.forEach(this::awaitLinked);

        Got last = null;
        int context = 0;
        for (int turn = 1; turn <= 6; turn++) {
            last = at(NAMES.get(turn % 3)).turn(S, last, "Question " + turn, "max_wait_ms", 20_000).ok();
            assertEquals(context, last.number("context_tokens"), "turn " + turn);
            context += last.number("new_tokens");
        }

        // B answers turn 7 and dies at once: what it acknowledged is on its disk, whoever else has it.
        Got seventh = at("B").turn(S, last, "Question 7", "max_wait_ms", 20_000).ok();
        processes.get("B").destroyForcibly();
        assertTrue(processes.get("B").waitFor(20, TimeUnit.SECONDS));
        at("C").turn(S.replace('a', 'b'), null, "The others go on").ok();
        start("B");
        NAMES.forEach(this::awaitLinked);
        Got retry = at("B").turn(S, last, "Question 7", "max_wait_ms", 20_000).ok();
        assertEquals(seventh.text("hash"), retry.text("hash"));
        assertEquals(seventh.text("content"), retry.text("content"));
        assertTrue(retry.json().path("replayed").asBoolean());

        Got next = at("A").turn(S, seventh, "Question 8", "max_wait_ms", 20_000).ok();
        assertEquals(context + seventh.number("new_tokens"), next.number("context_tokens"));
        LabWatch.until("all have turn 8", () -> NAMES.stream().allMatch(n -> at(n).get("/sessions/" + S).text("head").equals(next.text("hash"))));

        for (String name : NAMES) processes.get(name).destroy();
        for (String name : NAMES) {
            assertTrue(processes.get(name).waitFor(30, TimeUnit.SECONDS), name + " ends");
            assertEquals(0, processes.get(name).exitValue(), name + " on SIGTERM, having said:\n" + said(name));
        }
    }

    private NodeCaller at(String name) {
        return new NodeCaller(http.get(name));
    }

    private void start(String name) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), "discedge.node.NodeMain",
                "--id", name, "--http-port", http.get(name).toString(), "--replica-port", replica.get(name).toString(), "--data", folder.resolve(name).toString()));
        Path config = folder.resolve(name + ".yaml");
        Files.writeString(config, "engine:\n  profile: instant\n");
        command.addAll(List.of("--config", config.toString()));
        for (String peer : NAMES) if (!peer.equals(name)) command.addAll(List.of("--peer", "127.0.0.1:" + replica.get(peer)));
        processes.put(name, new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile())).start());
    }

    /** The node serves and is linked with both others, both ways. */
    private void awaitLinked(String name) {
        LabWatch.until(name + " serves and is linked", () -> {
            if (!processes.get(name).isAlive()) throw new AssertionError(name + " ended by itself:\n" + said(name));
            try {
                int linked = 0;
                for (var peer : at(name).get("/node").json().path("peers")) if (peer.path("linked").asBoolean() && peer.path("heard").asBoolean()) linked++;
                return linked == NAMES.size() - 1;
            } catch (UncheckedIOException e) {
                return false; // it does not listen yet
            }
        });
    }

    private String said(String name) {
        try {
            return Files.readString(folder.resolve(name + ".out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
