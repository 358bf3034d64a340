package discedge.simulation.check;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * I6, over what a node holds: what it committed or what arrived there in this life, or in an earlier one if it is durable.
 * The same request: equal request hash, equal request id where both have one, the same {@code after} if it was sent.
 * <ul>
 * <li>PromptBuilt: the node holds no record of this turn for the same request, and runs no other turn of the session (from
 * its PromptBuilt to Committed, Answered, Refused or ClientGone).
 * <li>Committed: the node held no other record of this turn on the same {@code before}, nor for the same request, when the
 * answer was complete (Decoded, else PromptBuilt): another body is a 409.
 * <li>Joined: the running request asks the same.
 * <li>Answered with {@code replayed}: without a PromptBuilt, and with a record of this turn for the same request.
 * <li>Answered, and apart from it Acknowledged: one hash has one {@code answerDigest}; 0 = not known.
 * </ul>
 */
final class RetryRule implements Rule {
    private final Facts facts;
    private final Replicas replicas;
    private final Report report;
    private final Map<TurnHash, Long> digests = new HashMap<>();
    private final Map<TurnHash, Long> clientDigests = new HashMap<>();

    RetryRule(Facts facts, Replicas replicas, Report report) {
        this.facts = facts;
        this.replicas = replicas;
        this.report = report;
    }

    @Override
    public void on(NodeEvent event, int index) {
        if (event instanceof ClientEvent.Acknowledged a) {
            digest(clientDigests, a.hash(), a.answerDigest(), a.client(), index);
            return;
        }
        if (!(event instanceof TurnEvent turn)) return;
        RequestFact request = facts.request(index);
        if (request == null || request.received == null || request.clientSide()) return;
        if (turn instanceof TurnEvent.PromptBuilt p) prompt(p, request, index);
        else if (turn instanceof TurnEvent.Committed c) committed(c, request, index);
        else if (turn instanceof TurnEvent.Joined j) joined(j, request, index);
        else if (turn instanceof TurnEvent.Answered a) {
            digest(digests, a.hash(), a.answerDigest(), a.node(), index);
            if (a.replayed()) replayed(a, request, index);
        }
    }

    private void prompt(TurnEvent.PromptBuilt p, RequestFact request, int index) {
        Replicas.Copy copy = replicas.replica(p.node()).copy(p.session());
        for (Replicas.Held held : copy.at(p.turn()))
            if (held.fact() != null && held.fact().requestHash() != null && asks(request.received, held.fact()))
                report.add("I6", index, p.node() + " generates turn " + p.turn() + " again, though it has held its answer ("
                        + RecordFact.start(held.fact().hash)
                        + ") since event " + held.index());
        RequestFact running = copy.lastPrompt;
        if (running != null && running != request && running.life == request.life && isRunning(running, index))
            report.add("I6", index, p.node() + " begins turn " + p.turn() + " while turn " + running.prompt.turn()
                    + " of the session runs there");
        copy.lastPrompt = request;
    }

    private static boolean isRunning(RequestFact request, int index) {
        return !RequestFact.happenedBefore(request.committedAt, index) && !RequestFact.happenedBefore(request.endedAt, index)
                && !RequestFact.happenedBefore(request.goneAt, index);
    }

    private void committed(TurnEvent.Committed c, RequestFact request, int index) {
        int decidedAt = request.decodedAt != RequestFact.NEVER ? request.decodedAt : request.promptAt;
        for (Replicas.Held held : replicas.replica(c.node()).copy(c.session()).at(c.turn())) {
            RecordFact other = held.fact();
            if (other == null || other.hash.equals(c.hash()) || held.index() > decidedAt) continue;
            if (c.before().equals(other.before) || other.requestHash() != null && asks(request.received, other))
                report.add("I6", index, c.node() + " commits turn " + c.turn() + " (" + RecordFact.start(c.hash()) + ") although it holds "
                        + other
                        + (c.before().equals(other.before) ? " after the same turn" : " for the same request"));
        }
    }

    private void joined(TurnEvent.Joined j, RequestFact request, int index) {
        RequestFact running = request.joined;
        if (running == null || running.received == null) {
            if (request.life.started) report.add("I6", index, "turn " + j.turn() + " at " + j.node() + " joins request " + j.running()
                    + ", which never came in");
            return;
        }
        TurnEvent.Received a = request.received;
        TurnEvent.Received b = running.received;
        if (!a.session().equals(b.session()) || a.turn() != b.turn() || !a.requestHash().equals(b.requestHash())
                || !compatible(a.requestId(), b.requestId()))
            report.add("I6", index, "turn " + j.turn() + " at " + j.node() + " joins request " + j.running()
                    + ", which asks something else");
    }

    private void replayed(TurnEvent.Answered a, RequestFact request, int index) {
        if (request.prompt != null) report.add("I6", index, a.node() + " calls turn " + a.turn() + " replayed, and generated for it");
        RecordFact record = a.hash().map(facts::record).orElse(null);
        if (record == null) {
            if (!facts.olderRecords) report.add("I6", index, a.node() + " replays turn " + a.turn()
                    + " from a record that no node committed");
        } else if (record.turn != a.turn() || !record.session.equals(a.session()) || !asks(request.received, record)) {
            report.add("I6", index, a.node() + " answers turn " + a.turn() + " from " + record + ", which answered another request");
        }
    }

    /** The record answers this request, as far as is known. */
    private static boolean asks(TurnEvent.Received q, RecordFact record) {
        if (record.requestHash() != null && (!record.requestHash().equals(q.requestHash())
                || !compatible(record.requestId(), q.requestId()))) return false;
        return q.turn() == 1 || q.after().isEmpty() || record.before == null || q.after().get().equals(record.before);
    }

    private static boolean compatible(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private void digest(Map<TurnHash, Long> known, Optional<TurnHash> hash, long digest, String who, int index) {
        if (digest == 0 || hash.isEmpty()) return;
        Long first = known.putIfAbsent(hash.get(), digest);
        if (first != null && first != digest) report.add("I6", index, "the answer " + RecordFact.start(hash.get()) + " has other ids at "
                + who + " than before");
    }
}
