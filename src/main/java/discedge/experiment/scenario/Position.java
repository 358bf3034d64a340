package discedge.experiment.scenario;

/** A place on the plane, in km east and north of wherever the scenario's origin is. */
public record Position(double x, double y) {
    /** In km. */
    public double distanceTo(Position other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
