package discedge.experiment.live;

import discedge.context.Consistency;
import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.lab.Lab;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.lab.link.LinkCounts;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A client that asks on a thread of its own, one turn at a time, and whose words are kept. Safe for many threads; asking does not block. */
final class LiveClient implements WatchedNodes.Listener, AutoCloseable {
    private final Nodes places;
    private final InstantSource clock;
    private final Optional<Supplier<LinkCounts>> traffic;
    private final EventSink sink;
    private final Transcripts transcripts;
    private final RoamingClient client;
    private final AskOptions options;
    private LinkCounts counted = LinkCounts.ZERO;
    private boolean asking;
    private Optional<String> next = Optional.empty();
    private boolean closed;

    /**
     * It stands at {@code start}, and goes to the node nearest to it.
     *
     * @param places the nodes it can go to, to begin with
     * @param traffic what its links have carried; empty where nobody counts
     */
    LiveClient(ClientSettings settings, Nodes places, InstantSource clock, Optional<Supplier<LinkCounts>> traffic, Position start, AskOptions options, long seed,
               EventSink sink, Transcripts transcripts) {
        this.places = places;
        this.clock = clock;
        this.traffic = traffic;
        this.sink = sink;
        this.transcripts = transcripts;
        this.options = options;
        this.client = new RoamingClient(settings, places, start, new SplittableRandom(seed), sink, clock);
    }

    /** One of the lab's clients, connected to all nodes of it. */
    static LiveClient of(ClientSettings settings, Lab lab, Position start, AskOptions options, long seed, EventSink sink, Transcripts transcripts) throws IOException {
        return new LiveClient(settings, lab.connect(settings.name()), lab.clock(), Optional.of(() -> lab.clientTraffic(settings.name())), start, options, seed, sink, transcripts);
    }

    /** It can go there, too. */
    @Override
    public void added(Place place) {
        places.put(place);
    }

    /** It goes there no more; if it is there, its next turn goes to the nearest of the rest. */
    @Override
    public void removed(String node) {
        places.remove(node);
    }

    boolean reaches(String node) {
        return places.has(node);
    }

    String name() {
        return client.settings().name();
    }

    SessionId session() {
        return client.session();
    }

    /** Turns answered in this session. */
    int turn() {
        return client.turn();
    }

    String node() {
        return client.node();
    }

    void arrive() {
        client.moveTo(client.position());
    }

    void goTo(String node) {
        client.goTo(node);
    }

    // ---- asking

    synchronized boolean asking() {
        return asking;
    }

    /** @return whether it asks; not while another turn is being asked */
    synchronized boolean ask(String prompt) {
        if (asking || closed) return false;
        asking = true;
        Thread.ofPlatform().daemon().name("client " + name()).start(() -> askAll(prompt));
        return true;
    }

    /** The same, once the turn being asked has ended. @return not if a prompt waits for that already */
    synchronized boolean askNext(String prompt) {
        if (ask(prompt)) return true;
        if (next.isPresent() || closed) return false;
        next = Optional.of(prompt);
        return true;
    }

    /** The prompt that waits for the turn being asked goes out no more. @return it, if one waited */
    synchronized Optional<String> takeBack() {
        Optional<String> waiting = next;
        next = Optional.empty();
        return waiting;
    }

    private void askAll(String first) {
        try {
            for (Optional<String> prompt = Optional.of(first); prompt.isPresent(); prompt = following()) answer(prompt.get());
        } finally {
            ended();
        }
    }

    private synchronized Optional<String> following() {
        Optional<String> following = closed ? Optional.empty() : next;
        next = Optional.empty();
        if (following.isEmpty()) ended();
        return following;
    }

    private synchronized void ended() {
        asking = false;
        notifyAll();
    }

    private void answer(String prompt) {
        SessionId session = client.session();
        int turn = client.turn() + 1;
        transcripts.asked(session, turn, prompt, clock.instant());
        try {
            client.ask(prompt, options, new AnswerListener() {
                @Override
                public void piece(String text) {
                    transcripts.heard(session, turn, text, clock.instant());
                }

                @Override
                public void restarted() {
                    transcripts.restarted(session, turn);
                }
            });
        } catch (TurnFailedException e) {
            // Events have told it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        count(session, turn);
    }

    /** What passed on this client's links since its turn before. */
    private void count(SessionId session, int turn) {
        if (traffic.isEmpty()) return;
        LinkCounts now = traffic.get().get();
        LinkCounts own = now.since(counted);
        counted = now;
        sink.emit(new ClientEvent.TurnBytes(clock.instant(), client.node(), name(), session, turn, own.forward(), own.backward()));
    }

    synchronized void awaitIdle() throws InterruptedException {
        while (asking) wait();
    }

    /** What there is of the answer becomes the answer; asks the node on another thread. */
    void stop() {
        Thread.ofPlatform().daemon().name("stopping " + name()).start(client::stop);
    }

    /** Gives the turn up; a prompt that waits behind it goes out. */
    synchronized void cancel() {
        if (asking) client.cancel();
    }

    /** @return whether there is a new one; not while a turn is being asked */
    synchronized boolean newSession(ContextMode mode, Consistency consistency) {
        if (asking || closed) return false;
        client.newSession(mode);
        client.consistency(consistency);
        // No turn tells of it yet: the client is here with a new session, having come from nowhere.
        sink.emit(new ClientEvent.Roamed(clock.instant(), client.node(), name(), Optional.of(client.session()), "", "chosen"));
        return true;
    }

    void consistency(Consistency consistency) {
        client.consistency(consistency);
    }

    ClientSettings settings() {
        return client.settings();
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.close();
    }
}
