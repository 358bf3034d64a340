package discedge.console.operate.topology;

import java.util.ArrayList;
import java.util.List;

/** Pushes cards apart until none overlap, each as little as it takes, and lines up those that nearly are. */
final class Separation {
    private static final int ROUNDS = 400;
    /** Cards whose edges are nearer than this stand in one line. */
    private static final double NEARLY = 22;

    private final Box room;
    private final double gapX;
    private final double gapY;

    /** @param room that all cards stay in */
    Separation(Box room, double gapX, double gapY) {
        this.room = room;
        this.gapX = gapX;
        this.gapY = gapY;
    }

    /** @return the cards apart; those given where they cannot be */
    List<Box> apart(List<Box> cards) {
        var boxes = new ArrayList<Box>(cards.size());
        for (Box card : cards) boxes.add(inside(card));
        for (int round = 0; round < ROUNDS && push(boxes); round++) continue;
        return boxes;
    }

    boolean areApart(List<Box> boxes) {
        for (int i = 0; i < boxes.size(); i++) {
            if (!room.grown(0.5).holds(boxes.get(i))) return false;
            for (int j = i + 1; j < boxes.size(); j++) if (overlapX(boxes.get(i), boxes.get(j)) > 0.5 && overlapY(boxes.get(i), boxes.get(j)) > 0.5) return false;
        }
        return true;
    }

    private boolean push(List<Box> boxes) {
        boolean pushed = false;
        for (int i = 0; i < boxes.size(); i++) for (int j = i + 1; j < boxes.size(); j++) pushed |= push(boxes, i, j);
        return pushed;
    }

    private boolean push(List<Box> boxes, int i, int j) {
        Box one = boxes.get(i);
        Box other = boxes.get(j);
        double x = overlapX(one, other);
        double y = overlapY(one, other);
        if (x <= 0.5 || y <= 0.5) return false;
        boolean sideways = x / (one.width() + gapX) <= y / (one.height() + gapY);
        double step = (sideways ? x : y) / 2;
        double sign = sideways ? one.x() <= other.x() ? -1 : 1 : one.y() <= other.y() ? -1 : 1;
        boxes.set(i, inside(sideways ? one.at(one.x() + sign * step, one.y()) : one.at(one.x(), one.y() + sign * step)));
        boxes.set(j, inside(sideways ? other.at(other.x() - sign * step, other.y()) : other.at(other.x(), other.y() - sign * step)));
        return true;
    }

    private double overlapX(Box one, Box other) {
        return Math.min(one.right(), other.right()) + gapX - Math.max(one.x(), other.x());
    }

    private double overlapY(Box one, Box other) {
        return Math.min(one.bottom(), other.bottom()) + gapY - Math.max(one.y(), other.y());
    }

    private Box inside(Box box) {
        return box.at(Math.clamp(box.x(), room.x(), Math.max(room.x(), room.right() - box.width())),
                Math.clamp(box.y(), room.y(), Math.max(room.y(), room.bottom() - box.height())));
    }

    /** On whole px, and in line where that keeps them apart. */
    List<Box> aligned(List<Box> boxes) {
        List<Box> rows = lined(boxes, true);
        List<Box> kept = areApart(rows) ? rows : boxes;
        List<Box> columns = lined(kept, false);
        kept = areApart(columns) ? columns : kept;
        return kept.stream().map(box -> box.at(Math.round(box.x()), Math.round(box.y()))).toList();
    }

    private static List<Box> lined(List<Box> boxes, boolean rows) {
        List<Integer> order = java.util.stream.IntStream.range(0, boxes.size()).boxed()
                .sorted(java.util.Comparator.comparingDouble(i -> rows ? boxes.get(i).y() : boxes.get(i).x())).toList();
        var lined = new ArrayList<>(boxes);
        for (int from = 0; from < order.size(); ) {
            double first = along(boxes.get(order.get(from)), rows);
            int to = from;
            double sum = 0;
            while (to < order.size() && along(boxes.get(order.get(to)), rows) - first < NEARLY) sum += along(boxes.get(order.get(to++)), rows);
            for (int k = from; k < to; k++) {
                Box box = boxes.get(order.get(k));
                double line = sum / (to - from);
                lined.set(order.get(k), rows ? box.at(box.x(), line) : box.at(line, box.y()));
            }
            from = to;
        }
        return lined;
    }

    private static double along(Box box, boolean rows) {
        return rows ? box.y() : box.x();
    }
}
