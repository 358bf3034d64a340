package discedge.engine.server;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.engine.Prewarm;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A llama.cpp server's model. Each session has one of the engine's slots to itself, the one used longest ago if there are fewer slots than sessions. */
public final class ServerEngine implements LlmEngine {
    public static final String ENGINE = "llama-server";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ServerSettings settings;
    private final ServerHttp http;
    private final ServerFacts facts;
    private final ServerHost.Share share;
    private final ServerSlots slots;
    /** Answers under way or waiting, also those of other engines on the same server: what is evaluated ahead gives way to them. */
    private final AtomicInteger turns;

    private ServerEngine(ServerSettings settings, ServerHttp http, ServerFacts facts, ServerHost.Share share) {
        this.settings = settings;
        this.http = http;
        this.facts = facts;
        this.share = share;
        turns = share.turns();
        slots = new ServerSlots(http, facts.dialect(), new KvTable(share.slots(), (long) share.slots().size() * (facts.window() + facts.begin().length())));
    }

    /** Lends an engine slots of a server that has so many. */
    interface Lender {
        ServerHost.Share lend(int slots) throws InterruptedException;
    }

    /** As in {@link ServerHost#open}. */
    static ServerEngine open(ServerSettings settings, Lender lender, Duration atMost, Consumer<String> say) throws InterruptedException {
        var http = new ServerHttp(settings);
        try {
            ServerFacts facts = patiently(http, atMost, say, () -> false);
            return new ServerEngine(settings, http, facts, lender.lend(facts.slots()));
        } catch (RuntimeException | InterruptedException e) {
            http.close();
            throw e;
        }
    }

    private static ServerFacts patiently(ServerHttp http, Duration atMost, Consumer<String> say, BooleanSupplier givenUp) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Duration pause = FIRST_PAUSE;
        String said = "";
        while (true) {
            try {
                return ServerFacts.ask(http);
            } catch (UnavailableException e) {
                if (!said.equals(e.getMessage())) say.accept(e.getMessage() + "; trying again");
                said = e.getMessage();
                if (System.nanoTime() > end || givenUp.getAsBoolean()) throw new EngineException(e.getMessage(), e);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(ENGINE, facts.model(), facts.fingerprint(), facts.vocabulary(), facts.window(), "", false);
    }

    @Override
    public ChatTemplate template() {
        return facts.template();
    }

    @Override
    public TokenSequence tokenize(String text) {
        return facts.tokenizer().tokenize(text);
    }

    /** @throws IllegalArgumentException if an id stands for nothing */
    @Override
    public byte[] detokenize(TokenSequence ids) {
        return facts.tokenizer().detokenize(ids);
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) throws InterruptedException {
        check(request.prompt());
        int room = facts.window() - request.prompt().length();
        int limit = request.sampling().maxTokens() < 0 ? room : Math.min(request.sampling().maxTokens(), room);
        TokenSequence prompt = TokenSequence.concat(facts.begin(), request.prompt());
        var ask = KvTable.Ask.turn(request.session(), prompt, (long) prompt.length() + limit);
        turns.incrementAndGet();
        try {
            Optional<Lease> lease = slots.await(ask, listener::cancelled);
            if (lease.isEmpty()) return new GenerationResult(StopReason.CANCELLED);
            TokenSequence[] held = {TokenSequence.EMPTY};
            try {
                listener.prefillStarted();
                return new GenerationResult(answer(request, prompt, lease.get(), limit, listener, held));
            } finally {
                slots.giveBack(lease.get(), held[0]);
            }
        } finally {
            turns.decrementAndGet();
        }
    }

    @Override
    public Prewarm.Result prewarm(Prewarm.Request request, Prewarm.Listener listener) throws InterruptedException {
        check(request.ids());
        return new ServerPrewarm(facts, http, slots, () -> turns.get() > 0, request, listener).run();
    }

    /** Longer than the window is never sent: some servers cut the middle out without a word. */
    private void check(TokenSequence prompt) {
        if (prompt.length() > facts.window()) {
            throw new EngineException("the prompt has " + prompt.length() + " ids, the window " + facts.window() + "; shorten it or let the window policy drop turns");
        }
        if (prompt.isEmpty() && facts.begin().isEmpty()) throw new EngineException("the prompt is empty: there is nothing to go on from");
        for (int i = 0; i < prompt.length(); i++) if (prompt.get(i) < 0 || facts.vocabulary() > 0 && prompt.get(i) >= facts.vocabulary()) {
            throw new EngineException("id " + prompt.get(i) + " of the prompt is outside the vocabulary of " + facts.vocabulary() + "; it comes from another model");
        }
    }

    /** Attempts until one gets as far as to evaluate the prompt, as long as patience lasts. */
    private StopReason answer(GenerationRequest request, TokenSequence prompt, Lease lease, int limit, GenerationListener listener, TokenSequence[] held) throws InterruptedException {
        long end = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            var generation = new ServerGeneration(facts, request, prompt, lease, limit, listener);
            try {
                StopReason stop = generation.run(http);
                held[0] = generation.held();
                return stop;
            } catch (UnavailableException e) {
                if (generation.begun()) throw new EngineException(e.getMessage() + " in mid-answer; ask again", e);
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative()) throw new EngineException(e.getMessage(), e);
                if (!isBack(left, listener)) return StopReason.CANCELLED;
                Thread.sleep(FIRST_PAUSE);
            }
        }
    }

    /** Waits for the server to be there again. False if the listener gave up. */
    private boolean isBack(Duration left, GenerationListener listener) throws InterruptedException {
        if (slots.isClosed()) throw new EngineException("the engine was closed; send the request to another node");
        try {
            sameAgain(patiently(http, left, _ -> { }, () -> listener.cancelled() || slots.isClosed()));
            return !listener.cancelled();
        } catch (EngineException e) {
            if (listener.cancelled()) return false;
            throw e;
        }
    }

    /** A server that was restarted may run another model: its ids would mean something else. Or it may have fewer slots. */
    private void sameAgain(ServerFacts now) {
        int needed = share.slots().getLast() + 1;
        if (now.slots() < needed) throw new EngineException("the server at " + settings.url() + " now has " + ServerHost.slots(now.slots()) + ", and this node uses slot " + (needed - 1) + ": start it with -np " + needed + " or more");
        if (now.fingerprint().equals(facts.fingerprint()) && now.window() >= facts.window()) return;
        throw new EngineException("the server at " + settings.url() + " now runs " + now.model() + " with a window of " + now.window() + ", and this node was started with " + facts.model()
                + " and " + facts.window() + ": start the node again");
    }

    @Override
    public void depart(SessionId session) {
        slots.depart(session);
    }

    @Override
    public void evict(SessionId session) {
        slots.evict(session);
    }

    /** Which session has which slot, and how many ids this node believes to be there. */
    @Override
    public List<CachedSession> cached() {
        return slots.rows();
    }

    /** Answers that run or wait end. */
    @Override
    public void close() {
        slots.close();
        http.close();
        share.close();
    }
}
