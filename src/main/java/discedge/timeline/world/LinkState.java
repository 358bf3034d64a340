package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One direction of a link between two nodes, or between a client and a node.
 *
 * @param shape what the lab set; empty where there is no lab
 * @param roundTrips that {@code from} measured to {@code to}
 * @param lag of what {@code from} wrote and {@code to} has: from the write to its arrival, whichever way it came
 * @param flow of these the lag of what was neither held up nor led round by a break, since the link has the shape it has: what the next
 *     record may be expected to take
 * @param bytes of items' values that {@code from} sent to {@code to}
 * @param epoch of the writes of {@code from} that were acknowledged last
 * @param acknowledged the newest number of these that {@code to} has
 */
public record LinkState(LinkKey key, Optional<Shape> shape, Peering peering, Optional<Measured> measured, Samples roundTrips,
                        Samples lag, Samples flow, Optional<Instant> arrived, Counts bytes, long epoch, long acknowledged) {
    /** After so long without a measurement nothing is known of a link or a node. */
    public static final Duration FRESH = Duration.ofSeconds(5);

    /**
     * What the lab makes of the link.
     *
     * @param bytesPerSecond 0 = no limit
     * @param cut {@code none}, {@code clean}, {@code silent}
     * @param since when the cut became what it is
     */
    public record Shape(Duration delay, Duration jitter, long bytesPerSecond, String cut, Instant since) {
        public boolean isCut() {
            return !cut.equals("none");
        }

        boolean isAsFast(Shape other) {
            return delay.equals(other.delay) && jitter.equals(other.jitter) && bytesPerSecond == other.bytesPerSecond;
        }
    }

    /**
     * What {@code from} says of its stream to {@code to}.
     *
     * @param why it is down, in words; empty if up or not known
     * @param retryAt the next try to dial; empty if up or not known
     */
    public record Peering(Status status, Instant since, String why, Optional<Instant> retryAt) {
        static final Peering UNKNOWN = new Peering(Status.UNKNOWN, Instant.EPOCH, "", Optional.empty());
    }

    /** State of a stream. */
    public enum Status { UNKNOWN, UP, DOWN, MISMATCH }

    /** The newest round trip. */
    public record Measured(Instant time, Duration roundTrip) {}

    static LinkState first(LinkKey key) {
        return new LinkState(key, Optional.empty(), Peering.UNKNOWN, Optional.empty(), Samples.NONE, Samples.NONE, Samples.NONE, Optional.empty(), Counts.NONE, 0, 0);
    }

    /** The lab has cut it. */
    public boolean isCut() {
        return shape.filter(Shape::isCut).isPresent();
    }

    /** Nothing gets through as far as is known: cut, or the stream is gone, or the peers do not match. */
    public boolean isBroken() {
        return isCut() || peering.status == Status.DOWN || peering.status == Status.MISMATCH;
    }

    /** A round trip or an arrival within the last 5 s. */
    public boolean isFresh(Instant now) {
        return lastMeasured().filter(time -> !time.plus(FRESH).isBefore(now)).isPresent();
    }

    /** The newest round trip or arrival. */
    public Optional<Instant> lastMeasured() {
        Optional<Instant> beat = measured.map(Measured::time);
        return beat.isPresent() && arrived.isPresent() && arrived.get().isAfter(beat.get()) || beat.isEmpty() ? arrived : beat;
    }

    /** Mean of values' bytes per second over the last 10 s. */
    public double bytesPerSecond(Instant now) {
        return bytes.perSecond(now, Duration.ofSeconds(10));
    }

    /** Whatever a cut does, a link that is as fast as before is the same link. */
    LinkState shape(Shape now) {
        boolean same = shape.isEmpty() || shape.get().isAsFast(now);
        return new LinkState(key, Optional.of(now), peering, measured, roundTrips, lag, same ? flow : Samples.NONE, arrived, bytes, epoch, acknowledged);
    }

    LinkState peering(Peering now) {
        return new LinkState(key, shape, now, measured, roundTrips, lag, flow, arrived, bytes, epoch, acknowledged);
    }

    LinkState measured(Instant time, Duration roundTrip) {
        return new LinkState(key, shape, peering, Optional.of(new Measured(time, roundTrip)), roundTrips.with(time, roundTrip), lag, flow, arrived, bytes, epoch,
                acknowledged);
    }

    LinkState arrived(Instant time, Duration took) {
        Samples free = isBroken() || time.minus(took).isBefore(free()) ? flow : flow.with(time, took);
        return new LinkState(key, shape, peering, measured, roundTrips, lag.with(time, took), free, Optional.of(time), bytes, epoch, acknowledged);
    }

    /** Since when nothing is held up here. */
    private Instant free() {
        Instant uncut = shape.map(Shape::since).orElse(Instant.EPOCH);
        return peering.status == Status.UP && peering.since.isAfter(uncut) ? peering.since : uncut;
    }

    LinkState sent(Instant time, long value) {
        return new LinkState(key, shape, peering, measured, roundTrips, lag, flow, arrived, bytes.with(time, value), epoch, acknowledged);
    }

    LinkState acknowledged(long inEpoch, long number) {
        return new LinkState(key, shape, peering, measured, roundTrips, lag, flow, arrived, bytes, inEpoch, number);
    }
}
