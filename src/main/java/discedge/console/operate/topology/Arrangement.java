package discedge.console.operate.topology;

import discedge.console.kit.Tokens;
import discedge.lab.client.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the cards stand: as on the map where it is known and there is room, else in a ring, else in rows. No two overlap.
 *
 * @param boxes one a node, in their order; empty for tiles, which lay themselves out
 */
record Arrangement(CardSize size, List<Box> boxes) {
    /** Of the list beside chips. */
    static final double BEST_NOW = 170;
    private static final double EDGE = 12;
    /** Chips stand no further apart: they are one list. */
    private static final double FAR = 96;
    /** Of places that do not differ. */
    private static final double SAME = 1e-9;

    Arrangement {
        boxes = List.copyOf(boxes);
    }

    /** @param places on the map, in the nodes' order; empty where it is not known */
    static Arrangement of(double width, double height, List<Optional<Position>> places, Tokens tokens) {
        if (places.isEmpty()) return new Arrangement(CardSize.FULL, List.of());
        CardSize size = CardSize.forArea(width * height / places.size());
        for (CardSize tried : List.of(CardSize.FULL, CardSize.COMPACT, CardSize.CHIP)) {
            if (tried.compareTo(size) < 0) continue;
            Optional<List<Box>> boxes = new Room(width, height, tried, tokens).place(places);
            if (boxes.isPresent()) return new Arrangement(tried, boxes.get());
        }
        return new Arrangement(CardSize.TILE, List.of());
    }

    /** A ground for cards of one size. */
    private record Room(double width, double height, CardSize size, Tokens tokens) {
        Optional<List<Box>> place(List<Optional<Position>> places) {
            if (size == CardSize.CHIP) return rows(places.size());
            return onMap(places).or(() -> inRing(places.size())).or(() -> rows(places.size()));
        }

        private double cardWidth() {
            return size.width(tokens);
        }

        private double cardHeight() {
            return size.height(tokens);
        }

        /** Where cards may stand; a large ground keeps a wider edge, so that few cards do not hang in its corners. */
        private Box bounds(int count) {
            double plenty = Math.clamp(width * height / count / 60_000 - 1, 0, 1);
            double x = EDGE + plenty * Math.clamp((width - 592) * 0.22, 0, 180);
            double y = EDGE + plenty * Math.clamp((height - 360) * 0.18, 0, 110);
            double right = size == CardSize.CHIP ? BEST_NOW + 2 * EDGE : x;
            return new Box(x, y, width - x - right, height - 2 * y - Math.max(0, size.dock() - y + EDGE));
        }

        private Optional<List<Box>> onMap(List<Optional<Position>> places) {
            if (places.stream().anyMatch(Optional::isEmpty) || places.stream().distinct().count() < places.size()) return Optional.empty();
            return spread(places.stream().map(Optional::get).toList());
        }

        /** To the edges of the room, north up. */
        private Optional<List<Box>> spread(List<Position> at) {
            double west = at.stream().mapToDouble(Position::x).min().orElse(0);
            double east = at.stream().mapToDouble(Position::x).max().orElse(0);
            double south = at.stream().mapToDouble(Position::y).min().orElse(0);
            double north = at.stream().mapToDouble(Position::y).max().orElse(0);
            Box bounds = bounds(at.size());
            var boxes = new ArrayList<Box>();
            for (Position one : at) {
                double x = east - west < SAME ? 0.5 : (one.x() - west) / (east - west);
                double y = north - south < SAME ? 0.5 : (north - one.y()) / (north - south);
                boxes.add(new Box(bounds.x() + x * (bounds.width() - cardWidth()), bounds.y() + y * (bounds.height() - cardHeight()), cardWidth(), cardHeight()));
            }
            return apart(boxes, bounds);
        }

        private Optional<List<Box>> inRing(int count) {
            double start = count == 3 ? Math.PI * 7 / 6 : count == 2 ? Math.PI : Math.PI * (1.0 / count - 0.5);
            var ring = new ArrayList<Position>();
            for (int i = 0; i < count; i++) ring.add(new Position(Math.cos(start + 2 * Math.PI * i / count), -Math.sin(start + 2 * Math.PI * i / count)));
            return spread(ring);
        }

        private Optional<List<Box>> apart(List<Box> boxes, Box bounds) {
            var separation = new Separation(bounds, size.gapX(), size.gapY());
            List<Box> apart = separation.apart(boxes);
            return separation.areApart(apart) ? Optional.of(separation.aligned(apart)) : Optional.empty();
        }

        /** As many columns as leave the most room around each card and the client under it. */
        private Optional<List<Box>> rows(int count) {
            Box bounds = bounds(count);
            double needX = cardWidth() + size.gapX();
            double needY = cardHeight() + size.gapY();
            int best = 0;
            double roomiest = 0;
            for (int columns = 1; columns <= count; columns++) {
                double roomy = Math.min((bounds.width() + size.gapX()) / columns / needX, (bounds.height() + size.gapY()) / Math.ceilDiv(count, columns) / needY);
                if (roomy <= roomiest) continue;
                roomiest = roomy;
                best = columns;
            }
            if (roomiest < 0.98) return Optional.empty();
            return Optional.of(grid(count, best, bounds));
        }

        private List<Box> grid(int count, int columns, Box bounds) {
            int rows = Math.ceilDiv(count, columns);
            double stepX = columns == 1 ? 0 : (bounds.width() - cardWidth()) / (columns - 1);
            double stepY = rows == 1 ? 0 : (bounds.height() - cardHeight()) / (rows - 1);
            if (size == CardSize.CHIP) {
                stepX = Math.min(stepX, FAR);
                stepY = Math.min(stepY, FAR);
            }
            var boxes = new ArrayList<Box>();
            for (int i = 0; i < count; i++)
                boxes.add(new Box(Math.round(bounds.x() + i % columns * stepX), Math.round(bounds.y() + i / columns * stepY), cardWidth(), cardHeight()));
            return boxes;
        }
    }
}
