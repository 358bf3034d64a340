package discedge.session;

/**
 * Where a client said it was: a place on a plane, to 10 m. What the plane's origin is, is the clients' matter.
 *
 * @param x tens of metres east
 * @param y tens of metres north
 */
public record Position(int x, int y) {
    /** Half of the Earth's circumference. */
    public static final double MOST_KM = 20_038;

    /** @throws IllegalArgumentException if a coordinate is further than {@link #MOST_KM} from the origin, or no number */
    public static Position ofKm(double x, double y) {
        if (!(Math.abs(x) <= MOST_KM && Math.abs(y) <= MOST_KM)) throw new IllegalArgumentException("a position is two numbers of km, at most " + (int) MOST_KM + " from the origin; got " + x + ", " + y);
        return new Position((int) Math.round(x * 100), (int) Math.round(y * 100));
    }
}
