package discedge.timeline.world;

import discedge.timeline.world.Figure.Kind;
import discedge.timeline.world.Figure.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The strip of figures, and the provenance of each. */
public final class Figures {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final int BARS = 12;
    private static final double[] NO_BARS = {};

    private Figures() {}

    /** In the order of {@link Kind}. */
    public static List<Figure> of(World world) {
        Meters m = world.meters();
        boolean heard = !world.nodeStates().isEmpty();
        return List.of(p95(world, Kind.FIRST_TOKEN_P95, m.firstToken(), world.engineKind()), p95(world, Kind.WAIT_P95, m.replicaWait(), world.kind()),
                new Figure(Kind.RETRIES, heard ? Optional.of((double) m.retries().over(world.now(), MINUTE)) : Optional.empty(), Unit.PER_MINUTE,
                        Optional.of(MINUTE), m.retries().over(world.now(), MINUTE), "", world.kind(), m.retries().bars(world.now(), MINUTE, BARS)),
                worstLag(world),
                new Figure(Kind.CONFLICTS, heard ? Optional.of((double) m.conflicts().over(world.now(), FIVE)) : Optional.empty(), Unit.COUNT,
                        Optional.of(FIVE), m.conflicts().over(world.now(), FIVE), "", world.kind(), m.conflicts().bars(world.now(), FIVE, BARS)),
                syncBytes(world));
    }

    private static Figure p95(World world, Kind kind, Samples samples, Source source) {
        Optional<Samples.Summary> summary = samples.over(world.now(), MINUTE);
        return new Figure(kind, summary.map(s -> millis(s.p95())), Unit.MILLISECONDS, Optional.of(MINUTE), summary.map(Samples.Summary::count).orElse(0), "",
                source, samples.p95Bars(world.now(), MINUTE, BARS));
    }

    /** The pair with the highest 95th percentile over a minute. */
    private static Figure worstLag(World world) {
        LinkState worst = null;
        Samples.Summary most = Samples.Summary.NONE;
        for (LinkState link : world.linkStates().values()) {
            Samples.Summary summary = link.lag().over(world.now(), MINUTE).orElse(Samples.Summary.NONE);
            if (summary.count() == 0) continue;
            int by = summary.p95().compareTo(most.p95());
            if (worst == null || by > 0 || by == 0 && link.key().compareTo(worst.key()) < 0) {
                worst = link;
                most = summary;
            }
        }
        if (worst == null) return new Figure(Kind.WORST_LAG, Optional.empty(), Unit.MILLISECONDS, Optional.of(MINUTE), 0, "", world.kind(), Samples.NONE.p95Bars(world.now(), MINUTE, BARS));
        return new Figure(Kind.WORST_LAG, Optional.of(millis(most.p95())), Unit.MILLISECONDS, Optional.of(MINUTE), most.count(),
                worst.key().from() + "→" + worst.key().to(), world.kind(), worst.lag().p95Bars(world.now(), MINUTE, BARS),
                world.uncertainty(worst.key().from(), worst.key().to()));
    }

    /** Records against whole contexts, a replica each. */
    private static Figure syncBytes(World world) {
        Meters m = world.meters();
        Optional<Double> saved = m.contextBytes() == 0 ? Optional.empty() : Optional.of(100.0 * (m.recordBytes() - m.contextBytes()) / m.contextBytes());
        return new Figure(Kind.SYNC_BYTES, saved, Unit.PERCENT, Optional.empty(), m.commits(), "vs full context, computed", world.kind(), NO_BARS);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
