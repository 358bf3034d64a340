package discedge.experiment.live;

import discedge.api.NodeService.SessionView;
import discedge.event.EventSink;
import discedge.experiment.live.Controls.Refused;
import discedge.fred.store.SessionItems;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import discedge.lab.remote.NodeFacts;
import discedge.lab.remote.RemoteException;
import discedge.lab.remote.RemoteNode;
import discedge.lab.remote.RemoteSession;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes of other processes that are watched beside those of the lab. Safe for many threads; no call waits. */
public final class WatchedNodes implements AutoCloseable {
    /** Nobody knows where they stand: beyond all that a lab places, so that none is the nearest by accident. */
    private static final double ELSEWHERE_KM = 100_000;

    /** So many of its sessions a node is asked for by itself, the newest ones. */
    public static final int FIRST_PAGE = RemoteNode.FIRST_PAGE;

    private final EventSink sink;
    private final InstantSource clock;
    private final Set<String> taken;
    private final NodeApi api = new NodeApi();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Changes changes = new Changes();
    /** Whose nodes have not said yet who they are. */
    private final List<Awaited> awaited = new ArrayList<>();
    private final InOrder order = new InOrder();
    private final OtherVersions versions;
    private final Map<Integer, byte[]> pieces = new ConcurrentHashMap<>();
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
    }

    // ---- adding and removing

    /** Asks who is at an address. @return completes exceptionally with a {@link Refused} that says what answered instead, or nothing */
    public CompletableFuture<Answered> ask(String address) {
        return aside("asking " + address, () -> {
            NodeAddress at = parse(address);
            NodeFacts facts = api.facts(at);
            return new Answered(at, facts, offers(at, facts), OtherVersions.warning(facts.node(), facts.version()));
        });
    }

    private static NodeAddress parse(String address) {
        try {
            return NodeAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new Refused(capital(e.getMessage()) + ".");
        }
    }

    /** Peers are known by their replicas' addresses; where their HTTP API is, is tried. */
    private List<Offer> offers(NodeAddress at, NodeFacts facts) {
        var found = new ArrayList<Offer>();
        for (NodeFacts.Peer peer : facts.peers()) {
            if (peer.name().isEmpty() || isWatched(peer.name())) continue;
            for (NodeAddress guess : guesses(at, facts, peer)) {
                if (!answers(guess, peer.name())) continue;
                found.add(new Offer(peer.name(), guess));
                break;
            }
        }
        return found;
    }

    private static List<NodeAddress> guesses(NodeAddress at, NodeFacts facts, NodeFacts.Peer peer) {
        int colon = peer.address().lastIndexOf(':');
        if (colon < 1 || !peer.address().substring(colon + 1).matches("[0-9]{1,5}")) return List.of();
        String host = peer.address().substring(0, colon).replaceAll("^\\[|]$", "");
        boolean here = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        int apart = at.port() + Integer.parseInt(peer.address().substring(colon + 1)) - facts.replica();
        var guesses = new ArrayList<NodeAddress>();
        if (apart > 0 && apart < 65_536) guesses.add(new NodeAddress(here ? at.host() : host, apart));
        if (!here) guesses.add(new NodeAddress(host, at.port()));
        return guesses;
    }

    private boolean answers(NodeAddress address, String name) {
        try {
            return api.facts(address).node().equals(name);
        } catch (RemoteException e) {
            return false;
        }
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
            place = place(entries.get(name));
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
        NodeAddress at = parse(address);
        Awaited waiting;
        synchronized (this) {
            if (closed || awaited.stream().anyMatch(other -> other.address().equals(at))) return;
            waiting = new Awaited(at, label, site, order.reserve(), clock);
            awaited.add(waiting);
        }
        waiting.begin(() -> {
            String name = api.facts(at).node();
            order.await(waiting.number());
            watch(name, at, label, site, waiting.number());
        }, this::ended, () -> {
            order.heard(waiting.number());
            changes.tell();
        });
    }

    private void ended(Awaited waiting) {
        waiting.close();
        synchronized (this) {
            awaited.remove(waiting);
        }
        changes.tell();
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
    public synchronized List<Unanswered> asked() {
        return awaited.stream().map(Awaited::state).toList();
    }

    private synchronized Optional<Awaited> awaited(NodeAddress address) {
        return awaited.stream().filter(waiting -> waiting.address().equals(address)).findFirst();
    }

    /** Asks no more there. */
    public void forget(NodeAddress address) {
        awaited(address).ifPresent(this::ended);
    }

    /** Asks there at once. */
    public void retry(NodeAddress address) {
        awaited(address).ifPresent(Awaited::retryNow);
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

    private static Place place(Entry entry) {
        return new Place(entry.watched().node(), entry.watched().address().socket(), new Position(ELSEWHERE_KM, ELSEWHERE_KM + entry.number()));
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
    synchronized List<Controls.Site> sites(List<Controls.Site> labs) {
        double right = labs.stream().mapToDouble(site -> site.position().x()).max().orElse(0);
        double top = labs.stream().mapToDouble(site -> site.position().y()).min().orElse(0);
        var sites = new ArrayList<Controls.Site>();
        var groups = new ArrayList<String>();
        var rows = new HashMap<String, Integer>();
        // Those of one site one after the other: digits count them so, too.
        for (Entry entry : inOrder()) if (!groups.contains(entry.watched().site())) groups.add(entry.watched().site());
        for (String group : groups) for (Entry entry : inOrder()) {
            if (!entry.watched().site().equals(group)) continue;
            int row = rows.merge(group, 1, Integer::sum) - 1;
            // A zigzag, so that links between them do not lie on each other; each site below the one before.
            double y = top + sites.size() * 55 + groups.indexOf(group) * 30;
            sites.add(new Controls.Site(entry.watched().node(), entry.watched().label(), new Position(right + 60 + row % 2 * 90, y), group));
        }
        return sites;
    }

    /** Tells the listener of all there are, then of each change. */
    void listen(Listener listener) {
        List<Place> places;
        synchronized (this) {
            listeners.add(listener);
            places = inOrder().stream().map(WatchedNodes::place).toList();
        }
        places.forEach(listener::added);
    }

    private synchronized List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    // ---- sessions

    CompletableFuture<Optional<SessionView>> look(String node, SessionId session) {
        NodeAddress address = address(node);
        return aside("looking", () -> {
            Optional<RemoteSession> found = api.session(address, session);
            found.ifPresent(seen -> pieces.putAll(seen.pieces()));
            return found.map(RemoteSession::view);
        });
    }

    /** Asked of FReD by the node: whoever asks FReD needs its certificates. Why it cannot be read comes in the answer. */
    CompletableFuture<SessionItems.Answer> fredItems(String node, SessionId session) {
        NodeAddress address = address(node);
        return aside("asking FReD", () -> {
            try {
                return new SessionItems.Answer(api.fredItems(address, session), Optional.empty());
            } catch (RemoteException e) {
                return new SessionItems.Answer(List.of(), Optional.of(e.getMessage()));
            }
        });
    }

    /** Of ids in sessions that were looked at: a node tells the pieces with them. */
    CompletableFuture<List<byte[]>> pieces(TokenSequence ids) {
        return CompletableFuture.completedFuture(Arrays.stream(ids.toArray()).mapToObj(id -> pieces.getOrDefault(id, "?".getBytes(StandardCharsets.UTF_8))).toList());
    }

    CompletableFuture<Void> delete(String node, SessionId session) {
        NodeAddress address = address(node);
        return aside("deleting", () -> {
            api.delete(address, session);
            return null;
        });
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
        return aside("listing", () -> known.list(text, offset, limit));
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

    private static <T> CompletableFuture<T> aside(String name, Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (RemoteException e) {
                throw new Refused(capital(e.getMessage()) + ".");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public void close() {
        List<Entry> open;
        List<Awaited> waiting;
        synchronized (this) {
            closed = true;
            open = List.copyOf(entries.values());
            waiting = List.copyOf(awaited);
            entries.clear();
            awaited.clear();
        }
        order.close();
        waiting.forEach(Awaited::close);
        open.forEach(entry -> entry.node().close());
        api.close();
    }
}
