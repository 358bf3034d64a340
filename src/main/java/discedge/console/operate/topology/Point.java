package discedge.console.operate.topology;

/** A place on the ground, in px. */
record Point(double x, double y) {
    double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** @param part 0 = here, 1 = there */
    Point towards(Point other, double part) {
        return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
    }
}
