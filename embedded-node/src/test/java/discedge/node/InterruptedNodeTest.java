package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.engine.LlmEngine;
import discedge.engine.simulated.FixedEngine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C interrupts the thread that closes the nodes: they must end whole all the same. */
class InterruptedNodeTest {
    @TempDir
    private Path folder;

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void aNodeThatIsClosedByAnInterruptedThreadLetsGoOfEverything() throws IOException {
        EdgeNode node = start();
        int port = node.httpPort();
        Thread.currentThread().interrupt();
        node.close();
        assertTrue(Thread.interrupted(), "the thread is still interrupted");
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        // The folder is free again.
        try (EdgeNode next = start()) {
            assertEquals("A", next.id());
        }
    }

    @Test
    void aNodeWhoseStartIsInterruptedLeavesNothingBehind() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertThrows(IOException.class, () -> EdgeNode.start(settings(), interrupting(new FixedEngine(4, 256)), event -> { }, new SplittableRandom(1)));
        assertTrue(Thread.interrupted(), "the thread is still interrupted");
        assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.isAlive() && !thread.isDaemon() && !before.contains(thread)).map(Thread::getName).toList());
        // The folder is free again.
        start().close();
    }

    /** Interrupts its caller when it is asked for its template: by then the log is read, and nothing listens yet. */
    private static LlmEngine interrupting(LlmEngine engine) {
        return (LlmEngine) Proxy.newProxyInstance(LlmEngine.class.getClassLoader(), new Class<?>[] {LlmEngine.class}, (_, method, arguments) -> {
            if (method.getName().equals("template")) Thread.currentThread().interrupt();
            return method.invoke(engine, arguments);
        });
    }

    private EdgeNode start() throws IOException {
        return EdgeNode.start(settings(), new FixedEngine(4, 256), event -> { }, new SplittableRandom(1));
    }

    private NodeSettings settings() {
        var base = NodeSettings.inMemory("A", List.of());
        return new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), 0, List.of(), Optional.of(folder.resolve("A")), base.mode(),
                base.windowPolicy(), base.limits());    }
}
