package discedge.engine.llama;

import discedge.engine.ChatTemplates;
import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.StopTexts;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One answer on its way: prefill in steps, then id by id. For one thread, which is not the one that computes. */
final class LlamaGeneration {
    /** Ids in a step while others want to compute too. */
    static final int SHORT_STEP = 16;

    private final LlamaEngine engine;
    private final GenerationRequest request;
    private final Lease lease;
    private final GenerationListener listener;
    private final ComputeThread.Flow flow;
    private final TokenSampler sampler;
    private final StopTexts stops;
    private final int limit;
    private final long reserved;
    private final float[] logits;
    /** Prompt, then the answer. */
    private int[] all;
    private int length;
    /** Leading ids of them that the slot holds; written by the thread that computes, in a step that this one waits for. */
    private int evaluated;

    /** @param prompt the request's, with what stands before every prompt */
    LlamaGeneration(LlamaEngine engine, GenerationRequest request, TokenSequence prompt, int limit, Lease lease, GenerationListener listener) {
        this.engine = engine;
        this.request = request;
        this.lease = lease;
        this.listener = listener;
        this.limit = limit;
        flow = engine.computer.flow(false);
        all = prompt.toArray();
        length = all.length;
        evaluated = lease.cached();
        reserved = (long) length + limit;
        logits = new float[engine.vocabulary.size()];
        long asked = request.sampling().number("seed", -1);
        long seed = (asked < 0 ? engine.seed : asked) * 0xD1342543DE82EF95L ^ prompt.digest(TokenSequence.EMPTY_DIGEST);
        sampler = new TokenSampler(SamplerSettings.of(request.sampling()), seed, engine.info().window(), engine.vocabulary.ends());
        for (int id : all) sampler.accept(id);
        stops = new StopTexts(stops(engine, request), engine.vocabulary::piece);
    }

    private static List<String> stops(LlamaEngine engine, GenerationRequest request) {
        var stops = new ArrayList<>(request.sampling().stop());
        if (engine.template().name().equals(ChatTemplates.PLAIN)) stops.add(ChatTemplates.PLAIN_STOP);
        return stops;
    }

    /** What the slot holds; before it was prepared, what the lease found there. */
    TokenSequence held() {
        return TokenSequence.of(Arrays.copyOf(all, evaluated));
    }

    StopReason run() throws InterruptedException {
        listener.prefillStarted();
        if (!step(1, () -> evaluated = engine.store.prepare(request.session(), lease, TokenSequence.of(all), reserved))) return StopReason.CANCELLED;
        int cached = Math.max(0, evaluated - engine.begin.length());
        if (!prefill()) return StopReason.CANCELLED;
        listener.prefilled(request.prompt().length(), cached, lease.slot(), lease.previousOwner().map(SessionId::value).orElse(""));
        StopReason stop = limit == 0 ? StopReason.LIMIT : answer();
        hand(stops.found() ? TokenSequence.EMPTY : stops.rest());
        return stop;
    }

    /** Steps end where multiples of their length do, so that the same prompt is evaluated in the same pieces whatever was cached of it. */
    private boolean prefill() throws InterruptedException {
        while (evaluated < length) {
            int size = engine.shares.contended() ? SHORT_STEP : KvContext.BATCH;
            if (!evaluate(Math.min(length, (evaluated / size + 1) * size))) return false;
        }
        return true;
    }

    private StopReason answer() throws InterruptedException {
        for (int sampled = 1; ; sampled++) {
            int id = sampler.draw(logits);
            if (engine.vocabulary.isEnd(id)) return StopReason.EOS;
            sampler.accept(id);
            append(id);
            hand(stops.sampled(id));
            if (stops.found()) return StopReason.WORD;
            if (sampled == limit) return StopReason.LIMIT;
            if (listener.cancelled() || !evaluate(length)) return StopReason.CANCELLED;
        }
    }

    private void append(int id) {
        if (length == all.length) all = Arrays.copyOf(all, length + Math.max(64, length / 2));
        all[length++] = id;
    }

    private void hand(TokenSequence ids) {
        if (!ids.isEmpty()) listener.sampled(ids);
    }

    /** Evaluates up to {@code to}; the logits are those after it. False if the listener gave up. */
    private boolean evaluate(int to) throws InterruptedException {
        step(to - evaluated == 1 ? engine.decodeThreads : engine.shares.cores(), () -> {
            evaluated = engine.store.evaluate(lease.slot(), all, evaluated, to);
            if (evaluated == to && to == length) engine.store.logits(logits);
        });
        if (evaluated < to && engine.queue.isClosed()) throw new EngineException("the engine was closed; send the request to another node");
        return evaluated == to;
    }

    /** Runs on the computing thread, on so many cores, sharing the cores with the process's other contexts. False if the listener gave up before. */
    private boolean step(int threads, Runnable work) throws InterruptedException {
        if (listener.cancelled()) return false;
        return engine.computer.run(flow, () -> {
            engine.share.run(threads, work);
            return true;
        }, listener::cancelled).isPresent();
    }
}
