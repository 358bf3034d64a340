package discedge.console.timebar;

import java.time.Duration;
import java.time.Instant;

/**
 * Which part of the log the timeline shows: the wheel makes it longer or shorter, live it moves along, and whatever moves the
 * cursor brings the cursor into it.
 */
final class Shown {
    static final Duration SHORTEST = Duration.ofSeconds(30);
    /** Of a log that grows, until somebody turns the wheel. */
    static final Duration USUAL = Duration.ofMinutes(5);
    /** Room after the newest event, so that the cursor is not at the very edge. */
    private static final double MARGIN = 0.02;
    /** Room before the first event: half an icon stands there. */
    private static final double LEAD = 0.007;

    private enum Length { USUAL, CHOSEN, WHOLE }

    private Length kind = Length.USUAL;
    private Duration chosen = USUAL;
    private Instant from = Instant.EPOCH;
    private Instant cursor = Instant.EPOCH;

    /**
     * @param first begin of the log
     * @param end its newest event, or the moment it is now
     * @param cursor the moment shown
     * @param live the cursor is at the end
     * @param grows more events come
     * @param dragged the cursor is being dragged: it pushes the edge and does not jump to the middle
     */
    record View(Instant first, Instant end, Instant cursor, boolean live, boolean grows, boolean dragged) {
        Duration run() {
            return Duration.between(first, end);
        }
    }

    Stretch of(View view, double width) {
        Duration length = length(view);
        if (length.compareTo(view.run()) >= 0) from = view.first();
        else if (view.live()) from = view.end().minus(part(length, 1 - MARGIN));
        else bringIn(view, length);
        cursor = view.cursor();
        return Stretch.of(from.minus(part(length, LEAD)), length, width);
    }

    private Duration length(View view) {
        return switch (kind) {
            case USUAL -> view.grows() && view.run().compareTo(USUAL) >= 0 ? USUAL : whole(view);
            case CHOSEN -> chosen;
            case WHOLE -> whole(view);
        };
    }

    /** The whole run. One that grows has room to do so, or the ruler would never stand still. */
    private static Duration whole(View view) {
        if (!view.grows()) return max(part(view.run(), 1 + MARGIN), Duration.ofSeconds(1));
        long seconds = (long) (view.run().toSeconds() * (1 + MARGIN)) + 1;
        long step = Math.max(SHORTEST.toSeconds(), Long.highestOneBit(Math.max(1, seconds / 8)));
        return Duration.ofSeconds(Math.ceilDiv(seconds, step) * step);
    }

    /** Only a cursor that moves: one may look at another part of the log while it stays. */
    private void bringIn(View view, Duration length) {
        Instant to = from.plus(length);
        if (view.cursor().equals(cursor)) keepInside(view, length);
        else if (view.cursor().isBefore(from)) from = view.cursor().minus(view.dragged() ? Duration.ZERO : length.dividedBy(2));
        else if (view.cursor().isAfter(to)) from = view.cursor().minus(view.dragged() ? length : length.dividedBy(2));
        keepInside(view, length);
    }

    private void keepInside(View view, Duration length) {
        Instant last = view.end().minus(part(length, 1 - MARGIN));
        if (from.isAfter(last)) from = last;
        if (from.isBefore(view.first())) from = view.first();
    }

    /** Shows a longer or shorter part. @param around stays where it is, as far as the log reaches */
    void zoom(double factor, Instant around, View view) {
        Duration before = length(view);
        Duration after = max(part(before, factor), SHORTEST);
        if (after.compareTo(view.run()) >= 0 && factor > 1) {
            kind = Length.WHOLE;
            return;
        }
        kind = Length.CHOSEN;
        chosen = after;
        if (view.live()) return;
        double share = (double) Duration.between(from, around).toMillis() / Math.max(1, before.toMillis());
        from = around.minus(part(after, share));
        keepInside(view, after);
    }

    /** Moves along the log, which live does by itself. */
    void pan(Duration by, View view) {
        if (view.live()) return;
        from = from.plus(by);
        keepInside(view, length(view));
    }

    private static Duration part(Duration length, double share) {
        return Duration.ofMillis(Math.round(length.toMillis() * share));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
