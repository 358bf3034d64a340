package discedge.node;

import discedge.context.ContextEffect;
import discedge.context.Prompt;
import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.engine.Prewarm;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs generations and pre-warms, each on a virtual thread, and reports to the core. Whatever an engine throws, the core hears that
 * it ended: a request that is never answered would hold its session for ever (docs/protocol.md, I12).
 */
final class EngineRunner {
    private final LlmEngine engine;
    private final Map<Long, Run> runs = new ConcurrentHashMap<>();
    private final Map<Long, Ahead> aheads = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    EngineRunner(LlmEngine engine) {
        this.engine = engine;
    }

    void start(ContextEffect.Generate what, CoreDriver core) {
        var run = new Run(what, core);
        runs.put(what.generation(), run);
        run.thread.start();
    }

    void cancel(long generation) {
        Run run = runs.get(generation);
        if (run != null) run.cancelled = true;
    }

    void start(ContextEffect.Prewarm what, CoreDriver core) {
        var ahead = new Ahead(what, core);
        aheads.put(what.token(), ahead);
        ahead.thread.start();
    }

    void cancelPrewarm(long token) {
        Ahead ahead = aheads.get(token);
        if (ahead != null) ahead.cancelled = true;
    }

    void depart(SessionId session) {
        tell(() -> engine.depart(session), "note that a session left");
    }

    void evict(SessionId session) {
        tell(() -> engine.evict(session), "forget a session");
    }

    /** Ends all at once; nothing is reported any more. */
    void kill() {
        stopped = true;
        runs.values().forEach(run -> run.thread.interrupt());
        aheads.values().forEach(ahead -> ahead.thread.interrupt());
    }

    /** A context evaluated ahead. Whatever goes wrong with it, no turn depends on it. */
    private final class Ahead {
        private final ContextEffect.Prewarm what;
        private final CoreDriver core;
        private final Thread thread;
        private volatile boolean cancelled;

        Ahead(ContextEffect.Prewarm what, CoreDriver core) {
            this.what = what;
            this.core = core;
            this.thread = Thread.ofVirtual().name("prewarm " + what.token()).unstarted(this::run);
        }

        private void run() {
            try {
                Prewarm.Result result = engine.prewarm(new Prewarm.Request(what.session(), what.ids()), () -> cancelled);
                report(() -> core.input((c, now) -> c.prewarmed(what.token(), result, now)));
            } catch (InterruptedException | EngineException | IllegalArgumentException e) {
                failed();
            } catch (Throwable e) {
                defect("evaluate a context ahead", e);
                failed();
            } finally {
                aheads.remove(what.token());
            }
        }

        private void failed() {
            report(() -> core.input((c, now) -> c.prewarmFailed(what.token(), now)));
        }
    }

    /** The core's own work goes on whatever becomes of the engine's. */
    private static void tell(Runnable what, String to) {
        try {
            what.run();
        } catch (Throwable e) {
            defect(to, e);
        }
    }

    private static void defect(String to, Throwable e) {
        System.getLogger("discedge").log(System.Logger.Level.ERROR, "the engine could not " + to + ": it has a defect", e);
    }

    private void report(Runnable input) {
        if (!stopped) input.run();
    }

    private final class Run implements GenerationListener {
        private final ContextEffect.Generate what;
        private final CoreDriver core;
        private final Thread thread;
        private final boolean texts;
        private final List<TokenSequence> sampled = new ArrayList<>();
        private volatile boolean cancelled;

        Run(ContextEffect.Generate what, CoreDriver core) {
            this.what = what;
            this.core = core;
            this.texts = what.prompt() instanceof Prompt.Texts;
            this.thread = Thread.ofVirtual().name("generation " + what.generation()).unstarted(this::run);
        }

        private void run() {
            try {
                TokenSequence prompt = switch (what.prompt()) {
                    case Prompt.Ids(var ids) -> ids;
                    case Prompt.Texts messages -> messages.ids(engine.template(), engine::tokenize);
                };
                GenerationResult result = engine.generate(new GenerationRequest(what.session(), prompt, what.sampling()), this);
                Optional<String> text = texts ? Optional.of(new String(engine.detokenize(TokenSequence.concat(sampled)), StandardCharsets.UTF_8)) : Optional.empty();
                report(() -> core.input((c, now) -> c.finished(what.generation(), result.stop(), text, now)));
            } catch (InterruptedException e) {
                failed("the node is stopping");
            } catch (EngineException | IllegalArgumentException e) {
                failed(String.valueOf(e.getMessage()));
            } catch (Throwable e) {
                defect("answer", e);
                failed("it has a defect (" + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + "), which the node's log has in full");
            } finally {
                runs.remove(what.generation());
            }
        }

        private void failed(String why) {
            report(() -> core.input((c, now) -> c.failed(what.generation(), why, now)));
        }

        @Override
        public void prefillStarted() {
            report(() -> core.input((c, now) -> c.prefillStarted(what.generation(), now)));
        }

        @Override
        public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
            report(() -> core.input((c, now) -> c.prefilled(what.generation(), promptTokens, cachedTokens, slot, slotOwner, now)));
        }

        @Override
        public void sampled(TokenSequence ids) {
            if (texts) sampled.add(ids);
            report(() -> core.input((c, now) -> c.sampled(what.generation(), ids, now)));
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    }
}
