package discedge.lab;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.session.SessionId;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An engine that stops in mid-answer, before its fourth id, while its gate is closed. */
final class GatedEngine implements LlmEngine {
    static final int BEFORE = 3;

    /** Shared by the engines of a lab; open until closed. */
    static final class Gate {
        private volatile CountDownLatch reached = new CountDownLatch(0);
        private volatile CountDownLatch open = new CountDownLatch(0);
        private volatile boolean failing;

        /** The next answer stops at it. */
        void close() {
            reached = new CountDownLatch(1);
            open = new CountDownLatch(1);
        }

        void open() {
            open.countDown();
        }

        /** The next answer breaks off there. */
        void failNext() {
            failing = true;
        }

        /** Waits until an answer stands before it. */
        void awaitSomebody() throws InterruptedException {
            if (!reached.await(LabWatch.PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("no answer began");
        }

        private void pass() {
            if (failing) {
                failing = false;
                throw new EngineException("the engine broke, as the test wanted");
            }
            CountDownLatch mine = open;
            reached.countDown();
            try {
                if (!mine.await(LabWatch.PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new EngineException("the gate stayed closed");
            } catch (InterruptedException e) {
                throw new EngineException("the engine was stopped", e);
            }
        }
    }

    private final LlmEngine engine;
    private final Gate gate;

    GatedEngine(LlmEngine engine, Gate gate) {
        this.engine = engine;
        this.gate = gate;
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) throws InterruptedException {
        return engine.generate(request, new GenerationListener() {
            private int ids;

            @Override
            public void prefillStarted() {
                listener.prefillStarted();
            }

            @Override
            public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                listener.prefilled(promptTokens, cachedTokens, slot, slotOwner);
            }

            @Override
            public void sampled(TokenSequence sampled) {
                listener.sampled(sampled);
                ids += sampled.length();
                if (ids == BEFORE) gate.pass();
            }

            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        });
    }

    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public ChatTemplate template() {
        return engine.template();
    }

    @Override
    public TokenSequence tokenize(String text) {
        return engine.tokenize(text);
    }

    @Override
    public byte[] detokenize(TokenSequence ids) {
        return engine.detokenize(ids);
    }

    @Override
    public void evict(SessionId session) {
        engine.evict(session);
    }

    @Override
    public void close() {
        engine.close();
    }
}
