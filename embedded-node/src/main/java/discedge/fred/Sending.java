package discedge.fred;

import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.DialledLink.Lane;
import discedge.fred.PeerMessage.Ack;
import discedge.fred.PeerMessage.Have;
import discedge.fred.PeerMessage.Hello;
import discedge.fred.PeerMessage.Item;
import discedge.fred.PeerMessage.Skip;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What goes out on the links that this node dialled. */
final class Sending {
    private final ReplicaSettings settings;
    private final Store store;
    private final Links links;
    private final Members members;
    private final Effects effects;

    Sending(ReplicaSettings settings, Store store, Links links, Members members, Effects effects) {
        this.settings = settings;
        this.store = store;
        this.links = links;
        this.members = members;
        this.effects = effects;
    }

    void have(DialledLink link, Have have, Instant now) {
        Optional<Set<Origin>> liveBefore = link.peerLive();
        boolean again = liveBefore.filter(have.live()::equals).isPresent();
        alarmIfLost(link, have.held().getOrDefault(settings.origin(), 0L), now);
        link.have(have);
        members.behind(link).ifPresent(member -> member.have(have.held()));
        if (liveBefore.isEmpty()) up(link, now);
        for (Map.Entry<Origin, Lane> entry : link.lanes().entrySet()) {
            long held = have.held().getOrDefault(entry.getKey(), 0L);
            if (again) entry.getValue().rewind(held);
            else entry.getValue().acked(held);
        }
        if (again) link.loose().clear();
        for (Track track : store.tracks()) {
            boolean wasSent = liveBefore.isPresent() && !liveBefore.get().contains(track.origin());
            if (goes(track.origin(), link) && (again || !wasSent)) track.stranded().forEach(key -> store.read(key).ifPresent(link.loose()::add));
        }
        pump(link, now);
    }

    private void up(DialledLink link, Instant now) {
        Hello hello = link.hello().orElseThrow();
        String me = settings.origin().node();
        effects.emit(new PeerEvent.Up(now, me, hello.node(), link.id().address(), hello.epoch(), hello.durable(), hello.keygroup()));
        long held = members.behind(link).map(member -> member.held(settings.origin())).orElse(0L);
        if (held > 0) effects.emit(new ReplicaEvent.Acknowledged(now, me, hello.node(), me, settings.origin().epoch(), held, Duration.ZERO));
    }

    /** Numbers used once more after a lost log would be taken for items that the peer has. */
    private void alarmIfLost(DialledLink link, long held, Instant now) {
        long written = store.track(settings.origin()).held();
        if (held <= written || !link.alarm()) return;
        effects.emit(new ReplicaEvent.Refused(now, settings.origin().node(), link.peer(), settings.origin().node(), held, "",
                "the peer holds " + held + " writes of this node, which has " + written
                        + ": its log was lost and its epoch was not; start it with a new epoch"));
    }

    void ack(DialledLink link, Ack ack, Instant now) {
        Origin origin = ack.origin();
        if (origin.equals(settings.origin())) alarmIfLost(link, ack.number(), now);
        members.behind(link).ifPresent(member -> member.acked(origin, ack.number()));
        Optional<Instant> sentAt = link.lane(origin).acked(ack.number());
        sentAt.ifPresent(at -> effects.emit(new ReplicaEvent.Acknowledged(now, settings.origin().node(), link.peer(), origin.node(),
                origin.epoch(), ack.number(), Duration.between(at, now))));
        if (link.full()) pump(link, now);
    }

    /** More of the origin can be sent. */
    void held(Origin origin, Instant now) {
        for (DialledLink link : links.sending()) pump(link, store.track(origin), now);
    }

    /** An item can be sent, but only out of order: nobody may ever have the ones before it. */
    void stranded(StoredItem item, Instant now) {
        for (DialledLink link : links.sending()) {
            if (!goes(item.origin(), link)) continue;
            link.loose().add(item);
            pumpLoose(link, now);
        }
    }

    /** A peer hears the live origins from themselves, and its own writes from nobody. */
    private boolean goes(Origin origin, DialledLink link) {
        if (origin.equals(settings.origin())) return true;
        return !origin.equals(link.peerOrigin()) && link.peerLive().filter(live -> !live.contains(origin)).isPresent();
    }

    private void pump(DialledLink link, Instant now) {
        link.full(false);
        pump(link, store.track(settings.origin()), now);
        for (Track track : store.tracks()) pump(link, track, now);
        pumpLoose(link, now);
    }

    private void pump(DialledLink link, Track track, Instant now) {
        Origin origin = track.origin();
        if (!goes(origin, link)) return;
        Lane lane = link.lane(origin);
        while (lane.sent() < track.held()) {
            if (link.inFlight() >= settings.windowItems()) {
                link.full(true);
                return;
            }
            Optional<Map.Entry<Long, String>> next = track.next(lane.sent(), store::has);
            long empty = next.map(Map.Entry::getKey).orElse(track.held() + 1) - 1;
            if (empty > lane.sent()) {
                effects.send(link, new Skip(origin, lane.sent() + 1, empty));
                lane.sent(empty, now);
            } else {
                send(link, next.orElseThrow().getValue(), origin, empty + 1, false, now);
                lane.sent(empty + 1, now);
            }
        }
    }

    /** A full window of these goes out at once; a beat behind it says when the next may follow, because nobody acknowledges them. */
    void pumpLoose(DialledLink link, Instant now) {
        int sent = 0;
        while (!link.looseHeld() && !link.loose().isEmpty()) {
            if (sent == settings.windowItems()) {
                effects.send(link, link.beat(now));
                link.holdLoose();
                return;
            }
            StoredItem item = link.loose().poll();
            if (!store.has(item.key()) || store.isAnchored(item)) continue;
            send(link, item.key(), item.origin(), item.number(), true, now);
            sent++;
        }
    }

    /** The items a peer asks for, but for those that it has acknowledged, and their number. */
    int answer(Link link, String prefix, Instant now) {
        int found = 0;
        for (StoredItem item : store.wanted(prefix)) {
            if (members.behind(link).filter(member -> member.holds(item.origin(), item.number())).isPresent()) continue;
            send(link, item.key(), item.origin(), item.number(), true, now);
            found++;
        }
        return found;
    }

    private void send(Link link, String key, Origin origin, long number, boolean loose, Instant now) {
        byte[] value = store.read(key).orElseThrow().value();
        effects.send(link, new Item(new StoredItem(key, value, origin, number), loose));
        effects.emit(new ReplicaEvent.Sent(now, settings.origin().node(), link.peer(), origin.node(), origin.epoch(), number, key, value.length));
    }
}
