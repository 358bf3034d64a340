package discedge.console.operate.topology;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.FaultState;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.Samples;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said of a link, in few words: on its plate. */
final class LinkWords {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);
    /** A median that differs by less is the same. */
    private static final double STEADY = 0.2;

    private LinkWords() {}

    /** {@code 14 ms · lag 38 ms ↘}, {@code heals 00:18 · +3}. */
    static String plate(LinkFacts link, World world) {
        return switch (link.mood()) {
            case ASLEEP -> Words.of("topology.link.asleep");
            case CUT, ISOLATED -> dotted(healing(link, world), link.waiting() > 0 ? Words.of("topology.link.waiting", Units.count(link.waiting())) : "");
            case DOWN -> down(link, world.now());
            case UNMEASURED -> measuredAt(link).map(at -> Words.of("topology.link.unmeasured.for", CardWords.seconds(CardWords.age(at, world.now()))))
                    .orElseGet(() -> Words.of("topology.link.unmeasured"));
            case CHANGED -> dotted(figures(link, world), link.fault().map(fault -> changed(fault, world.now())).orElse(""));
            case FLOWS -> figures(link, world);
        };
    }

    private static String healing(LinkFacts link, World world) {
        return link.fault().flatMap(fault -> fault.remaining(world.now())).map(left -> Words.of("topology.link.heals", Units.clock(left))).orElseGet(() -> Words.of("topology.link.cut"));
    }

    private static String changed(FaultState fault, Instant now) {
        return fault.remaining(now).map(left -> Words.of("topology.link.changed.until", fault.kind(), Units.clock(left))).orElseGet(() -> fault.kind());
    }

    private static String down(LinkFacts link, Instant now) {
        LinkState.Peering peering = Stream.of(link.there(), link.back()).flatMap(Optional::stream).map(LinkState::peering)
                .filter(its -> its.status() == LinkState.Status.DOWN || its.status() == LinkState.Status.MISMATCH).findFirst().orElse(null);
        if (peering == null) return Words.of("topology.link.down");
        if (peering.status() == LinkState.Status.MISMATCH) return Words.of("topology.link.mismatch");
        return Words.of("topology.link.down.for", CardWords.seconds(CardWords.age(peering.since(), now)));
    }

    private static Optional<Instant> measuredAt(LinkFacts link) {
        return Stream.of(link.there(), link.back()).flatMap(Optional::stream).flatMap(state -> state.lastMeasured().stream()).max(Instant::compareTo);
    }

    /** The slower direction of each. */
    private static String figures(LinkFacts link, World world) {
        Instant now = world.now();
        Duration uncertainty = world.uncertainty(link.key().from(), link.key().to());
        String roundTrip = Stream.of(link.there(), link.back()).flatMap(Optional::stream).flatMap(state -> state.measured().stream())
                .map(LinkState.Measured::roundTrip).max(Duration::compareTo).map(Units::time).orElse("");
        Optional<LinkState> slower = Stream.of(link.there(), link.back()).flatMap(Optional::stream)
                .filter(state -> state.lag().latest(now).isPresent()).max(java.util.Comparator.comparing(state -> state.lag().latest(now).orElseThrow().p95()));
        String lag = slower.map(state -> Words.of("topology.link.lag", Units.lag(state.lag().latest(now).orElseThrow().p95(), uncertainty) + trend(state.lag(), now))).orElse("");
        String both = dotted(roundTrip, lag);
        return both.isEmpty() ? Words.of("topology.link.unmeasured") : both;
    }

    /** Whether the last 10 s were slower or faster than the last minute; nothing where either is short of measurements. */
    static String trend(Samples lag, Instant now) {
        Optional<Samples.Summary> minute = lag.over(now, LONG);
        Optional<Samples.Summary> last = lag.over(now, SHORT);
        if (minute.isEmpty() || last.isEmpty() || last.get().count() < 2 || minute.get().count() < 2 * last.get().count()) return "";
        double ratio = last.get().p50().toNanos() / (double) Math.max(1, minute.get().p50().toNanos());
        return ratio < 1 - STEADY ? " ↘" : ratio > 1 + STEADY ? " ↗" : "";
    }

    static String dotted(String one, String other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : Words.of("topology.dot", one, other);
    }
}
