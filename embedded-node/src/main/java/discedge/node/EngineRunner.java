package discedge.node;

import discedge.context.ContextEffect;
import discedge.context.Prompt;
import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs generations, each on a virtual thread, and reports every step to the core. */
final class EngineRunner {
    private final LlmEngine engine;
    private final Map<Long, Run> runs = new ConcurrentHashMap<>();
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

    /** Ends all at once; nothing is reported any more. */
    void kill() {
        stopped = true;
        runs.values().forEach(run -> run.thread.interrupt());
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
                report(() -> core.input((c, now) -> c.failed(what.generation(), "the node is stopping", now)));
            } catch (EngineException | IllegalArgumentException e) {
                report(() -> core.input((c, now) -> c.failed(what.generation(), String.valueOf(e.getMessage()), now)));
            } finally {
                runs.remove(what.generation());
            }
        }

        private void report(Runnable input) {
            if (!stopped) input.run();
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
