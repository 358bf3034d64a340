package discedge.console.operate;

import discedge.timeline.world.FaultState;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.Samples;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long the writes of one node took to another one, over the last minutes. Plain values: the strip is painted from these.
 *
 * @param state how the way is now
 * @param since when it became so; only of one that is cut or down
 * @param latest of the last minute
 * @param uncertainty how well the two clocks are known
 * @param trend beside the minute's median
 */
record LagRow(LinkKey pair, State state, Optional<Instant> since, Optional<Samples.Summary> latest, Trend trend, Samples lag, Duration uncertainty) {
    /** What the strip shows. */
    static final Duration WINDOW = Duration.ofMinutes(5);
    /** Columns: slots of five seconds. */
    static final int COLUMNS = (int) WINDOW.dividedBy(Samples.SLOT);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofSeconds(10);
    /** A median that differs by less is the same. */
    private static final double STEADY = 0.2;
    /** Older faults of a long run are not looked at one by one. */
    private static final int FAULTS = 400;

    /** The worst first. */
    enum State { CUT, DOWN, MEASURED, UNMEASURED }

    /** Of lag. */
    enum Trend { FALLS, STEADY, RISES }

    /** All ways between two nodes, the worst first. */
    static List<LagRow> all(World world) {
        var rows = new ArrayList<LagRow>();
        for (LinkState link : world.nodeLinks()) rows.add(of(world, link));
        rows.sort(Comparator.comparing(LagRow::state).thenComparing(row -> row.latest.map(Samples.Summary::p95).orElse(Duration.ZERO), Comparator.reverseOrder())
                .thenComparing(LagRow::pair));
        return rows;
    }

    static LagRow of(World world, LinkState link) {
        Optional<Samples.Summary> minute = link.lag().over(world.now(), MINUTE);
        Optional<Instant> cut = link.isCut() ? link.shape().map(LinkState.Shape::since) : Optional.empty();
        Optional<Instant> down = down(world, link);
        State state = cut.isPresent() ? State.CUT : down.isPresent() ? State.DOWN : minute.isPresent() ? State.MEASURED : State.UNMEASURED;
        return new LagRow(link.key(), state, cut.or(() -> down), minute, trend(link.lag(), minute, world.now()), link.lag(),
                world.uncertainty(link.key().from(), link.key().to()));
    }

    private static Optional<Instant> down(World world, LinkState link) {
        for (String end : List.of(link.key().from(), link.key().to())) {
            Optional<NodeState> node = world.node(end).filter(its -> !its.answers());
            if (node.isPresent()) return node.map(NodeState::downSince);
        }
        return link.isBroken() ? Optional.of(link.peering().since()) : Optional.empty();
    }

    private static Trend trend(Samples lag, Optional<Samples.Summary> minute, Instant now) {
        Optional<Samples.Summary> last = lag.over(now, MOMENT);
        if (minute.isEmpty() || last.isEmpty() || last.get().count() < 2 || minute.get().count() < 2 * last.get().count()) return Trend.STEADY;
        double ratio = last.get().p50().toNanos() / (double) Math.max(1, minute.get().p50().toNanos());
        return ratio < 1 - STEADY ? Trend.FALLS : ratio > 1 + STEADY ? Trend.RISES : Trend.STEADY;
    }

    /** 95th percentiles in ms, a column each, oldest first; NaN where nothing arrived. */
    double[] columns(Instant now) {
        return lag.p95Bars(now, WINDOW, COLUMNS);
    }

    /** Until when the last column goes: the strip's right edge. */
    static Instant end(Instant now) {
        long slot = Samples.SLOT.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), slot) * slot + slot);
    }

    /** Nothing got through. @param from 0 is the strip's left edge, 1 its right one */
    record Gap(State state, double from, double to) {}

    /** When nothing got through: the faults of the window, and what is so now. */
    List<Gap> gaps(World world) {
        var gaps = new ArrayList<Gap>();
        since.ifPresent(begun -> gap(gaps, state, begun, world.now(), world.now()));
        List<FaultState> faults = world.faults();
        for (int i = Math.max(0, faults.size() - FAULTS); i < faults.size(); i++) {
            FaultState fault = faults.get(i);
            Instant ended = fault.ended().orElse(world.now());
            if (Duration.between(ended, world.now()).compareTo(WINDOW) > 0 || !concerns(fault)) continue;
            gap(gaps, fault.kind().endsWith("cut") ? State.CUT : State.DOWN, fault.began(), ended, world.now());
        }
        return gaps;
    }

    private static void gap(List<Gap> gaps, State state, Instant from, Instant to, Instant now) {
        Instant end = end(now);
        double left = 1 - Duration.between(from, end).toMillis() / (double) WINDOW.toMillis();
        double right = 1 - Duration.between(to, end).toMillis() / (double) WINDOW.toMillis();
        if (right > 0) gaps.add(new Gap(state, Math.max(0, left), right));
    }

    /** Names may have hyphens: the target is compared, not taken apart. */
    private boolean concerns(FaultState fault) {
        String target = fault.target();
        boolean ofEnd = target.equals(pair.from()) || target.equals(pair.to());
        return switch (fault.kind()) {
            case "cut", "silent-cut" -> ofEnd || target.equals(pair.from() + "-" + pair.to()) || target.equals(pair.to() + "-" + pair.from());
            case "kill", "restart" -> ofEnd;
            default -> false;
        };
    }
}
