package discedge.simulation.check;

import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.List;
import java.util.Optional;

/**
 * One turn record. Most come from Committed; one that a node wrote just before it died has no Committed event, and is
 * known only as far as the request that must have written it tells (see {@link LostCommits}).
 */
final class RecordFact {
    private static final int KEY_PREFIX = 8;

    final SessionId session;
    final int turn;
    final TurnHash hash;
    /** Its key in the store, as RecordKey writes it. */
    final String key;
    /** Null where it is not known. */
    TurnHash before;
    /** The record {@link #before} names, if it is of the turn before. */
    RecordFact parent;
    /** The request that was answered by it; null where that is not known. */
    RequestFact request;
    TurnEvent.Committed committed;
    int committedAt = RequestFact.NEVER;
    /** A client that sends {@code after} has had it as an answer since then. */
    int acknowledgedAt = RequestFact.NEVER;
    /** Some node answered with it. */
    boolean answered;

    RecordFact(SessionId session, int turn, TurnHash hash) {
        this.session = session;
        this.turn = turn;
        this.hash = hash;
        this.key = key(session, turn, start(hash));
    }

    TurnEvent.PromptBuilt prompt() {
        return request == null ? null : request.prompt;
    }

    /** Null where it is not known. */
    RequestHash requestHash() {
        return committed != null ? committed.requestHash() : request != null && request.received != null ? request.received.requestHash()
                : null;
    }

    Optional<String> requestId() {
        return committed != null ? committed.requestId() : request != null && request.received != null ? request.received.requestId()
                : Optional.empty();
    }

    /** −1 where it is not known. */
    int attempt() {
        return committed != null ? committed.attempt() : request != null && request.received != null ? request.received.attempt() : -1;
    }

    /** Null where they are not known. */
    List<Integer> missing() {
        return committed != null ? committed.missing() : prompt() != null ? prompt().missing() : null;
    }

    List<Integer> leftOut() {
        return committed != null ? committed.leftOut() : prompt() != null ? prompt().leftOut() : null;
    }

    /** The record of an earlier turn on its chain; null where the chain is not known that far. */
    RecordFact ancestor(int earlierTurn) {
        RecordFact record = this;
        while (record != null && record.turn > earlierTurn) record = record.parent;
        return record;
    }

    @Override
    public String toString() {
        return "turn " + turn + " (" + start(hash) + ")";
    }

    /** As much of a hash as a key and a sentence show. */
    static String start(TurnHash hash) {
        return hash.toString().substring(0, KEY_PREFIX);
    }

    private static String key(SessionId session, int turn, String start) {
        String digits = Integer.toString(turn);
        return session.value() + "t" + "000000".substring(Math.min(6, digits.length())) + digits + start;
    }
}
