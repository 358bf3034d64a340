package discedge.api;

import discedge.context.AnswerSink;
import discedge.context.Refusal;
import discedge.context.RefusedException;
import discedge.context.TurnRequest;
import discedge.engine.LlmEngine;
import discedge.engine.cache.CachedSession;
import discedge.event.EventReader;
import discedge.event.EventSpan;
import discedge.event.FredEvent;
import discedge.fred.store.SessionItems;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The node as its HTTP API sees it. Safe for many threads; nothing here blocks but where it says so. */
public interface NodeService {
    /** Starts a turn; the sink hears how it goes. */
    TurnHandle turn(TurnRequest request, AnswerSink sink);

    /** A turn under way. */
    interface TurnHandle {
        /** The client hung up: the turn finishes or is cut short, as its request said. */
        void clientGone();
    }

    /** Stops a running turn: what was sampled becomes the answer. False if no such turn runs here. */
    boolean stopTurn(SessionId session, int turn);

    /** Deletes a session; blocks until the deletion is safe or cannot be confirmed. Empty = deleted. */
    Optional<Refusal> delete(SessionId session) throws InterruptedException;

    /**
     * Some of the sessions here, the one written to last first.
     *
     * @param text begin of an id, or a part of a user's name; empty = all
     */
    SummaryPage sessions(String text, int offset, int limit);

    /** @param total of which these are a part */
    record SummaryPage(List<SessionSummary> sessions, int total) {}

    Optional<SessionView> session(SessionId session);

    /**
     * What the FReD node beside this one holds of a session, with versions: asked of FReD now. Completes within a few of the
     * reads' deadlines; the answer says why FReD could not be read.
     *
     * @throws RefusedException {@code no_fred} if this node keeps its records itself
     */
    CompletableFuture<SessionItems.Answer> fredItems(SessionId session);

    NodeView node();

    LlmEngine engine();

    /**
     * Events after an id, then each new one as it happens, until the subscription is closed; what is no longer kept is told
     * as a gap. A subscriber that is too slow loses its subscription, never the node's time.
     */
    Subscription events(long after, EventReader subscriber);

    /** Which events {@link #events} has. */
    EventSpan eventSpan();

    /** Writes the node's metrics in Prometheus' text form. */
    void metrics(OutputStream out) throws IOException;

    /** An open event subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param have the head's turn here; {@code newest} the highest turn of any record here
     * @param expires from then on it takes no turn, if none comes before; empty = never
     */
    record SessionSummary(SessionId session, String user, String mode, String model, int have, int newest, Optional<TurnHash> head, int tokens, int bytes,
                          boolean forked, boolean deleted, Instant lastWrite, Optional<Instant> expires) {}

    /** @param log the chosen chain, turn n at index n − 1; {@code branches} every other record here */
    record SessionView(SessionSummary summary, SessionHeader header, List<TurnRecord> log, List<TurnRecord> branches) {}

    /** A peer as this node sees it. {@code behind}: own writes the peer has not acknowledged yet. */
    record PeerView(String name, String address, boolean linked, boolean heard, boolean durable, long behind, Optional<Duration> roundTrip,
                    Optional<Instant> since, String problem) {}

    /**
     * What the node keeps.
     *
     * @param kind {@code memory}, {@code durable} or {@code fred}
     * @param bytes of all records, encoded
     * @param oldest when the oldest record was written; empty if there is none
     */
    record StoreView(String kind, int sessions, long bytes, Optional<Instant> oldest) {}

    /**
     * Who this node is.
     *
     * @param now by the node's clock, as the answer is made: what a reader estimates its offset from
     * @param cached the engine's cache by slot: which session holds how many ids
     * @param fred what it said of the FReD that keeps its records and that still holds, in order; empty without FReD
     */
    record NodeView(String node, String version, String engine, String model, String fingerprint, String profile, boolean simulated,
                    int vocabulary, int window, String keygroup, StoreView store, Instant started, Instant now, int httpPort, int replicaPort,
                    int running, boolean stopping, EventSpan events, List<PeerView> peers, List<CachedSession> cached, List<FredEvent> fred,
                    List<String> capabilities) {}
}
