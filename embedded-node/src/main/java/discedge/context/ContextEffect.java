package discedge.context;

import discedge.engine.Sampling;
import discedge.event.NodeEvent;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the turn protocol wants done. The driver carries the effects out in order. */
public sealed interface ContextEffect {
    /** More ids of the answer, for a request's client. */
    record Deliver(long request, TokenSequence ids) implements ContextEffect {}

    record Answered(long request, Answer answer) implements ContextEffect {}

    record Refused(long request, Refusal refusal) implements ContextEffect {}

    /** A deletion is safe (empty) or cannot be confirmed. */
    record DeleteEnded(long request, Optional<Refusal> refusal) implements ContextEffect {}

    /** Start the engine; report by the {@code prefill…}, {@code sampled}, {@code finished} and {@code failed} inputs. */
    record Generate(long generation, SessionId session, Prompt prompt, Sampling sampling) implements ContextEffect {}

    /** End a generation with what there is. */
    record Cancel(long generation) implements ContextEffect {}

    /** Evaluate a context ahead, when no turn needs the engine; report by {@code prewarmed} or {@code prewarmFailed}. */
    record Prewarm(long token, SessionId session, TokenSequence ids) implements ContextEffect {}

    /** End a pre-warm with what there is. */
    record CancelPrewarm(long token) implements ContextEffect {}

    /** The session went on at another node: what it left in the engine's cache may go first. */
    record Depart(SessionId session) implements ContextEffect {}

    /** Forget what the engine's cache holds of a session. */
    record Evict(SessionId session) implements ContextEffect {}

    /** Write an item that must not exist yet; answered by {@code created} or {@code createFailed}. */
    record Create(long token, String key, byte[] value) implements ContextEffect {}

    record Erase(List<String> keys) implements ContextEffect {}

    /** Ask linked replicas for a session's items; what they have arrives as arrivals, then {@code fetched} is told. */
    record Fetch(long token, SessionId session, Duration timeout) implements ContextEffect {}

    /** Call {@code tick} at this time, or earlier; of several wishes since the last tick the earliest counts. */
    record WakeAt(Instant when) implements ContextEffect {}

    record Emit(NodeEvent event) implements ContextEffect {}
}
