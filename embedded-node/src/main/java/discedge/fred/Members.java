package discedge.fred;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the peers have said of themselves: who is behind an address, whether it is durable, what it holds. Outlives the links. */
final class Members {
    /** A peer of this keygroup in its newest known life. */
    static final class Member {
        private final Origin origin;
        private final boolean durable;
        private final Map<Origin, Long> held = new TreeMap<>();
        private Optional<Duration> roundTrip = Optional.empty();

        private Member(Origin origin, boolean durable) {
            this.origin = origin;
            this.durable = durable;
        }

        Origin origin() {
            return origin;
        }

        boolean durable() {
            return durable;
        }

        /** What it has said; its own writes it holds without saying. */
        boolean holds(Origin of, long number) {
            return of.equals(origin) || held.getOrDefault(of, 0L) >= number;
        }

        long held(Origin of) {
            return held.getOrDefault(of, 0L);
        }

        void acked(Origin of, long number) {
            held.merge(of, number, Math::max);
        }

        void have(Map<Origin, Long> said) {
            held.clear();
            held.putAll(said);
        }

        Optional<Duration> roundTrip() {
            return roundTrip;
        }

        void roundTrip(Duration measured) {
            roundTrip = Optional.of(measured);
        }
    }

    private final Map<String, Member> byName = new TreeMap<>();
    private final Map<String, String> nameOfAddress = new TreeMap<>();

    /** A peer has said who it is. One in a new life holds nothing until it says so. */
    void greeted(Link link, boolean matched) {
        Origin origin = link.peerOrigin();
        if (link.id().dialled()) nameOfAddress.put(link.id().address(), origin.node());
        if (!matched) return;
        Member before = byName.get(origin.node());
        if (before == null || !before.origin().equals(origin)) byName.put(origin.node(), new Member(origin, link.hello().orElseThrow().durable()));
    }

    Optional<String> nameOf(String address) {
        return Optional.ofNullable(nameOfAddress.get(address));
    }

    Optional<Member> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The member behind a link, unless it has been heard of in a later life since. */
    Optional<Member> behind(Link link) {
        return named(link.peer()).filter(member -> member.origin().equals(link.peerOrigin()));
    }

    Collection<Member> all() {
        return byName.values();
    }
}
