package discedge.event;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a client did and saw. {@code node()} is the node it speaks to. */
public sealed interface ClientEvent extends NodeEvent {
    String client();

    /**
     * The client goes on at another node.
     *
     * @param from empty at the start
     * @param why {@code nearest}, {@code chosen}, {@code retry}
     */
    record Roamed(Instant at, String node, String client, Optional<SessionId> session, String from, String why) implements ClientEvent {}

    /**
     * A request went out.
     *
     * @param after the hash it carries
     */
    record Sent(Instant at, String node, String client, SessionId session, int turn, int attempt, String mode, String consistency, Optional<TurnHash> after) implements ClientEvent {}

    /**
     * The first piece of the answer came.
     *
     * @param since the request's first byte, of the first attempt
     */
    record FirstToken(Instant at, String node, String client, SessionId session, int turn, Duration since) implements ClientEvent {}

    /**
     * The answer came whole.
     *
     * @param attempts requests it took
     * @param total since the first attempt's first byte
     */
    record Acknowledged(Instant at, String node, String client, SessionId session, int turn, Optional<TurnHash> hash, boolean replayed, boolean stale, List<Integer> missing, int attempts, long answerDigest, Duration total) implements ClientEvent {}

    /**
     * A request ended without an answer.
     *
     * @param code the node's error code, or {@code unreachable}, {@code timeout}, {@code broken}, {@code bad_answer}, {@code cancelled}
     * @param givesUp the client gives this turn up
     */
    record Failed(Instant at, String node, String client, SessionId session, int turn, int attempt, int status, String code, boolean givesUp) implements ClientEvent {}

    /**
     * The client was told that its session is deleted.
     */
    record Deleted(Instant at, String node, String client, SessionId session) implements ClientEvent {}

    /**
     * The bytes of one turn on the client's link, retries included: TCP payload.
     */
    record TurnBytes(Instant at, String node, String client, SessionId session, int turn, long requestBytes, long responseBytes) implements ClientEvent {}
}
