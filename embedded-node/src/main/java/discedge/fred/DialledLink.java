package discedge.fred;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A stream that this node opened: it sends its items here. */
final class DialledLink extends Link {
    /** How far one origin's items have gone out on this link. */
    final class Lane {
        private final ArrayDeque<Flight> flights = new ArrayDeque<>();
        private long sent;

        Lane(long start) {
            sent = start;
        }

        long sent() {
            return sent;
        }

        void sent(long through, Instant now) {
            sent = through;
            flights.add(new Flight(through, now));
            inFlight++;
        }

        /** The peer holds all up to here. When the newest message this answers was sent; empty if none. */
        Optional<Instant> acked(long number) {
            sent = Math.max(sent, number);
            Optional<Instant> newest = Optional.empty();
            while (!flights.isEmpty() && flights.peek().number() <= number) {
                newest = Optional.of(flights.poll().at());
                inFlight--;
            }
            return newest;
        }

        /** The peer wants all after {@code number} again. */
        void rewind(long number) {
            inFlight -= flights.size();
            flights.clear();
            sent = number;
        }
    }

    private record Flight(long number, Instant at) {}

    private final Map<Origin, Lane> lanes = new TreeMap<>();
    /** Items to send once although numbers before them are missing here. */
    private final ArrayDeque<StoredItem> loose = new ArrayDeque<>();
    private Optional<Set<Origin>> peerLive = Optional.empty();
    private Map<Origin, Long> peerHeld = Map.of();
    private int inFlight;
    private boolean full;
    private boolean alarmed;
    private Instant answeredAt;
    private Optional<Instant> beatUnanswered = Optional.empty();
    private Instant beatAt;
    private long beatId;
    private long barrier;

    DialledLink(LinkId id, Instant openedAt) {
        super(id, openedAt);
        answeredAt = openedAt;
        beatAt = openedAt;
    }

    /** The peer has said what it holds. */
    boolean ready() {
        return exchanging() && peerLive.isPresent();
    }

    Lane lane(Origin origin) {
        return lanes.computeIfAbsent(origin, o -> new Lane(peerHeld.getOrDefault(o, 0L)));
    }

    Map<Origin, Lane> lanes() {
        return lanes;
    }

    /** Messages of all lanes that are not acknowledged yet. */
    int inFlight() {
        return inFlight;
    }

    ArrayDeque<StoredItem> loose() {
        return loose;
    }

    /** The origins the peer hears from directly; empty before its first word of it. */
    Optional<Set<Origin>> peerLive() {
        return peerLive;
    }

    void have(PeerMessage.Have have) {
        peerLive = Optional.of(have.live());
        peerHeld = have.held();
    }

    /** Sending stopped because too much is on its way. */
    boolean full() {
        return full;
    }

    void full(boolean full) {
        this.full = full;
    }

    /** True once. */
    boolean alarm() {
        boolean first = !alarmed;
        alarmed = true;
        return first;
    }

    /** The peer has answered something, so it lives. */
    void answered(Instant now) {
        answeredAt = now;
        beatUnanswered = Optional.empty();
    }

    Instant answeredAt() {
        return answeredAt;
    }

    /** Since when a beat waits without any answer. */
    Optional<Instant> beatUnanswered() {
        return beatUnanswered;
    }

    PeerMessage.Beat beat(Instant now) {
        beatAt = now;
        if (beatUnanswered.isEmpty()) beatUnanswered = Optional.of(now);
        return new PeerMessage.Beat(++beatId);
    }

    /** When the newest beat was sent, if this is its answer. */
    Optional<Instant> beatBack(long id) {
        if (id >= barrier) barrier = 0;
        return id == beatId ? Optional.of(beatAt) : Optional.empty();
    }

    /** Loose items wait until the newest beat is back: by then the peer has taken those before it. */
    void holdLoose() {
        barrier = beatId;
    }

    boolean looseHeld() {
        return barrier > 0;
    }
}
