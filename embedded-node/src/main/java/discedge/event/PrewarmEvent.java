package discedge.event;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;

/** A context evaluated into a node's engine before its client is there. */
public sealed interface PrewarmEvent extends NodeEvent {
    SessionId session();

    /** The context is the log up to this turn. */
    int turn();

    /**
     * The session is expected here, or all are: its context will be evaluated as soon as no turn needs the engine.
     *
     * @param hash of the context's last record
     * @param policy {@code all} or {@code predicted}
     * @param probability that the session's next other node is this one; 1 where the policy does not ask
     * @param tokens ids of the context
     */
    record Planned(Instant at, String node, SessionId session, int turn, TurnHash hash, String policy, double probability, int tokens) implements PrewarmEvent {}

    /**
     * The session may come here, and its context is not evaluated.
     *
     * @param why {@code unlikely}, {@code budget}
     */
    record Declined(Instant at, String node, SessionId session, int turn, double probability, int tokens, String why) implements PrewarmEvent {}

    /**
     * The engine works on it, whenever no turn does.
     */
    record Started(Instant at, String node, SessionId session, int turn, int tokens) implements PrewarmEvent {}

    /**
     * It ended.
     *
     * @param ending {@code warm}, {@code superseded}, {@code preempted} (by one worth more; it goes on later), {@code no-room}, {@code failed}
     * @param found leading ids that were in the KV cache before
     * @param evaluated ids evaluated for it: what it cost
     * @param held leading ids that are in the KV cache now
     * @param took since it was started, turns that came between included
     */
    record Ended(Instant at, String node, SessionId session, int turn, String ending, int found, int evaluated, int held, Duration took) implements PrewarmEvent {}

    /**
     * The session's turn came here.
     *
     * @param turn the one that came
     * @param used ids evaluated ahead that it did not have to evaluate
     * @param wasted ids evaluated ahead for this session that it could not use
     */
    record Used(Instant at, String node, SessionId session, int turn, int used, int wasted) implements PrewarmEvent {}

    /**
     * No turn will use what was evaluated ahead.
     *
     * @param ids how many
     * @param why {@code deleted}, {@code expired}
     */
    record Wasted(Instant at, String node, SessionId session, int turn, int ids, String why) implements PrewarmEvent {}
}
