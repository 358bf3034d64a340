package discedge.console.timebar;

import discedge.timeline.log.EventStore;
import discedge.timeline.marks.Ids;
import discedge.timeline.marks.Marks;
import discedge.timeline.world.FaultState;
import discedge.timeline.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where the marks of a stretch stand, none over another: of those at one place the most important one. Looks at as many marks as
 * there are places, not at as many as there are.
 *
 * @param marks by importance
 * @param faults in the order they began
 */
record Places(List<Mark> marks, List<Span> faults) {
    /** An icon's width and a gap. */
    static final double APART = 13;
    static final Places NONE = new Places(List.of(), List.of());
    /** One above the other; further ones share the last lane. */
    static final int LANES = 2;

    /** @param event its id */
    record Mark(double x, long event, Marks.Kind kind) {}

    /** @param end in px @param lane from the top @param alone where it begins there is room for its icon */
    record Span(double begin, double end, int lane, boolean alone, FaultState fault) {}

    /**
     * @param newest the newest world: the faults of the whole log, whatever the cursor shows
     * @param now how far faults that last have come
     */
    static Places of(Stretch stretch, EventStore store, Marks marks, World newest, Instant now) {
        var places = new ArrayList<Mark>();
        var taken = new TreeSet<Double>();
        Marks.Kind[] kinds = Marks.Kind.values();
        for (int i = kinds.length - 1; i >= 0; i--) place(stretch, store, marks.of(kinds[i]), kinds[i], places, taken);
        return new Places(places, faults(stretch, newest, now));
    }

    private static void place(Stretch stretch, EventStore store, Ids ids, Marks.Kind kind, List<Mark> places, TreeSet<Double> taken) {
        int at = ids.upTo(store.lastAt(stretch.from().minusNanos(1)));
        while (at < ids.size()) {
            long event = ids.get(at);
            Instant time = store.time(event);
            if (time.isAfter(stretch.to())) return;
            double x = stretch.x(time);
            boolean free = isFree(taken, x);
            if (free) {
                places.add(new Mark(x, event, kind));
                taken.add(x);
            }
            // Straight to the first one that may have room.
            at = Math.max(at + 1, ids.upTo(store.lastAt(stretch.time(x + (free ? APART : 1)))));
        }
    }

    private static boolean isFree(TreeSet<Double> taken, double x) {
        Double below = taken.floor(x);
        Double above = taken.ceiling(x);
        return (below == null || x - below >= APART) && (above == null || above - x >= APART);
    }

    private static List<Span> faults(Stretch stretch, World newest, Instant now) {
        var spans = new ArrayList<Span>();
        double[] free = new double[LANES];
        java.util.Arrays.fill(free, Double.NEGATIVE_INFINITY);
        double[] icons = free.clone();
        for (FaultState fault : newest.faults()) {
            Instant end = fault.ended().orElse(now);
            if (fault.began().isAfter(stretch.to()) || fault.ended().isPresent() && end.isBefore(stretch.from())) continue;
            double begin = stretch.x(fault.began());
            int lane = 0;
            while (lane < LANES - 1 && free[lane] > begin) lane++;
            boolean alone = free[lane] <= begin && java.util.Arrays.stream(icons).allMatch(icon -> begin - icon >= APART);
            if (alone) icons[lane] = begin;
            double until = Math.max(stretch.x(end), begin + 2);
            free[lane] = Math.max(free[lane], until + APART);
            spans.add(new Span(begin, until, lane, alone, fault));
        }
        return spans;
    }

    /** The lanes that faults stand in. */
    int lanes() {
        return 1 + faults.stream().mapToInt(Span::lane).max().orElse(0);
    }

    /** The mark at a place, within half an icon. */
    Optional<Mark> markAt(double x) {
        return marks.stream().filter(mark -> Math.abs(mark.x() - x) <= APART / 2).min(Comparator.comparingDouble(mark -> Math.abs(mark.x() - x)));
    }

    Optional<Span> faultAt(double x, int lane) {
        return faults.stream().filter(span -> span.lane() == lane && x >= span.begin() - 2 && x <= Math.max(span.end(), span.begin() + APART)).reduce((_, last) -> last);
    }
}
