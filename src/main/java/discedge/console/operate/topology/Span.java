package discedge.console.operate.topology;

/** The line of a link, from the edge of one card to the edge of the other. */
record Span(Point from, Point to) {
    static Span between(Box one, Box other) {
        return new Span(one.edgeTowards(other.center()), other.edgeTowards(one.center()));
    }

    double length() {
        return from.distanceTo(to);
    }

    Point at(double part) {
        return from.towards(to, part);
    }

    Point middle() {
        return at(0.5);
    }

    /** A place beside the line. @param px to the side, above the line if below zero */
    Point beside(double part, double px) {
        double length = Math.max(1, length());
        double normalX = -(to.y() - from.y()) / length;
        double normalY = (to.x() - from.x()) / length;
        double sign = normalY < 0 || normalY == 0 && normalX < 0 ? -1 : 1;
        Point on = at(part);
        return new Point(on.x() + normalX * sign * px, on.y() + normalY * sign * px);
    }

    /** The part of the way, 0 to 1, that is nearest to a place. */
    double nearest(Point point) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double squared = dx * dx + dy * dy;
        return squared == 0 ? 0 : Math.clamp(((point.x() - from.x()) * dx + (point.y() - from.y()) * dy) / squared, 0, 1);
    }

    double distanceTo(Point point) {
        return at(nearest(point)).distanceTo(point);
    }
}
