package discedge.experiment.bench.handover;

import discedge.engine.EngineException;
import discedge.engine.LlmEngine;
import discedge.engine.Prewarm;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.runtime.Joining;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Another client's chat at a node, turn after turn: every second turn while the node's engine evaluates contexts ahead without
 * end, as soon as it may. More can come to no node: there is always one waiting.
 */
final class Beside {
    private static final String NODE = TwoNodes.HERE;

    private final HandoverPlan plan;
    private final TwoNodes nodes;
    private final LlmEngine engine;
    private final TokenSequence context;
    private final SplittableRandom random = new SplittableRandom(21);

    Beside(HandoverPlan plan, TwoNodes nodes) {
        this.plan = plan;
        this.nodes = nodes;
        engine = nodes.engine(NODE);
        TokenSequence some = engine.tokenize("The robot drives to the dock, looks for the marker, turns and waits for the next order of the day. ");
        var all = new ArrayList<TokenSequence>();
        for (int ids = 0; ids < plan.contextIds(); ids += some.length()) all.add(some);
        context = TokenSequence.concat(all);
    }

    /** Some ids, as long as a context is to be. */
    TokenSequence context() {
        return context;
    }

    /** What one step costs while nobody else computes, in milliseconds. */
    double chunkMs() throws InterruptedException {
        SessionId session = newSession();
        long begun = System.nanoTime();
        Prewarm.Result result = engine.prewarm(new Prewarm.Request(session, context), () -> false);
        double took = (System.nanoTime() - begun) / 1e6;
        engine.evict(session);
        return took / Math.max(1.0, result.evaluated() / (double) Prewarm.STEP);
    }

    HandoverFigures.Beside measure(Consumer<String> say) throws IOException, InterruptedException, BenchmarkFailedException {
        var off = new ArrayList<HandoverFigures.ChatTurn>();
        var on = new ArrayList<HandoverFigures.ChatTurn>();
        var evaluated = new AtomicLong();
        try (var talk = new Talk(nodes.lab(), "beside", ContextMode.TOKENIZED, plan.answerIds(), 22)) {
            for (int chat = 1; chat <= plan.chats(); chat++) {
                talk.next(NODE);
                // Which comes first changes, as contexts grow.
                boolean first = chat % 2 == 0;
                half(talk, first, first ? on : off, evaluated);
                half(talk, !first, first ? off : on, evaluated);
                talk.again();
                if (chat % 5 == 0) say.accept("  %d turns with, %d without; %,d ids were evaluated ahead meanwhile.".formatted(on.size(), off.size(), evaluated.get()));
            }
        }
        return new HandoverFigures.Beside(off, on, evaluated.get());
    }

    private void half(Talk talk, boolean ahead, List<HandoverFigures.ChatTurn> into, AtomicLong evaluated) throws InterruptedException, BenchmarkFailedException {
        try (var load = ahead ? new Load(evaluated) : null) {
            for (int i = 0; i < plan.chatTurns() / 2; i++) {
                Thread.sleep(random.nextInt(Math.max(1, plan.chatPauseMs() / 3), Math.max(2, plan.chatPauseMs())));
                Talk.Heard heard = talk.next(NODE);
                into.add(new HandoverFigures.ChatTurn(heard.firstTokenMs(), heard.gapsMs()));
            }
            if (load != null) load.check();
        }
    }

    private SessionId newSession() {
        return SessionId.ofBits(random.nextLong(), random.nextLong());
    }

    /** Contexts evaluated ahead, one after the other, until closed. */
    private final class Load implements AutoCloseable {
        private final AtomicLong evaluated;
        private final Thread thread;
        private volatile boolean closed;
        private volatile String trouble = "";

        Load(AtomicLong evaluated) {
            this.evaluated = evaluated;
            thread = Thread.ofVirtual().name("evaluates ahead").start(this::run);
        }

        private void run() {
            var sessions = new SplittableRandom(23);
            try {
                while (!closed) {
                    SessionId session = SessionId.ofBits(sessions.nextLong(), sessions.nextLong());
                    Prewarm.Result result = engine.prewarm(new Prewarm.Request(session, context), () -> closed);
                    evaluated.addAndGet(result.evaluated());
                    engine.evict(session);
                    if (!closed && result.ending() != Prewarm.Ending.WARM) {
                        trouble = "evaluating ahead ended as " + result.ending();
                        return;
                    }
                }
            } catch (EngineException e) {
                trouble = e.getMessage();
            } catch (InterruptedException e) {
                trouble = "interrupted";
            }
        }

        void check() throws BenchmarkFailedException {
            if (!trouble.isEmpty()) throw new BenchmarkFailedException("nothing was evaluated ahead beside the chat: " + trouble);
        }

        /** Waits for the step that runs. */
        @Override
        public void close() {
            closed = true;
            Joining.untilEnded(thread);
        }
    }
}
