package discedge.context;

import discedge.session.Chain;
import discedge.session.RequestHash;
import discedge.session.SessionTree;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of docs/protocol.md, "A turn", 1 and 2: may this request be answered over what is here, was it answered already, or
 * must it wait? A pure function of request and records.
 */
class Admission {
    Verdict judge(TurnRequest q, SessionTree tree) {
        Optional<TurnRecord> answered = answered(q, tree);
        if (answered.isPresent()) return new Verdict.Replay(answered.get());
        if (q.turn() <= tree.have()) {
            Optional<Refusal> late = late(q, tree);
            if (late.isPresent()) return new Verdict.Refuse(late.get());
        }
        Chain chain = chain(q, tree);
        return isComplete(chain) ? new Verdict.Go(chain) : new Verdict.Behind(chain);
    }

    boolean isComplete(Chain chain) {
        return chain.complete();
    }

    /** The record of this turn with the same request; the log's before a branch's. */
    Optional<TurnRecord> answered(TurnRequest q, SessionTree tree) {
        return tree.atTurn(q.turn()).stream().filter(record -> isSameRequest(q, record))
                .max(Comparator.comparing((TurnRecord record) -> tree.inLog(record)).thenComparing(TurnRecord::attempt).thenComparing(TurnRecord::hash));
    }

    /** Equal request hash, equal request id where both have one, and the same {@code after} if it was sent. */
    boolean isSameRequest(TurnRequest q, TurnRecord record) {
        boolean sameChain = q.turn() == 1 || q.after().isEmpty() || q.after().getFirst().equals(record.before());
        return sameChain && sameQuestion(q.hash(), q.requestId(), record.request(), record.requestId());
    }

    static boolean sameQuestion(RequestHash one, Optional<String> oneId, RequestHash other, Optional<String> otherId) {
        return one.equals(other) && (oneId.isEmpty() || otherId.isEmpty() || oneId.equals(otherId));
    }

    /** A record that forbids committing this request on this base: create-if-absent of (turn, hash before) and (turn, request). */
    boolean isTaken(TurnRequest q, TurnHash base, SessionTree tree) {
        return tree.atTurn(q.turn()).stream().anyMatch(record -> record.before().equals(base) || isSameRequest(q, record));
    }

    /** A turn that the log has already, asked by another request: waiting cannot help, unless the client's branch is not here. */
    private Optional<Refusal> late(TurnRequest q, SessionTree tree) {
        if (q.turn() > 1 && !q.after().isEmpty()) {
            TurnHash after = q.after().getFirst();
            if (!tree.contains(after)) return Optional.empty();
            if (!tree.logHash(q.turn() - 1).equals(Optional.of(after))) return Optional.of(forked(q, tree, after));
        }
        return Optional.of(Refusal.of(RefusalCode.TURN_TAKEN, "turn " + q.turn() + " was answered to another request; the next turn is "
                        + (tree.have() + 1)).with("expected_turn", tree.have() + 1).with("head", headHash(tree)));
    }

    private static Refusal forked(TurnRequest q, SessionTree tree, TurnHash after) {
        TurnRecord branch = branchEnd(tree, after);
        return Refusal.of(RefusalCode.FORKED, "the conversation went on without the turn you build on; read on from the head, or go on from your"
                        + " branch in a new session with fork_from")
                .with("expected_turn", tree.have() + 1)
                .with("heads", List.of(head(tree.head().orElseThrow(), true), head(branch, false)));
    }

    private static TurnRecord branchEnd(SessionTree tree, TurnHash from) {
        TurnRecord end = tree.find(from).orElseThrow();
        var open = new ArrayList<TurnRecord>(List.of(end));
        while (!open.isEmpty()) {
            TurnRecord record = open.removeLast();
            if (record.turn() > end.turn()) end = record;
            for (TurnRecord next : tree.atTurn(record.turn() + 1)) if (next.before().equals(record.hash())) open.add(next);
        }
        return end;
    }

    private static Map<String, Object> head(TurnRecord record, boolean inLog) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("turn", record.turn());
        fields.put("hash", record.hash().toString());
        fields.put("in_log", inLog);
        return fields;
    }

    private static String headHash(SessionTree tree) {
        return tree.head().map(record -> record.hash().toString()).orElse("");
    }

    private static Chain chain(TurnRequest q, SessionTree tree) {
        if (q.turn() == 1) return new Chain(0, List.of(), List.of());
        if (!q.after().isEmpty()) return tree.chain(q.turn() - 1, q.after());
        return tree.chain(q.turn() - 1, tree.logHash(q.turn() - 1).map(List::of).orElse(List.of()));
    }
}
