package discedge.engine.simulated;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.engine.Prewarm;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.FairQueue;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link SimulatedModel}'s answers at the pace of a {@link HardwareProfile}: prompts are evaluated but for their cached part,
 * ids come one by one, requests beyond the limit wait in line.
 *
 * <p>The listener is asked whether to stop while in line, after every 64 ids of the prompt and before every id of the answer; an
 * answer cancelled in line or in prefill ends without {@code prefillStarted} or {@code prefilled}. The id that ends an answer is
 * not handed over: the template's close adds it.
 */
public final class SimulatedEngine implements LlmEngine {
    public static final String ENGINE = "simulated";
    public static final String MODEL = "simulated-cl100k";
    private static final int PREFILL_BATCH = 64;

    private final SimulatedSettings settings;
    private final Pacer pacer;
    private final SimulatedModel model;
    private final Cl100kTokenizer tokenizer = Cl100kTokenizer.instance();
    private final KvTable slots;
    private final FairQueue queue = new FairQueue();
    /** Answers under way or waiting: what is evaluated ahead gives way to them. Of this engine alone: each simulated node has hardware of its own. */
    private final AtomicInteger turns = new AtomicInteger();
    /** Under the queue's lock. */
    private int running;

    public SimulatedEngine(SimulatedSettings settings, Pacer pacer) {
        this.settings = settings;
        this.pacer = pacer;
        model = new SimulatedModel(settings.seed(), settings.window());
        slots = new KvTable(settings.slots(), (long) settings.slots() * settings.window());
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(ENGINE, MODEL, tokenizer.fingerprint(), Cl100kTokenizer.VOCABULARY, settings.window(),
                settings.profile().name(), true);
    }

    @Override
    public ChatTemplate template() {
        return tokenizer.template();
    }

    @Override
    public TokenSequence tokenize(String text) {
        return tokenizer.tokenize(text);
    }

    /** @throws IllegalArgumentException if an id stands for nothing */
    @Override
    public byte[] detokenize(TokenSequence ids) {
        return tokenizer.detokenize(ids);
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) throws InterruptedException {
        SampledAnswer answer = model.answer(request.prompt(), request.sampling());
        turns.incrementAndGet();
        try {
            return generate(request, answer, listener);
        } finally {
            turns.decrementAndGet();
        }
    }

    private GenerationResult generate(GenerationRequest request, SampledAnswer answer, GenerationListener listener) throws InterruptedException {
        Optional<Lease> lease = queue.enter(() -> take(request), listener::cancelled);
        if (lease.isEmpty()) return new GenerationResult(StopReason.CANCELLED);
        var work = new Work(request, answer, listener, lease.get());
        try {
            return new GenerationResult(work.run());
        } finally {
            queue.leave(() -> {
                running--;
                slots.release(work.lease, work.held());
            });
        }
    }

    private Optional<Lease> take(GenerationRequest request) {
        if (running == settings.atOnce()) return Optional.empty();
        Optional<Lease> lease = slots.take(KvTable.Ask.turn(request.session(), request.prompt(), request.prompt().length()));
        if (lease.isPresent()) running++;
        return lease;
    }

    @Override
    public Prewarm.Result prewarm(Prewarm.Request request, Prewarm.Listener listener) throws InterruptedException {
        if (request.ids().length() > settings.window()) return new Prewarm.Result(Prewarm.Ending.NO_ROOM, 0, 0, 0);
        return new SimulatedPrewarm(settings.profile(), pacer, slots, queue, () -> turns.get() > 0, request, listener).run();
    }

    @Override
    public void depart(SessionId session) {
        slots.depart(session);
    }

    @Override
    public void evict(SessionId session) {
        slots.evict(session);
    }

    @Override
    public List<CachedSession> cached() {
        return slots.rows();
    }

    /** Answers that run or wait end with an {@link EngineException}. */
    @Override
    public void close() {
        queue.close();
    }

    /** One answer on its way. */
    private final class Work {
        final GenerationRequest request;
        final SampledAnswer answer;
        final GenerationListener listener;
        final Lease lease;
        int evaluated;
        int sampled;

        Work(GenerationRequest request, SampledAnswer answer, GenerationListener listener, Lease lease) {
            this.request = request;
            this.answer = answer;
            this.listener = listener;
            this.lease = lease;
            evaluated = lease.cached();
        }

        /** What the slot holds: the evaluated part of the prompt, then the ids sampled. */
        TokenSequence held() {
            return TokenSequence.concat(request.prompt().slice(0, evaluated), answer.ids().slice(0, sampled));
        }

        StopReason run() throws InterruptedException {
            long start = pacer.now();
            listener.prefillStarted();
            Optional<Long> prefilled = prefill(start);
            return prefilled.isPresent() && decode(prefilled.get()) ? answer.stop() : StopReason.CANCELLED;
        }

        /** The moment the prompt was evaluated, by plan; empty if cancelled. */
        private Optional<Long> prefill(long start) throws InterruptedException {
            int length = request.prompt().length();
            long moment;
            do {
                if (stopped()) return Optional.empty();
                int next = Math.min(length, evaluated + PREFILL_BATCH);
                moment = start + settings.profile().prefill(next - lease.cached()).toNanos();
                pacer.awaitUntil(moment);
                evaluated = next;
            } while (evaluated < length);
            if (stopped()) return Optional.empty();
            listener.prefilled(length, lease.cached(), lease.slot(), lease.previousOwner().map(SessionId::value).orElse(""));
            return Optional.of(moment);
        }

        private boolean decode(long start) throws InterruptedException {
            int context = request.prompt().length();
            for (int i = 1; i <= answer.ids().length(); i++) {
                pacer.awaitUntil(start + settings.profile().decode(context, i).toNanos());
                if (stopped()) return false;
                sampled = i;
                listener.sampled(answer.ids().slice(i - 1, i));
            }
            return true;
        }

        private boolean stopped() {
            if (queue.isClosed()) throw new EngineException("the engine was closed; send the request to another node");
            return listener.cancelled();
        }
    }
}
