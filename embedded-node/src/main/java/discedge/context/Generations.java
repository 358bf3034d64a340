package discedge.context;

import discedge.event.TurnEvent;
import discedge.session.Chain;
import discedge.session.ContextMode;
import discedge.session.RecordCodec;
import discedge.session.RecordKey;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnContent;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns from the chosen context to the committed record and its answers (docs/protocol.md, "A turn", 3 to 6). */
final class Generations {
    private static final TurnHash NO_BASE = TurnHash.ofBytes(new byte[16]);

    private final ProtocolSettings settings;
    private final Admission admission;
    private final Outbox out;
    private final Sessions sessions;
    private final LongSupplier tokens;
    private final Outcomes outcomes;
    private final Prewarms prewarms;
    private final Map<Long, RunningTurn> byGeneration = new HashMap<>();
    private final Map<Long, Commit> commits = new HashMap<>();

    private record Commit(RunningTurn turn, TurnRecord record, String key, int bytes) {}

    Generations(ProtocolSettings settings, Admission admission, Outbox out, Sessions sessions, LongSupplier tokens, Outcomes outcomes, Prewarms prewarms) {
        this.settings = settings;
        this.admission = admission;
        this.out = out;
        this.sessions = sessions;
        this.tokens = tokens;
        this.outcomes = outcomes;
        this.prewarms = prewarms;
    }

    int count() {
        return byGeneration.size() + commits.size();
    }

    // ---- starting

    void start(SessionState state, PendingRequest p, Chain chain, Optional<Chain> broughtAlong, Instant now) {
        TurnRequest q = p.asked;
        SessionHeader header = q.turn() > 1 ? state.tree.header().orElseThrow() : newHeader(p, broughtAlong);
        TurnHash base = q.turn() == 1 ? RecordCodec.hash(header)
                : q.after().stream().findFirst().orElseGet(() -> chain.records().getLast().hash());
        Optional<TurnContent> along = broughtAlong.map(c -> NewTurn.joined(c.records().stream().map(TurnRecord::content).toList()));
        NewTurn added = NewTurn.of(along, q, settings.template());
        if (added.length() >= settings.engine().window()) {
            outcomes.refuse(p, tooLong(added.length()), now);
            return;
        }
        Optional<ContextView> view = view(header, chain, added, q);
        if (view.isEmpty()) {
            outcomes.refuse(p, Refusal.of(RefusalCode.WINDOW_FULL, "the context and this prompt exceed the model's window of " + settings.engine().window()
                    + " ids, and the session's policy is reject").with("window", settings.engine().window()), now);
            return;
        }
        if (view.get().tokens() + added.length() >= settings.engine().window()) {
            outcomes.refuse(p, tooLong(added.length()), now);
            return;
        }
        var turn = new RunningTurn(tokens.getAsLong(), p, Optional.of(header), base, view.get(), added, now);
        state.running = turn;
        generate(turn, header.mode() == ContextMode.RAW, chain.missing(), now);
    }

    /** Mode client-side: the request carries everything, nothing is stored. */
    void startClientSide(PendingRequest p, Instant now) {
        NewTurn added = NewTurn.of(Optional.empty(), p.asked, settings.template());
        if (added.length() >= settings.engine().window()) {
            outcomes.refuse(p, tooLong(added.length()), now);
            return;
        }
        generate(new RunningTurn(tokens.getAsLong(), p, Optional.empty(), NO_BASE, ContextView.EMPTY, added, now), false, List.of(), now);
    }

    private void generate(RunningTurn turn, boolean raw, List<Integer> missing, Instant now) {
        byGeneration.put(turn.generation, turn);
        prewarms.drop(turn.first.session);
        turn.missing = missing;
        TokenSequence shown = raw ? TokenSequence.EMPTY : turn.view.ids();
        turn.contextDigest = raw ? 0 : shown.digest(TokenSequence.EMPTY_DIGEST);
        Prompt prompt = raw ? new Prompt.Texts(concat(turn.view.messages(), turn.added.messages()))
                : new Prompt.Ids(TokenSequence.concat(shown, turn.added.ids()));
        PendingRequest p = turn.first;
        out.emit(new TurnEvent.PromptBuilt(now, settings.node(), p.id, p.session, p.asked.turn(), turn.base,
                turn.view.shown().stream().map(TurnRecord::hash).toList(), turn.view.tokens(), turn.added.length(), turn.view.leftOut(), missing, turn.contextDigest));
        out.add(new ContextEffect.Generate(turn.generation, p.session, prompt, p.asked.sampling()));
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }

    private SessionHeader newHeader(PendingRequest p, Optional<Chain> broughtAlong) {
        TurnRequest q = p.asked;
        Optional<SessionHeader> source = broughtAlong.flatMap(c -> c.records().getFirst().header());
        return new SessionHeader(p.session, source.map(SessionHeader::owner).orElse(owner(p)),
                source.map(SessionHeader::mode).orElse(q.mode().orElse(settings.defaultMode())), settings.engine().model(), settings.engine().fingerprint(),
                settings.template().name(), q.windowPolicy().or(() -> source.map(SessionHeader::windowPolicy)).orElse(settings.defaultWindowPolicy()), q.idleTtl());
    }

    /** A user who gives no name gets one, the same at whichever node the request is made again. */
    private static String owner(PendingRequest p) {
        return p.asked.user().isEmpty() ? "user-" + p.session.value().substring(SessionId.LENGTH - 8) : p.asked.user();
    }

    private Optional<ContextView> view(SessionHeader header, Chain chain, NewTurn added, TurnRequest q) {
        int window = settings.engine().window();
        int wanted = q.sampling().maxTokens();
        int answer = wanted < 0 ? window / 8 : Math.min(wanted, window / 2);
        return ContextView.choose(header.windowPolicy(), chain, added.length() + answer + settings.template().close().length(), window, settings.template());
    }

    private Refusal tooLong(int ids) {
        return Refusal.of(RefusalCode.PROMPT_TOO_LONG, "the prompt takes " + ids + " ids and the model's window is " + settings.engine().window()
                + "; shorten it").with("prompt_tokens", ids).with("window", settings.engine().window());
    }

    // ---- joining, stopping

    /** The same request arriving again gets the running turn's answer. */
    boolean join(SessionState state, PendingRequest p, Instant now) {
        RunningTurn turn = state.running;
        if (turn == null || turn.first.asked.turn() != p.asked.turn() || !isSame(turn, p.asked)) return false;
        if (!turn.attached.contains(p)) {
            turn.attached.add(p);
            out.emit(new TurnEvent.Joined(now, settings.node(), p.id, p.session, p.asked.turn(), turn.first.id));
            if (turn.sampledCount > 0) out.add(new ContextEffect.Deliver(p.id, turn.answer()));
        }
        return true;
    }

    private static boolean isSame(RunningTurn turn, TurnRequest q) {
        boolean sameChain = q.turn() == 1 || q.after().isEmpty() || q.after().getFirst().equals(turn.base);
        return sameChain && Admission.sameQuestion(q.hash(), q.requestId(), turn.first.asked.hash(), turn.first.asked.requestId());
    }

    void clientGone(PendingRequest p) {
        for (RunningTurn turn : byGeneration.values()) {
            if (!turn.attached.contains(p)) continue;
            boolean nobody = turn.attached.stream().allMatch(one -> one.clientGone);
            if (nobody && turn.first.asked.onDisconnect() == OnDisconnect.CANCEL) cancel(turn);
        }
    }

    boolean stop(SessionId session, int turn) {
        Optional<RunningTurn> running = byGeneration.values().stream()
                .filter(t -> t.first.session.equals(session) && t.first.asked.turn() == turn).findFirst();
        running.ifPresent(this::cancel);
        return running.isPresent();
    }

    void cancel(RunningTurn turn) {
        if (byGeneration.containsKey(turn.generation)) out.add(new ContextEffect.Cancel(turn.generation));
    }

    // ---- the engine's reports

    void prefillStarted(long generation, Instant now) {
        RunningTurn turn = byGeneration.get(generation);
        if (turn == null) return;
        turn.prefillFrom = now;
        turn.queued = Duration.between(turn.generateFrom, now);
        out.emit(new TurnEvent.PrefillStarted(now, settings.node(), turn.first.id, turn.first.session, turn.first.asked.turn(), turn.queued));
    }

    void prefilled(long generation, int promptTokens, int cachedTokens, int slot, String slotOwner, Instant now) {
        RunningTurn turn = byGeneration.get(generation);
        if (turn == null) return;
        turn.promptTokens = promptTokens;
        turn.cachedTokens = cachedTokens;
        turn.prefill = Duration.between(turn.prefillFrom == null ? now : turn.prefillFrom, now);
        turn.decodeFrom = now;
        out.emit(new TurnEvent.Prefilled(now, settings.node(), turn.first.id, turn.first.session, turn.first.asked.turn(), promptTokens, cachedTokens, slot,
                slotOwner, turn.prefill));
        prewarms.came(turn.first.session, turn.first.asked.turn(), cachedTokens, now);
    }

    void sampled(long generation, TokenSequence ids, Instant now) {
        RunningTurn turn = byGeneration.get(generation);
        if (turn == null || ids.isEmpty()) return;
        if (turn.sampledCount == 0) out.emit(new TurnEvent.FirstToken(now, settings.node(), turn.first.id, turn.first.session, turn.first.asked.turn()));
        turn.sampled.add(ids);
        turn.sampledCount += ids.length();
        for (PendingRequest p : turn.attached) if (!p.clientGone) out.add(new ContextEffect.Deliver(p.id, ids));
    }

    Optional<SessionState> finished(long generation, StopReason stop, Optional<String> text, Instant now) {
        RunningTurn turn = byGeneration.remove(generation);
        if (turn == null) return Optional.empty();
        turn.stop = stop;
        turn.decodeTo = now;
        turn.decode = Duration.between(turn.decodeFrom == null ? now : turn.decodeFrom, now);
        out.emit(new TurnEvent.Decoded(now, settings.node(), turn.first.id, turn.first.session, turn.first.asked.turn(), turn.sampledCount, stop.word(), turn.decode));
        if (turn.header.isEmpty()) {
            outcomes.answerAll(turn, Optional.empty(), turn.added.length() + turn.sampledCount + settings.template().close().length(), now);
            return Optional.empty();
        }
        SessionState state = sessions.of(turn.first.session);
        commit(state, turn, text, now);
        return Optional.of(state);
    }

    Optional<SessionState> failed(long generation, String why, Instant now) {
        RunningTurn turn = byGeneration.remove(generation);
        if (turn == null) return Optional.empty();
        return endTurn(turn, Refusal.of(RefusalCode.ENGINE_FAILED, "the engine could not answer: " + why + "; nothing was stored, ask again"), now);
    }

    // ---- committing

    private void commit(SessionState state, RunningTurn turn, Optional<String> text, Instant now) {
        TurnRequest q = turn.first.asked;
        if (state.deleted) {
            endTurn(turn, Deletions.gone(state.id), now);
        } else if (Expiry.isTooLate(state, settings.expiryGrace(), now)) {
            endTurn(turn, Expiry.over(state, now), now);
        } else if (admission.isTaken(q, turn.base, state.tree)) {
            endTurn(turn, Refusal.of(RefusalCode.COMMIT_CONFLICT, "this turn was stored by another node while it ran here; ask again to get its answer"), now);
        } else {
            boolean raw = turn.header.orElseThrow().mode() == ContextMode.RAW;
            Optional<String> answerText = raw ? Optional.of(text.orElseThrow()) : Optional.empty();
            TurnContent content = turn.added.withAnswer(turn.answer(), answerText, settings.template());
            List<TurnHash> earlier = q.after().isEmpty() ? List.of() : q.after().subList(1, q.after().size());
            TurnRecord record = RecordCodec.withHash(new TurnRecord(state.id, q.turn(), q.turn() == 1 ? turn.header : Optional.empty(), content, q.hash(),
                    q.requestId(), q.attempt(), settings.node(), now, turn.base, earlier, turn.missing, turn.view.leftOut(), turn.stop, turn.base, q.position()));
            byte[] bytes = RecordCodec.encode(record);
            String key = RecordKey.of(record).text();
            long token = tokens.getAsLong();
            commits.put(token, new Commit(turn, record, key, bytes.length));
            out.add(new ContextEffect.Create(token, key, bytes));
        }
    }

    Optional<SessionState> created(long token, Instant now) {
        Commit commit = commits.remove(token);
        if (commit == null) return Optional.empty();
        RunningTurn turn = commit.turn;
        TurnRecord r = commit.record;
        SessionState state = sessions.of(r.session());
        state.running = null;
        if (state.deleted) {
            out.add(new ContextEffect.Erase(List.of(commit.key)));
            return endTurn(turn, Deletions.gone(state.id), now);
        }
        long digest = r.content() instanceof TurnContent.Ids ids && r.missing().isEmpty() && r.leftOut().isEmpty() ? ids.ids().digest(turn.contextDigest) : 0;
        out.emit(new TurnEvent.Committed(now, settings.node(), turn.first.id, r.session(), r.turn(), r.hash(), r.before(), r.attempt(), r.request(), r.requestId(),
                commit.bytes, r.content().tokens(), digest, r.missing(), r.leftOut(), Duration.between(turn.decodeTo, now)));
        sessions.add(state, r, commit.key, commit.bytes, now);
        outcomes.answerAll(turn, Optional.of(r.hash()), r.content().tokens(), now);
        return Optional.of(state);
    }

    Optional<SessionState> createFailed(long token, String why, Instant now) {
        Commit commit = commits.remove(token);
        if (commit == null) return Optional.empty();
        return endTurn(commit.turn, Refusal.of(RefusalCode.STORE_FAILED, "the turn was answered but could not be stored: " + why
                + "; nothing was kept, ask again here or at another node"), now);
    }

    private Optional<SessionState> endTurn(RunningTurn turn, Refusal refusal, Instant now) {
        Optional<SessionState> state = turn.header.flatMap(h -> sessions.find(turn.first.session));
        state.ifPresent(s -> s.running = null);
        for (PendingRequest p : turn.attached) outcomes.refuse(p, refusal, now);
        return state;
    }
}
