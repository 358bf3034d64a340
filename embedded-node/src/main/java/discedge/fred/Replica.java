package discedge.fred;

import discedge.event.PeerEvent;
import discedge.fred.PeerMessage.Ack;
import discedge.fred.PeerMessage.Beat;
import discedge.fred.PeerMessage.BeatBack;
import discedge.fred.PeerMessage.Have;
import discedge.fred.PeerMessage.Hello;
import discedge.fred.PeerMessage.Item;
import discedge.fred.PeerMessage.Skip;
import discedge.fred.PeerMessage.Want;
import discedge.fred.PeerMessage.WantDone;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One node's replica of its keygroup, without threads, disk, network or clock: it is told what happened and when, and says what
 * is to be done ({@link #drain}). One caller at a time; docs/replication.md tells the rules.
 */
public final class Replica implements RecordStore {
    private final ReplicaSettings settings;
    private final Effects effects = new Effects();
    private final Links links = new Links();
    private final Members members = new Members();
    private final Store store;
    private final Writes writes;
    private final Sending sending;
    private final Receiving receiving;
    private final Fetching fetching;
    private final Liveness liveness;
    private Optional<Instant> wish = Optional.empty();

    /** @throws IllegalArgumentException if what was recovered belongs to another node or keygroup, or its epoch must not be used on */
    public Replica(ReplicaSettings settings, Recovered recovered, ItemCheck check) {
        RecoveredCheck.check(settings, recovered);
        this.settings = settings;
        store = new Store(recovered);
        sending = new Sending(settings, store, links, members, effects);
        var own = new LogEntry.Opened(settings.origin().node(), settings.origin().epoch(), settings.keygroup());
        writes = new Writes(settings, recovered.opened().filter(own::equals).isPresent(), check, store, effects, new Writes.Listener() {
            @Override
            public void held(Origin origin, Instant now) {
                receiving.held(origin);
                sending.held(origin, now);
            }

            @Override
            public void stranded(StoredItem item, Instant now) {
                sending.stranded(item, now);
            }
        });
        receiving = new Receiving(settings, check, store, links, writes, effects);
        fetching = new Fetching(settings, links, members, writes, effects);
        liveness = new Liveness(settings, links, effects);
        writes.open();
    }

    @Override
    public void create(long token, String key, byte[] value, Instant now) {
        writes.create(token, key, value, now);
        after(now);
    }

    /** All entries up to and including this position are durable. */
    public void appended(long position, Instant now) {
        writes.appended(position, now);
        after(now);
    }

    /**
     * The entry at this position and all after it are surely not in the log, and will not be: the caller has cut off what it had
     * written of them and drops those it has not written yet.
     *
     * @param why in words, for the writer
     */
    public void appendFailed(long position, String why, Instant now) {
        if (writes.appendFailed(position, why, now)) receiving.askAgain(now);
        after(now);
    }

    /** {@inheritDoc} None of these keys is taken again. */
    @Override
    public void erase(Collection<String> keys, Instant now) {
        writes.erase(keys, now);
        after(now);
    }

    @Override
    public void fetch(long token, String prefix, Duration timeout, Instant now) {
        fetching.fetch(token, prefix, timeout, now);
        after(now);
    }

    /** What peers want under a prefix that begins so is looked up: {@code keys} says which items that are. */
    public void index(String begin, Function<String, List<String>> keys) {
        store.index(begin, keys);
    }

    /** A stream is up: one that this node dialled, or a peer's. */
    public void opened(LinkId id, Instant now) {
        if (id.dialled()) {
            var link = new DialledLink(id, now);
            links.add(link);
            effects.send(link, hello());
        } else {
            links.add(new AcceptedLink(id, now));
        }
        after(now);
    }

    /**
     * A stream is gone, or could not be opened in the first place.
     *
     * @param retryIn until this node dials again; zero for an accepted one
     */
    public void closed(LinkId id, String why, Duration retryIn, Instant now) {
        Optional<Link> link = links.remove(id);
        String me = settings.origin().node();
        if (id.dialled()) {
            String peer = link.flatMap(Link::hello).map(Hello::node).or(() -> members.nameOf(id.address())).orElse(id.address());
            effects.emit(new PeerEvent.Down(now, me, peer, id.address(), why, retryIn));
        } else if (link.isPresent() && link.get() instanceof AcceptedLink accepted && accepted.announced()) {
            effects.emit(new PeerEvent.Heard(now, me, accepted.peer(), accepted.peerOrigin().epoch(), false));
        }
        link.ifPresent(this::lost);
        after(now);
    }

    private void lost(Link link) {
        if (link instanceof AcceptedLink) receiving.gone();
        fetching.lost(link);
    }

    /** A message came. Those on one link come in the order in which they were sent. */
    public void received(LinkId id, PeerMessage message, Instant now) {
        links.get(id).filter(link -> !link.closing()).ifPresent(link -> {
            if (link instanceof AcceptedLink accepted) accepted.heard(now);
            handle(link, message, now);
        });
        after(now);
    }

    private void handle(Link link, PeerMessage message, Instant now) {
        boolean greeting = message instanceof Hello;
        if (greeting == link.hello().isPresent()) {
            close(link, greeting ? "the peer said hello twice" : "the peer's first message was no hello");
            return;
        }
        switch (message) {
            case Hello hello -> greeted(link, hello, now);
            case Want want -> answer(link, want, now);
            case WantDone done -> {
                answered(link, now);
                fetching.done(link, done);
            }
            case Beat beat -> effects.send(link, new BeatBack(beat.id()));
            case BeatBack back -> beatBack(link, back, now);
            case Item item when item.item().number() < 1 -> close(link, "the peer sent an item with the number " + item.item().number());
            case Item item when item.loose() && link.exchanging() -> receiving.loose(link, item.item(), now);
            case Item item when link instanceof AcceptedLink accepted && accepted.exchanging() -> receiving.inOrder(accepted, item.item(), now);
            case Skip skip when skip.from() >= 1 && skip.through() >= skip.from() && link instanceof AcceptedLink accepted && accepted.exchanging() ->
                    receiving.skip(accepted, skip, now);
            case Have have when link instanceof DialledLink dialled && dialled.exchanging() -> {
                dialled.answered(now);
                sending.have(dialled, have, now);
            }
            case Ack ack when link instanceof DialledLink dialled && dialled.ready() -> {
                dialled.answered(now);
                sending.ack(dialled, ack, now);
            }
            case Item _, Skip _, Have _, Ack _ -> close(link, "the peer sent a " + message.getClass().getSimpleName() + " where none belongs");
        }
    }

    private Hello hello() {
        return new Hello(settings.origin().node(), settings.origin().epoch(), settings.durable(), settings.keygroup(), settings.fingerprint());
    }

    private void greeted(Link link, Hello hello, Instant now) {
        String me = settings.origin().node();
        if (hello.node().equals(me)) {
            close(link, "the peer has this node's own name, " + me + "; give each node a name of its own and do not list a node as its own peer");
            return;
        }
        boolean matched = hello.keygroup().equals(settings.keygroup()) && hello.fingerprint().equals(settings.fingerprint());
        Optional<AcceptedLink> older = links.receivingFrom(hello.node());
        link.greeted(hello, matched);
        members.greeted(link, matched);
        if (!matched) effects.emit(new PeerEvent.Mismatch(now, me, hello.node(), hello.keygroup(), hello.fingerprint()));
        switch (link) {
            case DialledLink dialled -> {
                dialled.answered(now);
                // A life that is over sends nothing more; as long as it counts as live, nobody else passes its items on.
                older.filter(before -> !before.peerOrigin().equals(link.peerOrigin())).ifPresent(before -> close(before, hello.node() + " has started anew"));
            }
            case AcceptedLink accepted -> {
                effects.send(accepted, hello());
                if (matched) heard(accepted, older, now);
            }
        }
    }

    private void heard(AcceptedLink link, Optional<AcceptedLink> older, Instant now) {
        boolean known = older.filter(before -> before.peerOrigin().equals(link.peerOrigin())).isPresent();
        older.ifPresent(before -> {
            before.announced(false);
            before.close();
            effects.add(new StoreEffect.Close(before.id(), "a newer link of " + link.peer() + " replaces it"));
            if (!known) effects.emit(new PeerEvent.Heard(now, settings.origin().node(), before.peer(), before.peerOrigin().epoch(), false));
        });
        link.announced(true);
        if (!known) effects.emit(new PeerEvent.Heard(now, settings.origin().node(), link.peer(), link.peerOrigin().epoch(), true));
        receiving.greeted(link);
        older.ifPresent(fetching::lost);
    }

    private void answer(Link link, Want want, Instant now) {
        if (link.exchanging()) {
            effects.send(link, new WantDone(want.id(), sending.answer(link, want.prefix(), now), "", "", store.hasErased(want.prefix())));
        } else {
            boolean here = !store.wanted(want.prefix()).isEmpty();
            effects.send(link, new WantDone(want.id(), 0, here ? settings.keygroup() : "", here ? settings.fingerprint() : "", false));
        }
    }

    private void beatBack(Link link, BeatBack back, Instant now) {
        answered(link, now);
        if (!(link instanceof DialledLink dialled)) return;
        dialled.beatBack(back.id()).ifPresent(sentAt -> {
            Duration roundTrip = Duration.between(sentAt, now);
            members.behind(link).ifPresent(member -> member.roundTrip(roundTrip));
            effects.emit(new PeerEvent.Measured(now, settings.origin().node(), link.peer(), roundTrip));
        });
        if (dialled.ready()) sending.pumpLoose(dialled, now);
    }

    private static void answered(Link link, Instant now) {
        if (link instanceof DialledLink dialled) dialled.answered(now);
    }

    private void close(Link link, String why) {
        link.close();
        effects.add(new StoreEffect.Close(link.id(), why));
        lost(link);
    }

    @Override
    public void tick(Instant now) {
        if (wish.filter(when -> !now.isBefore(when)).isPresent()) wish = Optional.empty();
        for (Liveness.Dead dead : liveness.tick(now)) close(dead.link(), dead.why());
        receiving.tick(now);
        writes.tick(now);
        after(now);
    }

    private void after(Instant now) {
        fetching.settle(now);
    }

    @Override
    public List<StoreEffect> drain() {
        receiving.sendAcks();
        Optional<Instant> wake = Stream.concat(Stream.of(liveness.wake(), fetching.wake(), writes.wake()), links.receiving().stream().map(AcceptedLink::wake))
                .flatMap(Optional::stream).min(Instant::compareTo);
        // A wish that is too early costs one tick; one for each message would cost more.
        if (wake.isPresent() && (wish.isEmpty() || wake.get().isBefore(wish.get()))) {
            wish = wake;
            effects.add(new StoreEffect.WakeAt(wake.get()));
        }
        return effects.take();
    }

    /** The items under a prefix that can be read here now, by key. */
    @Override
    public List<StoredItem> scan(String prefix) {
        return store.scan(prefix);
    }

    @Override
    public boolean hasErased(String prefix) {
        return store.hasErased(prefix);
    }

    public Optional<StoredItem> read(String key) {
        return store.read(key);
    }

    /** How many items can be read here. */
    public int items() {
        return store.size();
    }

    /** By origin, the number up to which nothing is missing here. */
    public Map<Origin, Long> held() {
        return store.held();
    }

    /** A peer that is linked now has the item, as far as it said; what is not of this node comes to it from others. */
    public boolean isAt(String peer, String key) {
        return store.read(key).filter(item -> Peers.isAt(settings, members.named(peer), item)).isPresent();
    }

    /** By name. */
    public boolean isLinked(String peer) {
        return links.toAsk().containsKey(peer);
    }

    public Standing standing(String key) {
        return Peers.standing(settings, members, store.read(key));
    }

    /** The configured peers in their order, then those that only dialled this node, by name. */
    @Override
    public List<PeerView> peers() {
        return Peers.view(settings, links, members);
    }

    @Override
    public boolean safe(String key) {
        return standing(key).safe();
    }

    /** A replica can always keep what it is given; a write that fails says so itself. */
    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public long ownNumber() {
        return held().getOrDefault(settings.origin(), 0L);
    }

    /** The name of this node. */
    public String node() {
        return settings.origin().node();
    }

    /** Every configured peer is linked. */
    public boolean allLinked() {
        return settings.peers().stream().allMatch(address -> Peers.isLinked(links, address));
    }
}
