package discedge.fred;

import discedge.event.ReplicaEvent;
import discedge.fred.PeerMessage.Ack;
import discedge.fred.PeerMessage.Have;
import discedge.fred.PeerMessage.Skip;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What comes in: items, in their origins' order on accepted links, in any order as answers to a question. */
final class Receiving {
    private final ReplicaSettings settings;
    private final ItemCheck check;
    private final Store store;
    private final Links links;
    private final Writes writes;
    private final Effects effects;
    private Set<Origin> live = Set.of();

    Receiving(ReplicaSettings settings, ItemCheck check, Store store, Links links, Writes writes, Effects effects) {
        this.settings = settings;
        this.check = check;
        this.store = store;
        this.links = links;
        this.writes = writes;
        this.effects = effects;
    }

    /** The peer of a new link has said who it is: it is told what is here, and the others whom they need not pass on any more. */
    void greeted(AcceptedLink link) {
        liveMayHaveChanged(Optional.of(link));
        sendHave(link);
    }

    /** An accepted link closed. */
    void gone() {
        liveMayHaveChanged(Optional.empty());
    }

    private void liveMayHaveChanged(Optional<AcceptedLink> but) {
        Set<Origin> now = links.live();
        if (now.equals(live)) return;
        live = now;
        for (AcceptedLink link : links.receiving()) if (but.filter(link::equals).isEmpty()) sendHave(link);
    }

    private void sendHave(AcceptedLink link) {
        effects.send(link, new Have(store.held(), live));
    }

    /** An item in its origin's order. */
    void inOrder(AcceptedLink link, StoredItem item, Instant now) {
        Track track = store.track(item.origin());
        long number = item.number();
        if (isDuplicate(link, track, number)) return;
        if (item.origin().equals(settings.origin())) {
            refuse(link, item, "it is a write of this node in this life that this node does not have: its log was lost; start it with a new epoch", now);
            link.trouble(item.origin(), now);
        } else if (number > track.claimed() + 1) {
            if (link.gap(item.origin(), now)) sendHave(link);
        } else if (next(link, item, now)) {
            link.took(item.origin(), number);
            if (track.held() >= number) link.ackDue(item.origin());
        } else {
            link.trouble(item.origin(), now);
        }
    }

    private boolean isDuplicate(AcceptedLink link, Track track, long number) {
        if (number > track.claimed()) return false;
        link.took(track.origin(), number);
        if (number <= track.held()) link.ackDue(track.origin());
        return true;
    }

    /** An item that was asked for, or whose predecessors the sender does not have. */
    void loose(Link link, StoredItem item, Instant now) {
        Track track = store.track(item.origin());
        if (item.origin().equals(settings.origin()) || track.isClaimed(item.number())) return;
        boolean taken = true;
        if (item.number() == track.claimed() + 1) {
            taken = next(link, item, now);
        } else if (!store.has(item.key()) && !store.isErased(item.key()) && !writes.isPending(item.key())) {
            taken = isFit(link, item, now);
            if (taken) writes.arrive(item, link.peer(), now);
        }
        if (!taken && link instanceof AcceptedLink accepted) accepted.looseTrouble(now);
    }

    /** Takes the item after the last one; false if it was refused. */
    private boolean next(Link link, StoredItem item, Instant now) {
        Optional<StoredItem> here = store.read(item.key());
        if (store.isErased(item.key())) {
            writes.pass(item.origin(), item.number(), item.number(), now);
            return true;
        }
        if (here.isEmpty() && !isFit(link, item, now)) return false;
        // A key that two nodes wrote is kept under both numbers, with the value that came first. Were the second only passed,
        // a third node would be told to skip it, and would have neither if the first one's writer died with its disk.
        writes.arrive(here.map(same -> new StoredItem(same.key(), same.value(), item.origin(), item.number())).orElse(item), link.peer(), now);
        return true;
    }

    private boolean isFit(Link link, StoredItem item, Instant now) {
        Optional<String> problem = check.problem(item.key(), item.value());
        problem.ifPresent(why -> refuse(link, item, why, now));
        return problem.isEmpty();
    }

    private void refuse(Link link, StoredItem item, String why, Instant now) {
        effects.emit(new ReplicaEvent.Refused(now, settings.origin().node(), link.peer(), item.origin().node(), item.number(), item.key(), why));
    }

    void skip(AcceptedLink link, Skip skip, Instant now) {
        Track track = store.track(skip.origin());
        if (isDuplicate(link, track, skip.through()) || skip.origin().equals(settings.origin())) return;
        if (skip.from() > track.claimed() + 1) {
            if (link.gap(skip.origin(), now)) sendHave(link);
            return;
        }
        writes.pass(skip.origin(), track.claimed() + 1, skip.through(), now);
        link.took(skip.origin(), skip.through());
        if (track.held() >= skip.through()) link.ackDue(skip.origin());
    }

    /** The origin's mark has risen: whoever sent its items may forget them. */
    void held(Origin origin) {
        for (AcceptedLink link : links.receiving()) if (link.awaitsAck(origin)) link.ackDue(origin);
    }

    /** Items that were taken are lost again. */
    void askAgain(Instant now) {
        for (AcceptedLink link : links.receiving()) {
            link.looseTrouble(now);
            for (Track track : store.tracks()) link.trouble(track.origin(), now);
        }
    }

    void tick(Instant now) {
        for (AcceptedLink link : links.receiving()) if (link.asksAgain(now)) sendHave(link);
    }

    /** One acknowledgement an origin and link, for all that became durable since the last ones. */
    void sendAcks() {
        for (AcceptedLink link : links.receiving()) {
            for (Origin origin : link.due()) {
                long held = store.track(origin).held();
                link.acked(origin, held);
                effects.send(link, new Ack(origin, held));
            }
            link.due().clear();
        }
    }
}
