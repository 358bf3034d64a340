package discedge.experiment.bench;

import discedge.engine.simulated.FixedEngine;
import discedge.node.EdgeNode;
import discedge.node.NodeSettings;
import discedge.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/** A node of its own over an engine that takes no time, and a client with one kept-alive connection straight to its port. */
final class MeasuredNode implements AutoCloseable {
    /** Room for every context that is measured. */
    static final int WINDOW = 16_384;

    private final EdgeNode node;
    private final LeanClient client;
    private final SplittableRandom random;
    private final int overhead;

    /** @param data the folder of its log; empty = memory only */
    static MeasuredNode start(Optional<Path> data, SplittableRandom random) throws IOException, InterruptedException {
        var base = NodeSettings.inMemory("A", java.util.List.of());
        var settings = new NodeSettings(base.id(), base.httpHost(), 0, base.replicaHost(), 0, base.peers(), data, base.mode(), base.windowPolicy(), base.limits());
        EdgeNode node = EdgeNode.start(settings, engine(), event -> { }, random.split());
        try {
            return new MeasuredNode(node, random);
        } catch (IOException | InterruptedException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    static FixedEngine engine() {
        return new FixedEngine(BenchSession.ANSWER_IDS, WINDOW);
    }

    private MeasuredNode(EdgeNode node, SplittableRandom random) throws IOException, InterruptedException {
        this.node = node;
        this.random = random;
        this.client = new LeanClient(node.httpPort());
        // What template and answer add to a prompt is the template's matter: one turn tells.
        this.overhead = fresh().next(client).newIds() - BenchSession.PROMPT_IDS;
    }

    private BenchSession fresh() {
        return new BenchSession(SessionId.ofBits(random.nextLong(), random.nextLong()));
    }

    /** A new session whose context has exactly that many ids, made by one long turn through the API. */
    BenchSession preloaded(int contextIds) throws IOException, InterruptedException {
        BenchSession session = fresh();
        session.ask(client, contextIds - overhead);
        return session;
    }

    /**
     * Asks the session's next turn.
     *
     * @return what the client timed, in nanoseconds
     */
    long time(BenchSession session, int contextIds) throws IOException, InterruptedException {
        BenchSession.Turn turn = session.next(client);
        if (turn.contextIds() != contextIds) throw new IllegalStateException("the turn's context had " + turn.contextIds() + " ids and not " + contextIds);
        return turn.nanos();
    }

    void forget(BenchSession session) throws IOException, InterruptedException {
        session.delete(client);
    }

    @Override
    public void close() throws IOException {
        client.close();
        node.close();
    }
}
