package discedge.timeline.forecast;

import discedge.timeline.world.LinkState;
import discedge.timeline.world.Samples;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a record may be expected to take to a node.
 *
 * @param note what an estimate is from, to be added to a sentence; empty where the lag was measured
 */
record Lag(Duration time, String note) {
    static final Lag NONE = new Lag(Duration.ZERO, "");

    boolean estimated() {
        return !note.isEmpty();
    }

    /**
     * The 95th percentile of what records of its origin took, of those that nothing held up; where the origin is out of reach or
     * nothing was measured, of those of a node that has it. Else an estimate: half a round trip, or the delay that the lab set.
     *
     * @param holders nodes that have the record, or will, and that the node can be reached from
     */
    static Optional<Lag> of(World world, String origin, List<String> holders, String node) {
        return Stream.concat(Stream.of(origin).filter(holders::contains), holders.stream()).flatMap(from -> measured(world, from, node).stream()).findFirst()
                .or(() -> least(holders.stream().flatMap(from -> half(world, from, node).stream())))
                .or(() -> least(holders.stream().flatMap(from -> delay(world, from, node).stream())));
    }

    private static Optional<Lag> measured(World world, String from, String to) {
        return world.link(from, to).flatMap(link -> link.flow().latest(world.now())).map(Samples.Summary::p95).map(p95 -> new Lag(p95, ""));
    }

    private static Optional<Lag> half(World world, String from, String to) {
        return world.link(from, to).flatMap(LinkState::measured).or(() -> world.link(to, from).flatMap(LinkState::measured))
                .map(beat -> new Lag(beat.roundTrip().dividedBy(2), ", lag estimated from the round trip"));
    }

    private static Optional<Lag> delay(World world, String from, String to) {
        return world.link(from, to).flatMap(LinkState::shape).map(shape -> new Lag(shape.delay(), ", lag estimated from the link's delay"));
    }

    private static Optional<Lag> least(Stream<Lag> estimates) {
        return estimates.min(Comparator.comparing(Lag::time));
    }
}
