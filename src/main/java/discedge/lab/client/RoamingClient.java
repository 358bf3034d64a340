package discedge.lab.client;

import discedge.context.Consistency;
import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.lab.client.Outcome.Answered;
import discedge.lab.client.Outcome.Failed;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A mobile client in one conversation with DisCEdge nodes: it speaks to the nearest node, or to one that was chosen, and its
 * context follows it. It does the client's part of docs/protocol.md's "A turn": makes the session's id, counts turns and attempts,
 * sends the hash of the last answer it received, and asks again as its {@link RetryPolicy} says. One turn at a time; where it
 * is may be changed from any thread, and holds for the next attempt.
 */
public final class RoamingClient implements AutoCloseable {
    private final EventSink events;
    private final InstantSource clock;
    private final RandomGenerator generator;
    private final NodeCalls calls;
    private final Whereabouts whereabouts;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile ClientSettings settings;
    private volatile Conversation conversation;

    /**
     * @param generator makes the session ids; in a lab a seeded one, elsewhere {@link java.security.SecureRandom}
     * @param clock tells when events happen; durations are measured by {@link System#nanoTime}
     */
    public RoamingClient(ClientSettings settings, Nodes nodes, Position start, RandomGenerator generator, EventSink events,
                         InstantSource clock) {
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.generator = generator;
        calls = new NodeCalls(settings.http2(), settings.retries().silence());
        conversation = newConversation();
        whereabouts = new Whereabouts(nodes, start, (from, to, why) ->
                events.emit(new ClientEvent.Roamed(clock.instant(), to, settings.name(), Optional.of(session()), from, why)));
    }

    /** What a turn needs of its client. */
    record Parts(ClientSettings settings, Whereabouts whereabouts, NodeCalls calls, EventSink events, InstantSource clock) {}

    public ClientSettings settings() {
        return settings;
    }

    public SessionId session() {
        return conversation.session();
    }

    /** The last acknowledged turn; 0 before the first. */
    public int turn() {
        return conversation.acknowledged();
    }

    /** The name of the node that the next attempt goes to; empty before the first choice. */
    public String node() {
        return whereabouts.current();
    }

    public Position position() {
        return whereabouts.position();
    }

    /** Moves to a position and to the node nearest to it. */
    public void moveTo(Position position) {
        whereabouts.moveTo(position);
    }

    /**
     * Goes to a node by hand.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public void goTo(String node) {
        whereabouts.goTo(node);
    }

    /** Leaves the session as it is and begins another. */
    public void newSession() {
        newSession(settings.mode());
    }

    /** The same, in another mode from here on: that of a session is fixed by its first turn. */
    public void newSession(ContextMode mode) {
        asking.lock();
        try {
            settings = settings.withMode(mode);
            conversation = newConversation();
        } finally {
            asking.unlock();
        }
    }

    /** Holds from the next turn on. */
    public void consistency(Consistency consistency) {
        settings = settings.withConsistency(consistency);
    }

    /**
     * Asks the next turn and waits for its answer, as long as the retry policy allows.
     *
     * @throws TurnFailedException if the turn is given up; the counter has not moved
     */
    public Reply ask(String prompt, AskOptions options, AnswerListener listener) throws TurnFailedException, InterruptedException {
        asking.lockInterruptibly();
        try {
            calls.resume();
            whereabouts.forgive();
            return new Asking(new Parts(settings, whereabouts, calls, events, clock), conversation, prompt, options, listener).ask();
        } finally {
            asking.unlock();
        }
    }

    public Reply ask(String prompt) throws TurnFailedException, InterruptedException {
        return ask(prompt, AskOptions.DEFAULT, AnswerListener.NONE);
    }

    /** Stops the turn being asked, at its node: what there is of the answer becomes the answer. From another thread. */
    public boolean stop() {
        Conversation running = conversation;
        return asking.isLocked() && calls.stop(whereabouts.place().address(), running.session(), running.turn()) instanceof Answered;
    }

    /** Gives the running request up; its {@link #ask} ends with code {@code cancelled}. From another thread. */
    public void cancel() {
        calls.cancel();
        whereabouts.wake();
    }

    /**
     * Deletes the session at the present node, for all nodes, in one attempt.
     *
     * @throws TurnFailedException if that is not confirmed
     */
    public void delete() throws TurnFailedException {
        asking.lock();
        try {
            Place place = whereabouts.place();
            switch (calls.delete(place.address(), session())) {
                case Answered _ -> events.emit(new ClientEvent.Deleted(clock.instant(), place.name(), settings.name(), session()));
                case Failed f -> throw new TurnFailedException(0, f.status(), f.code(), f.message(), f.fields());
            }
        } finally {
            asking.unlock();
        }
    }

    /** Ends a running turn with code {@code cancelled} and releases connections and threads. */
    @Override
    public void close() {
        calls.close();
        whereabouts.wake();
    }

    private Conversation newConversation() {
        return new Conversation(SessionId.ofBits(generator.nextLong(), generator.nextLong()), settings.system());
    }
}
