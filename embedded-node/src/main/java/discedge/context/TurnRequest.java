package discedge.context;

import discedge.engine.Sampling;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Position;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.session.WindowPolicy;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request for a turn, checked and tokenized: what the protocol core is told (docs/protocol.md, "A turn").
 *
 * @param session empty in turn 1 where the node is to make the id
 * @param mode empty = the session's, or the node's default in turn 1
 * @param maxWait how long the node may wait for its replica
 * @param after hash of the last answer this client received, then of those before it, newest first, up to 8
 * @param attempt from 1
 * @param messages the new messages as text, oldest first: turn 1 may begin with the system prompt; mode client-side carries all
 * @param messageIds the ids of each message's text, in the same order; nothing in them is a special token
 * @param forkFrom turn 1 of a new session that goes on from a branch of another one
 * @param position where the client is, if it says so: tells the next node of its heading
 */
public record TurnRequest(Optional<SessionId> session, String user, int turn, Optional<ContextMode> mode, Consistency consistency,
                          Duration maxWait, List<TurnHash> after, int attempt, Optional<String> requestId, OnDisconnect onDisconnect,
                          List<Message> messages, List<TokenSequence> messageIds, Optional<WindowPolicy> windowPolicy,
                          Duration idleTtl, Optional<ForkFrom> forkFrom, Sampling sampling, RequestHash hash, Optional<Position> position) {
    public static final int MAX_AFTER = 8;
    public static final Duration DEFAULT_MAX_WAIT = Duration.ofMillis(250);

    /** A branch to go on from. */
    public record ForkFrom(SessionId session, TurnHash hash) {}

    /** Of a client that does not say where it is. */
    public TurnRequest(Optional<SessionId> session, String user, int turn, Optional<ContextMode> mode, Consistency consistency, Duration maxWait, List<TurnHash> after, int attempt,
                       Optional<String> requestId, OnDisconnect onDisconnect, List<Message> messages, List<TokenSequence> messageIds, Optional<WindowPolicy> windowPolicy,
                       Duration idleTtl, Optional<ForkFrom> forkFrom, Sampling sampling, RequestHash hash) {
        this(session, user, turn, mode, consistency, maxWait, after, attempt, requestId, onDisconnect, messages, messageIds, windowPolicy, idleTtl, forkFrom, sampling, hash, Optional.empty());
    }

    public TurnRequest {
        after = List.copyOf(after);
        messages = List.copyOf(messages);
        messageIds = List.copyOf(messageIds);
        if (messages.size() != messageIds.size()) throw new IllegalArgumentException("each message has its ids");
    }
}
