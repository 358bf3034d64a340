package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.event.EventSink;
import discedge.experiment.live.Controls.Refused;
import discedge.fred.store.SessionItems;
import discedge.lab.client.Place;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import discedge.lab.remote.NodeFacts;
import discedge.lab.remote.RemoteNode;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The nodes of other processes that are watched beside those of the lab. Safe for many threads; no call waits. */
public final class WatchedNodes implements AutoCloseable {
    /** So many of its sessions a node is asked for by itself, the newest ones. */
    public static final int FIRST_PAGE = RemoteNode.FIRST_PAGE;

    private final EventSink sink;
    private final InstantSource clock;
    private final Set<String> taken;
    private final NodeApi api = new NodeApi();
    private final WhoIsThere who = new WhoIsThere(api, this::isWatched);
    private final WatchedSessions sessions = new WatchedSessions(api);
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Changes changes = new Changes();
    private final InOrder order = new InOrder();
    private final Awaiting awaiting;
    private final OtherVersions versions;
    private boolean closed;

    private record Entry(Watched watched, RemoteNode node, int number) {}

    /** Hears of nodes that clients can go to. */
    interface Listener {
        void added(Place place);

        void removed(String node);
    }

    /**
     * A node as the person set it up.
     *
     * @param label what people call it; its own name if nobody said
     * @param site what it is grouped under; may be empty
     */
    public record Watched(String node, NodeAddress address, String label, String site) {}

    /**
     * What answered at an address.
     *
     * @param offers other nodes that it knows and that answered too
     * @param warning what the person may not expect, such as another version
     */
    public record Answered(NodeAddress address, NodeFacts facts, List<Offer> offers, Optional<String> warning) {
        public Answered {
            offers = List.copyOf(offers);
        }
    }

    /** A peer that answered as well. */
    public record Offer(String node, NodeAddress address) {}

    /** An address at which no node has answered yet; it is asked again. @param why in words; empty while it is asked for the first time */
    public record Unanswered(NodeAddress address, String label, String site, String why, Instant since, Instant retryAt) {}

    public WatchedNodes(EventSink sink, InstantSource clock) {
        this(sink, clock, List.of());
    }

    /** @param taken names that are others': events of two nodes of one name could not be told apart */
    public WatchedNodes(EventSink sink, InstantSource clock, Collection<String> taken) {
        this.sink = sink;
        this.clock = clock;
        this.taken = Set.copyOf(taken);
        versions = new OtherVersions(sink, clock);
        awaiting = new Awaiting(api, order, clock, this::watch, changes::tell);
    }

    // ---- adding and removing

    /** Asks who is at an address. @return completes exceptionally with a {@link Refused} that says what answered instead, or nothing */
    public CompletableFuture<Answered> ask(String address) {
        return Aside.run("asking " + address, () -> who.ask(address));
    }

    /**
     * Begins to watch a node that answered.
     *
     * @throws Refused if one of its name is there already
     */
    public void add(Answered found, String label, String site) {
        found.warning().ifPresent(versions::said);
        watch(found.facts().node(), found.address(), label, site);
    }

    /**
     * Begins to watch a node that was watched in an earlier start: shown at once, also while it does not answer.
     *
     * @param name what it was called then
     * @throws Refused if one of its name is there already
     */
    public void watch(String name, NodeAddress address, String label, String site) {
        int number = order.reserve();
        try {
            watch(name, address, label, site, number);
        } catch (Refused e) {
            order.heard(number);
            throw e;
        }
    }

    private void watch(String name, NodeAddress address, String label, String site, int number) {
        Place place;
        synchronized (this) {
            if (closed) throw new Refused("The console is closing.");
            if (taken.contains(name)) throw new Refused("The lab here has a node or client called " + name + ": start the other one with another --id, or the console without the lab (--connect).");
            Entry known = entries.get(name);
            if (known != null) throw new Refused("A node called " + name + " is watched already, at " + known.watched().address() + ". Remove it first, or give one of them another --id.");
            var watched = new Watched(name, address, label.isBlank() ? name : label, site.strip());
            entries.put(name, new Entry(watched, RemoteNode.watch(address, name, api, order.sink(number, versions.sink()), clock), number));
            place = Elsewhere.place(watched, number);
        }
        for (Listener listener : listeners()) listener.added(place);
        changes.tell();
    }

    /**
     * Watches whatever node answers at an address, as soon as one does. Its place is that of this call: those that answer within
     * a moment are shown in the order they were named.
     *
     * @throws Refused if it is no address
     */
    public void await(String address, String label, String site) {
        awaiting.begin(WhoIsThere.parse(address), label, site);
    }

    /** It watches nothing any more; that nothing is watched says nothing then. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Those that were asked at least once. */
    public List<Unanswered> unanswered() {
        return asked().stream().filter(waiting -> !waiting.why().isEmpty()).toList();
    }

    /** Those, and those that are asked for the first time now. */
    public List<Unanswered> asked() {
        return awaiting.list();
    }

    /** Asks no more there. */
    public void forget(NodeAddress address) {
        awaiting.forget(address);
    }

    /** Asks there at once. */
    public void retry(NodeAddress address) {
        awaiting.retry(address);
    }

    /** Hears, on any thread, that there are other nodes or addresses, or that they are called otherwise. */
    public void onChange(Runnable listener) {
        changes.onChange(listener);
    }

    /** Does it when what was named before this node has been heard of, or has had a moment to answer; at once if that is so now. */
    void inTurn(String node, Runnable action) {
        Optional<Integer> number;
        synchronized (this) {
            number = Optional.ofNullable(entries.get(node)).map(Entry::number);
        }
        number.ifPresent(its -> order.inTurn(its, action));
    }

    /** Watches it no more; the node goes on. */
    public void remove(String node) {
        Entry gone;
        synchronized (this) {
            gone = entries.remove(node);
        }
        if (gone == null) return;
        order.heard(gone.number());
        gone.node().close();
        for (Listener listener : listeners()) listener.removed(node);
        changes.tell();
    }

    /** Gives it another label and site. */
    public void rename(String node, String label, String site) {
        synchronized (this) {
            entries.computeIfPresent(node, (name, known) -> new Entry(new Watched(name, known.watched().address(), label.isBlank() ? name : label.strip(), site.strip()), known.node(), known.number()));
        }
        changes.tell();
    }

    /** Asks a node that does not answer at once instead of at its next try. */
    public synchronized void retry(String node) {
        Entry known = entries.get(node);
        if (known != null) known.node().retryNow();
    }

    // ---- what is watched

    public synchronized boolean isWatched(String node) {
        return entries.containsKey(node);
    }

    /** In the order they were named. */
    public synchronized List<Watched> list() {
        return inOrder().stream().map(Entry::watched).toList();
    }

    private List<Entry> inOrder() {
        return entries.values().stream().sorted(Comparator.comparingInt(Entry::number)).toList();
    }

    /** Where they are shown: beside what a lab places. */
    List<Controls.Site> sites(List<Controls.Site> labs) {
        return Elsewhere.sites(labs, list());
    }

    /** Tells the listener of all there are, then of each change. */
    void listen(Listener listener) {
        List<Place> places;
        synchronized (this) {
            listeners.add(listener);
            places = inOrder().stream().map(entry -> Elsewhere.place(entry.watched(), entry.number())).toList();
        }
        places.forEach(listener::added);
    }

    private synchronized List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    // ---- sessions

    CompletableFuture<Optional<SessionView>> look(String node, SessionId session) {
        return sessions.look(address(node), session);
    }

    CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        return sessions.fredItems(address(node), session);
    }

    CompletableFuture<List<byte[]>> pieces(TokenSequence ids) {
        return sessions.pieces(ids);
    }

    CompletableFuture<Void> delete(String node, SessionId session) {
        return sessions.delete(address(node), session);
    }

    /**
     * Reads some of a node's sessions into the log.
     *
     * @return how many there are in all
     */
    public CompletableFuture<Integer> list(String node, String text, int offset, int limit) {
        RemoteNode known;
        synchronized (this) {
            Entry entry = entries.get(node);
            if (entry == null) throw new Refused("Node " + node + " is not watched.");
            known = entry.node();
        }
        return Aside.run("listing", () -> known.list(text, offset, limit));
    }

    private synchronized NodeAddress address(String node) {
        Entry entry = entries.get(node);
        if (entry == null) throw new Refused("Node " + node + " is not watched.");
        return entry.watched().address();
    }

    /** The links between them, asked over the same connections. */
    public WatchedLinks links() {
        return new WatchedLinks(sink, api, clock);
    }

    @Override
    public void close() {
        List<Entry> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(entries.values());
            entries.clear();
        }
        order.close();
        awaiting.close();
        open.forEach(entry -> entry.node().close());
        api.close();
    }
}
