package discedge.lab.client;

/**
 * A point on a plane.
 *
 * @param x kilometres east
 * @param y kilometres north
 */
public record Position(double x, double y) {
    public static final Position ORIGIN = new Position(0, 0);

    /** @throws IllegalArgumentException if a coordinate is not a finite number */
    public Position {
        if (!Double.isFinite(x) || !Double.isFinite(y))
            throw new IllegalArgumentException("a position has finite x and y in km, got " + x + ", " + y);
    }

    /** Kilometres, in a straight line. */
    public double distanceTo(Position other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
