package discedge.context;

import discedge.session.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the nodes' clients are, learned from the positions that turns came with: a node stands for the middle of them. So nobody has
 * to tell a node where the others are.
 */
final class Areas {
    /** Later positions move a node's middle as if it were the mean of so many. */
    private static final int MEMORY = 50;
    private static final int MOST_NODES = 1_000;
    /** A client's last step is repeated so often; what it does not come near to by then is no heading. */
    private static final int STEPS = 12;

    private final Map<String, Middle> middles = new LinkedHashMap<>();

    private static final class Middle {
        double x;
        double y;
        int count;

        double distance(double atX, double atY) {
            return Math.hypot(x - atX, y - atY);
        }
    }

    void saw(String node, Position position) {
        if (!middles.containsKey(node) && middles.size() == MOST_NODES) return;
        Middle middle = middles.computeIfAbsent(node, _ -> new Middle());
        middle.count = Math.min(middle.count + 1, MEMORY);
        middle.x += (position.x() - middle.x) / middle.count;
        middle.y += (position.y() - middle.y) / middle.count;
    }

    /** The first other node that is nearest if the client goes on as it went; empty if it stands still or comes near to no other. */
    Optional<String> ahead(String at, Position before, Position now) {
        double dx = now.x() - before.x();
        double dy = now.y() - before.y();
        if (dx == 0 && dy == 0) return Optional.empty();
        for (int step = 1; step <= STEPS; step++) {
            String nearest = nearest(now.x() + step * dx, now.y() + step * dy);
            if (!nearest.isEmpty() && !nearest.equals(at)) return Optional.of(nearest);
        }
        return Optional.empty();
    }

    private String nearest(double x, double y) {
        String nearest = "";
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Middle> one : middles.entrySet()) {
            double distance = one.getValue().distance(x, y);
            if (distance < least) {
                least = distance;
                nearest = one.getKey();
            }
        }
        return nearest;
    }
}
