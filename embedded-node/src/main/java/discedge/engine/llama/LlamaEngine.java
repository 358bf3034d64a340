package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.engine.ModelName;
import discedge.engine.Prewarm;
import discedge.engine.TokenizerFingerprint;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.FairQueue;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;

/**
 * A model run by llama.cpp in this process, with a KV cache of its own. Sessions share the cache; each answer is computed in short
 * steps, so that several go on side by side and each can be ended early.
 */
public final class LlamaEngine implements LlmEngine {
    public static final String ENGINE = "llama-cpp";
    /** Bytes of cells that are kept for sessions without a slot. */
    private static final long SAVED = 512L << 20;
    /** Weights that one thread reads for an id faster than two can agree on who reads what: measured with 98 MB, where one was a quarter faster. */
    private static final long ONE_THREAD_BYTES = 150_000_000;

    final Weights weights;
    final Vocabulary vocabulary;
    final KvTable table;
    final KvStore store;
    final FairQueue queue = new FairQueue();
    final ComputeThread computer;
    final ComputeShares shares;
    final ComputeShares.Share share;
    final int batchThreads;
    final int decodeThreads;
    /** Stands before every prompt, if the model wants it; nobody outside sees it. */
    final TokenSequence begin;
    final long seed;
    private final ChatTemplate template;
    private final EngineInfo info;
    private final Runnable release;
    private boolean closed;

    private LlamaEngine(Weights weights, LlamaSettings settings, int cells, ComputeShares shares, Runnable release) {
        this.weights = weights;
        this.shares = shares;
        this.release = release;
        seed = settings.seed();
        vocabulary = weights.vocabulary();
        begin = vocabulary.begin().stream().mapToObj(TokenSequence::of).findFirst().orElse(TokenSequence.EMPTY);
        template = vocabulary.template(weights.info().chatTemplate());
        share = shares.share();
        batchThreads = settings.threads() == 0 ? shares.cores() : Math.min(settings.threads(), shares.cores());
        decodeThreads = weights.info().bytes() < ONE_THREAD_BYTES ? 1 : batchThreads;
        computer = new ComputeThread("llama.cpp " + weights.file().getFileName());
        KvContext context = openContext(weights, cells, settings.slots());
        int window = Math.min(Math.min(cells, context.cells()), weights.trainedWindow()) - begin.length();
        table = new KvTable(settings.slots(), Math.min(cells, context.cells()));
        String maker = weights.file() + " " + weights.info().bytes() + " " + weights.library().files().main() + " f16";
        store = new KvStore(context, new SavedStates(SAVED, maker), new MeasuredRates(), weights.info().kvBytesPerId());
        info = new EngineInfo(ENGINE, ModelName.ofFile(weights.file().getFileName().toString()), fingerprint(vocabulary), vocabulary.size(), window, "", false);
    }

    static LlamaEngine open(Weights weights, LlamaSettings settings, int cells, ComputeShares shares, Runnable release) {
        return new LlamaEngine(weights, settings, cells, shares, release);
    }

    private KvContext openContext(Weights weights, int cells, int slots) {
        try {
            return new KvContext(weights, cells, slots, decodeThreads, batchThreads, () -> computer.aborting() || computer.inBackground() && shares.busy());
        } catch (RuntimeException e) {
            computer.close(() -> { });
            throw e;
        }
    }

    /** From what any llama.cpp tells of a vocabulary, in process or over HTTP. */
    static Fingerprint fingerprint(Vocabulary vocabulary) {
        int[] specials = java.util.stream.Stream.of("<|im_start|>", "<|im_end|>").mapToInt(written -> vocabulary.special(written).orElse(-1)).toArray();
        return TokenizerFingerprint.of("llama.cpp", vocabulary.size(), TokenSequence.of(specials), vocabulary::tokenize);
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public ChatTemplate template() {
        return template;
    }

    @Override
    public TokenSequence tokenize(String text) {
        return vocabulary.tokenize(text);
    }

    /** @throws IllegalArgumentException if an id stands for nothing */
    @Override
    public byte[] detokenize(TokenSequence ids) {
        return vocabulary.detokenize(ids);
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) throws InterruptedException {
        check(request.prompt());
        TokenSequence prompt = TokenSequence.concat(begin, request.prompt());
        int room = info.window() - request.prompt().length();
        int limit = request.sampling().maxTokens() < 0 ? room : Math.min(request.sampling().maxTokens(), room);
        share.began();
        try {
            var ask = KvTable.Ask.turn(request.session(), prompt, prompt.length() + limit);
            Optional<Lease> lease = queue.enter(() -> take(ask), listener::cancelled);
            if (lease.isEmpty()) return new GenerationResult(StopReason.CANCELLED);
            return new GenerationResult(answer(request, prompt, limit, lease.get(), listener));
        } finally {
            share.ended();
        }
    }

    private StopReason answer(GenerationRequest request, TokenSequence prompt, int limit, Lease lease, GenerationListener listener) throws InterruptedException {
        Optional<LlamaGeneration> generation = Optional.empty();
        try {
            generation = Optional.of(new LlamaGeneration(this, request, prompt, limit, lease, listener));
            return generation.get().run();
        } finally {
            release(lease, generation.map(LlamaGeneration::held).orElse(prompt.slice(0, lease.cached())));
        }
    }

    private void check(TokenSequence prompt) {
        if (prompt.length() > info.window()) {
            throw new EngineException("the prompt has " + prompt.length() + " ids, the window " + info.window() + "; shorten it or let the window policy drop turns");
        }
        if (prompt.isEmpty() && begin.isEmpty()) throw new EngineException("the prompt is empty: there is nothing to go on from");
        for (int i = 0; i < prompt.length(); i++) if (!vocabulary.has(prompt.get(i))) {
            throw new EngineException("id " + prompt.get(i) + " of the prompt is outside the vocabulary of " + vocabulary.size() + "; it comes from another model");
        }
    }

    /** Under the queue's lock, so that what is given up and cut off reaches the store in the table's order. */
    Optional<Lease> take(KvTable.Ask ask) {
        Optional<Lease> lease = table.take(ask);
        lease.ifPresent(l -> {
            store.give(l.evicted());
            // The table counts what is cut off as free from now on.
            store.keep(l.slot(), l.cached());
        });
        return lease;
    }

    /** @param held what the slot holds of the lease's ids */
    void release(Lease lease, TokenSequence held) {
        queue.leave(() -> store.keep(lease.slot(), table.release(lease, held) ? 0 : held.length()));
    }

    @Override
    public Prewarm.Result prewarm(Prewarm.Request request, Prewarm.Listener listener) throws InterruptedException {
        check(request.ids());
        return new LlamaPrewarm(this, request, listener).run();
    }

    @Override
    public void depart(SessionId session) {
        table.depart(session);
    }

    @Override
    public void evict(SessionId session) {
        queue.leave(() -> store.forget(session, table.evict(session)));
    }

    /** Which session holds how many ids in which slot. */
    @Override
    public List<CachedSession> cached() {
        return table.rows();
    }

    /** Answers that run or wait end with an {@link EngineException}; native memory is freed when they have. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        queue.close();
        computer.close(() -> {
            store.free();
            release.run();
        });
    }
}
