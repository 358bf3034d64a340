package discedge.experiment.bench.handover;

import discedge.engine.LlmEngine;
import discedge.event.EventSink;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.lab.Lab;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.Reply;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A client that talks about notes it took: what it says differs from turn to turn, by a seed; clients of one seed say the same. For one thread. */
final class Talk implements AutoCloseable {
    private static final List<String> THINGS = List.of("The left wheel", "The gripper", "The battery", "The lidar", "The dock", "The camera", "The lift", "The motor");
    private static final List<String> DID = List.of("slipped on wet tiles", "stopped for no reason", "drew more current than planned", "lost sight of the marker",
            "was cleaned and tested", "came back late", "made a grinding noise", "passed its check");
    private static final List<String> ASKS = List.of("What now?", "Why?", "And then?", "Is that bad?");

    /** A cold context on a machine that is busy elsewhere takes long, and is no failure. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RoamingClient client;
    private final SplittableRandom random;
    private final AskOptions options;
    private int notes;
    private int ids;

    /**
     * A turn as the client saw it.
     *
     * @param gapsMs between the pieces of its answer
     */
    record Heard(Reply reply, double[] gapsMs) {
        double firstTokenMs() {
            return reply.firstToken().toNanos() / 1e6;
        }
    }

    Talk(Lab lab, String name, ContextMode mode, int answerIds, long seed) throws IOException {
        random = new SplittableRandom(seed);
        // A second attempt would hide what the first one waited for.
        var settings = ClientSettings.of(name).withMode(mode).withRetries(RetryPolicy.NONE.withSilence(PATIENCE));
        client = new RoamingClient(settings, lab.connect(name), Position.ORIGIN, new SplittableRandom(name.hashCode()), EventSink.NONE, lab.clock());
        options = AskOptions.STREAM.withMaxTokens(answerIds).with("ignore_eos", true).with("seed", 1).withMaxWait(Duration.ofSeconds(5));
    }

    /** The first turn, as long as the context is to be. */
    void open(String node, LlmEngine counts, int ids) throws InterruptedException, BenchmarkFailedException {
        var text = new StringBuilder("These are my notes of today.");
        while (counts.tokenize(text.toString()).length() < ids) text.append(' ').append(note());
        ask(node, text.toString());
    }

    Heard next(String node) throws InterruptedException, BenchmarkFailedException {
        return ask(node, note() + " " + one(ASKS));
    }

    private Heard ask(String node, String prompt) throws InterruptedException, BenchmarkFailedException {
        client.goTo(node);
        var heard = new ArrayList<Long>();
        try {
            Reply reply = client.ask(prompt, options, piece -> heard.add(System.nanoTime()));
            if (reply.replayed()) throw new BenchmarkFailedException("turn " + reply.turn() + " was answered from the store: nothing was computed for it");
            ids = reply.promptTokens() + reply.predictedTokens();
            var gaps = new double[Math.max(0, heard.size() - 1)];
            for (int i = 0; i < gaps.length; i++) gaps[i] = (heard.get(i + 1) - heard.get(i)) / 1e6;
            return new Heard(reply, gaps);
        } catch (TurnFailedException e) {
            // To the HTTP client an interrupt is one more way in which nothing came.
            if (Thread.interrupted()) throw (InterruptedException) new InterruptedException("interrupted while a node was asked").initCause(e);
            throw new BenchmarkFailedException("a turn was not answered: " + e.getMessage(), e);
        }
    }

    private String note() {
        return "%d. %s of robot %d %s.".formatted(++notes, one(THINGS), random.nextInt(1, 90), one(DID));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Ids of the session's context now, but for what a template may add behind an answer. */
    int ids() {
        return ids;
    }

    SessionId session() {
        return client.session();
    }

    /** Deletes the session and begins another. */
    void again() throws BenchmarkFailedException {
        try {
            client.delete();
            client.newSession();
        } catch (TurnFailedException e) {
            throw new BenchmarkFailedException("a session could not be deleted: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
