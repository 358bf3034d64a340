package discedge.event;

import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The life of one request for a turn at a node. {@code request} is the node's number for it. */
public sealed interface TurnEvent extends NodeEvent {
    long request();

    SessionId session();

    int turn();

    /**
     * A request came in.
     *
     * @param deadline how long it may wait for the replica
     * @param after the hash of the turn that the client saw last, if it said so
     * @param mode {@code raw}, {@code tokenized}, {@code client-side}
     * @param consistency {@code strong} or {@code available}
     */
    record Received(Instant at, String node, long request, SessionId session, int turn, String user, String mode, String consistency, int attempt, RequestHash requestHash, Optional<String> requestId, Optional<TurnHash> after, Duration deadline) implements TurnEvent {}

    /**
     * The replica is behind; the request waits for arrivals.
     *
     * @param have the head's turn here
     * @param missing turns of its chain that are not here
     */
    record Waiting(Instant at, String node, long request, SessionId session, int turn, int have, List<Integer> missing) implements TurnEvent {}

    /**
     * The wait ended.
     *
     * @param waited how long
     * @param caughtUp the missing turns came in time
     */
    record Waited(Instant at, String node, long request, SessionId session, int turn, Duration waited, boolean caughtUp) implements TurnEvent {}

    /**
     * The same request is running already; this one gets the same answer.
     *
     * @param running the request that runs
     */
    record Joined(Instant at, String node, long request, SessionId session, int turn, long running) implements TurnEvent {}

    /**
     * The context of the answer is chosen.
     *
     * @param base hash of the turn before, in the chain the answer extends
     * @param context hashes of the records the model is shown, oldest first
     * @param contextTokens ids of those records as shown
     * @param promptTokens ids of the new prompt, template included
     * @param leftOut turns that the view leaves out
     * @param missing turns of the chain that are not here
     * @param contextDigest digest of the ids shown, before the new prompt; 0 where the engine tokenizes texts
     */
    record PromptBuilt(Instant at, String node, long request, SessionId session, int turn, TurnHash base, List<TurnHash> context, int contextTokens, int promptTokens, List<Integer> leftOut, List<Integer> missing, long contextDigest) implements TurnEvent {}

    /**
     * The engine has room and begins to evaluate the prompt.
     *
     * @param queued how long the request queued for the engine
     */
    record PrefillStarted(Instant at, String node, long request, SessionId session, int turn, Duration queued) implements TurnEvent {}

    /**
     * The prompt is evaluated.
     *
     * @param tokens ids of the whole prompt
     * @param cachedTokens of these, found in the KV cache
     * @param slot the engine's cache slot
     * @param slotOwner the session whose ids the slot held before; empty if none
     * @param took how long
     */
    record Prefilled(Instant at, String node, long request, SessionId session, int turn, int tokens, int cachedTokens, int slot, String slotOwner, Duration took) implements TurnEvent {}

    /**
     * The first id of the answer was sampled.
     */
    record FirstToken(Instant at, String node, long request, SessionId session, int turn) implements TurnEvent {}

    /**
     * The answer is complete.
     *
     * @param tokens ids sampled
     * @param stop why it ended
     * @param took from the end of prefill to the last id
     */
    record Decoded(Instant at, String node, long request, SessionId session, int turn, int tokens, String stop, Duration took) implements TurnEvent {}

    /**
     * The turn's record is written here: durable if the node is.
     *
     * @param hash of the record
     * @param before the hash it chains to
     * @param bytes the encoded record without its key
     * @param newTokens ids the turn adds
     * @param contextDigest digest of the context that the next turn of this chain is shown, where its view leaves nothing out
     * @param missing turns that the answer had not seen
     * @param leftOut turns its view left out
     * @param took from the last id to the written record
     */
    record Committed(Instant at, String node, long request, SessionId session, int turn, TurnHash hash, TurnHash before, int attempt, RequestHash requestHash, Optional<String> requestId, int bytes, int newTokens, long contextDigest, List<Integer> missing, List<Integer> leftOut, Duration took) implements TurnEvent {}

    /**
     * The answer's last byte may go out.
     *
     * @param hash of the turn; empty in mode client-side
     * @param replayed from the store, generating nothing
     * @param stale some turns of the chain had not been seen
     * @param answerDigest digest of the answer's ids; 0 in mode raw, whose replays know the text only
     * @param queued queueing, for the summary of stages
     * @param total from received to answered, at the node
     */
    record Answered(Instant at, String node, long request, SessionId session, int turn, Optional<TurnHash> hash, boolean replayed, boolean stale, List<Integer> missing, int contextTokens, int newTokens, long answerDigest, Duration queued, Duration waited, Duration prefill, Duration decode, Duration commit, Duration total) implements TurnEvent {}

    /**
     * The request ends with an error.
     *
     * @param status HTTP status
     * @param code the error's stable name
     */
    record Refused(Instant at, String node, long request, SessionId session, int turn, int status, String code, String message) implements TurnEvent {}

    /**
     * The client hung up before the answer was complete.
     */
    record ClientGone(Instant at, String node, long request, SessionId session, int turn) implements TurnEvent {}
}
