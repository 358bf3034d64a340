package discedge.console.operate.topology;

/** A rectangle on the ground, in px. */
record Box(double x, double y, double width, double height) {
    static Box around(double centerX, double centerY, double width, double height) {
        return new Box(centerX - width / 2, centerY - height / 2, width, height);
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    Point center() {
        return new Point(x + width / 2, y + height / 2);
    }

    Box at(double left, double top) {
        return new Box(left, top, width, height);
    }

    /** Larger by so much on each side. */
    Box grown(double by) {
        return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /** px² that both cover. */
    double shared(Box other) {
        return Math.max(0, Math.min(right(), other.right()) - Math.max(x, other.x)) * Math.max(0, Math.min(bottom(), other.bottom()) - Math.max(y, other.y));
    }

    boolean holds(Box other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** To the nearest place of it; 0 inside. */
    double distanceTo(Point point) {
        return Math.hypot(Math.max(0, Math.max(x - point.x(), point.x() - right())), Math.max(0, Math.max(y - point.y(), point.y() - bottom())));
    }

    /** Where a line from its centre to a place outside leaves it. */
    Point edgeTowards(Point to) {
        Point from = center();
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double part = Math.min(dx == 0 ? 1 : width / 2 / Math.abs(dx), dy == 0 ? 1 : height / 2 / Math.abs(dy));
        return part >= 1 ? to : new Point(from.x() + dx * part, from.y() + dy * part);
    }
}
