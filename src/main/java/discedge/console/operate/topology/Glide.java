package discedge.console.operate.topology;

import javafx.animation.Interpolator;

/** A way from one place to another, as long as motion of the console takes (docs/console.md, "Motion"). Driven by who paints. */
record Glide(Point from, Point to, long begun, long nanos) {
    private static final Interpolator EASE = Interpolator.SPLINE(0.2, 0, 0, 1);

    static Glide of(Point from, Point to, long now, long millis) {
        return new Glide(from, to, now, Math.max(1, millis * 1_000_000));
    }

    Point at(long now) {
        double part = Math.clamp((now - begun) / (double) nanos, 0, 1);
        return from.towards(to, EASE.interpolate(0.0, 1.0, part));
    }

    boolean over(long now) {
        return now - begun >= nanos;
    }
}
