package discedge.context;

import discedge.event.TurnEvent;
import discedge.session.ContextMode;
import discedge.session.SessionHeader;
import discedge.session.TurnContent;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ends of requests: an answer, the stored answer again, or a refusal (docs/protocol.md, I12: a request always ends). */
final class Outcomes {
    private final ProtocolSettings settings;
    private final Outbox out;
    private final Consumer<PendingRequest> ended;

    /** @param ended is told each request that has its outcome */
    Outcomes(ProtocolSettings settings, Outbox out, Consumer<PendingRequest> ended) {
        this.settings = settings;
        this.out = out;
        this.ended = ended;
    }

    /** Every request that waited for this turn gets its answer. */
    void answerAll(RunningTurn turn, Optional<TurnHash> hash, int newTokens, Instant now) {
        TokenSequence answer = turn.answer();
        ContextMode mode = turn.header.map(SessionHeader::mode).orElse(ContextMode.CLIENT_SIDE);
        Duration commit = Duration.between(turn.decodeTo, now);
        for (PendingRequest p : turn.attached) {
            var stages = new Answer.Stages(turn.queued, p.waited, turn.prefill, turn.decode, commit);
            answer(p, new Answer(p.session, p.asked.turn(), hash, settings.node(), mode, answer, Optional.empty(), turn.stop, turn.view.tokens(), newTokens,
                    turn.promptTokens, turn.cachedTokens, turn.missing, turn.view.leftOut(), false, stages), now);
        }
    }

    /** The stored answer again: the same text, ids, turn and hash; nothing is generated. */
    void replay(SessionState state, PendingRequest p, TurnRecord record, Instant now) {
        // The header may not be here yet; the content says the mode as well.
        boolean raw = record.content() instanceof TurnContent.Texts;
        TokenSequence ids = record.content() instanceof TurnContent.Ids content ? content.answer() : TokenSequence.EMPTY;
        Optional<String> text = record.content() instanceof TurnContent.Texts texts ? Optional.of(texts.messages().getLast().content()) : Optional.empty();
        int context = state.tree.chain(record.turn() - 1, List.of(record.before())).records().stream()
                .filter(r -> !record.leftOut().contains(r.turn())).mapToInt(r -> r.content().tokens()).sum();
        if (!ids.isEmpty() && !p.clientGone) out.add(new ContextEffect.Deliver(p.id, ids));
        answer(p, new Answer(state.id, record.turn(), Optional.of(record.hash()), settings.node(), raw ? ContextMode.RAW : ContextMode.TOKENIZED, ids, text,
                record.stop(), context, record.content().tokens(), 0, 0, record.missing(), record.leftOut(), true,
                Answer.Stages.NONE.withWaited(p.waited)), now);
    }

    private void answer(PendingRequest p, Answer a, Instant now) {
        Answer.Stages s = a.stages();
        out.emit(new TurnEvent.Answered(now, settings.node(), p.id, p.session, a.turn(), a.hash(), a.replayed(), a.stale(), a.missing(), a.contextTokens(),
                a.newTokens(), a.digest(), s.queued(), s.waited(), s.prefill(), s.decode(), s.commit(),
                Duration.between(p.received, now)));
        out.add(new ContextEffect.Answered(p.id, a));
        ended.accept(p);
    }

    void refuse(PendingRequest p, Refusal refusal, Instant now) {
        out.emit(new TurnEvent.Refused(now, settings.node(), p.id, p.session, p.asked.turn(), refusal.code().status(), refusal.code().word(), refusal.message()));
        out.add(new ContextEffect.Refused(p.id, refusal));
        ended.accept(p);
    }
}
