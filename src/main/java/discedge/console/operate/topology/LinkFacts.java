package discedge.console.operate.topology;

import discedge.timeline.world.FaultState;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Optional;

/**
 * The link between two nodes, both directions.
 *
 * @param key one of its directions, always the same one
 * @param there, back the two directions; empty until something was heard of them
 * @param fault the newest one that is on it
 * @param waiting writes of either end that the other one has not acknowledged
 */
record LinkFacts(LinkKey key, Optional<LinkState> there, Optional<LinkState> back, Mood mood, Optional<FaultState> fault, long waiting) {
    /** How it is, the worst first. */
    enum Mood {
        /** One end is down: nothing is to be had of it. */
        ASLEEP,
        /** Cut like all links of one end, whose card says so. */
        ISOLATED,
        CUT,
        /** A stream is down, or the nodes do not match. */
        DOWN,
        /** For 5 s, in neither direction. */
        UNMEASURED,
        /** A fault has changed it. */
        CHANGED,
        FLOWS;

        /** Worth a look among many links. */
        boolean abnormal() {
            return switch (this) {
                case CUT, DOWN, UNMEASURED, CHANGED -> true;
                case ASLEEP, ISOLATED, FLOWS -> false;
            };
        }
    }

    static LinkFacts of(World world, LinkKey key, Optional<FaultState> fault, boolean bothUp) {
        Optional<LinkState> there = world.link(key.from(), key.to());
        Optional<LinkState> back = world.link(key.to(), key.from());
        Mood mood = mood(world, there, back, fault, bothUp);
        long waiting = mood == Mood.CUT ? world.unacknowledged(key.from(), key.to()) + world.unacknowledged(key.to(), key.from()) : 0;
        return new LinkFacts(key, there, back, mood, fault, waiting);
    }

    private static Mood mood(World world, Optional<LinkState> there, Optional<LinkState> back, Optional<FaultState> fault, boolean bothUp) {
        if (!bothUp) return Mood.ASLEEP;
        if (there.filter(LinkState::isCut).isPresent() || back.filter(LinkState::isCut).isPresent()) return Mood.CUT;
        if (there.filter(LinkState::isBroken).isPresent() && back.filter(link -> !link.isBroken()).isEmpty()) return Mood.DOWN;
        boolean fresh = there.filter(link -> link.isFresh(world.now())).isPresent() || back.filter(link -> link.isFresh(world.now())).isPresent();
        return !fresh ? Mood.UNMEASURED : fault.isPresent() ? Mood.CHANGED : Mood.FLOWS;
    }

    LinkFacts isolated() {
        return new LinkFacts(key, there, back, Mood.ISOLATED, fault, waiting);
    }

    boolean touches(String node) {
        return key.from().equals(node) || key.to().equals(node);
    }

    boolean is(LinkKey direction) {
        return key.equals(direction) || key.back().equals(direction);
    }

    Optional<LinkState> direction(LinkKey direction) {
        return key.equals(direction) ? there : back;
    }

    /** One way, as the lab set it, else half of what was measured; empty if neither is known. */
    static Optional<Duration> delay(Optional<LinkState> link) {
        return link.flatMap(LinkState::shape).map(LinkState.Shape::delay).or(() -> link.flatMap(LinkState::measured).map(seen -> seen.roundTrip().dividedBy(2)));
    }
}
