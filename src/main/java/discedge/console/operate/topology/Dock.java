package discedge.console.operate.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the client stands at a card: under it, or where else nothing is in the way.
 *
 * @param at the disc's middle
 * @param tag what is said of it, beside the disc; empty if there is no room
 */
record Dock(Point at, double radius, Optional<Box> tag) {
    private static final double TAG_HEIGHT = 20;
    private static final double INSET = 44;
    /** Of disc and tag: between them is the halo. */
    static final double APART = 12;

    /**
     * @param links that it had better not stand on
     * @param full radius of the disc at a full card, px
     * @param tagWidth that the text needs
     */
    static Dock of(Box card, CardSize size, Collection<Box> cards, List<Span> links, Box room, double full, double tagWidth) {
        double radius = switch (size) {
            case FULL -> full;
            case COMPACT -> full * 0.75;
            case CHIP, TILE -> full * 0.5;
        };
        List<Box> others = cards.stream().filter(box -> !box.equals(card)).toList();
        if (size == CardSize.CHIP || size == CardSize.TILE) return new Dock(atChip(card, radius, others, room), radius, Optional.empty());
        List<Point> places = places(card, radius, size == CardSize.FULL ? 16 : 5);
        for (boolean beside : new boolean[] {true, false}) for (Point at : places) for (Box tag : tags(at, radius, tagWidth)) {
            if (beside && links.stream().anyMatch(link -> link.distanceTo(at) < radius + 2)) continue;
            if (isFree(around(at, radius), others, room) && isFree(tag, others, room) && !tag.overlaps(card)) return new Dock(at, radius, Optional.of(tag));
        }
        for (Point at : places) if (isFree(around(at, radius), others, room)) return new Dock(at, radius, Optional.empty());
        return new Dock(new Point(places.getFirst().x(), Math.min(places.getFirst().y(), room.height() - radius)), radius, Optional.empty());
    }

    /** Under it, or over its lower edge. */
    private static Point atChip(Box card, double radius, List<Box> others, Box room) {
        var under = new Point(card.center().x(), card.bottom() + radius + 1);
        return isFree(around(under, radius), others, room) ? under : new Point(card.center().x(), Math.min(card.bottom() + 1, room.height() - radius));
    }

    private static List<Point> places(Box card, double radius, double line) {
        double inset = Math.min(INSET, card.width() / 4);
        double below = card.bottom() + line + radius;
        var places = new ArrayList<Point>();
        for (double x : new double[] {card.x() + inset, card.right() - inset, card.center().x()}) places.add(new Point(x, below));
        places.add(new Point(card.right() + line + radius, card.center().y()));
        places.add(new Point(card.x() - line - radius, card.center().y()));
        for (double x : new double[] {card.x() + inset, card.right() - inset}) places.add(new Point(x, card.y() - line - radius));
        return places;
    }

    private static List<Box> tags(Point at, double radius, double width) {
        double top = at.y() - TAG_HEIGHT / 2;
        return List.of(new Box(at.x() + radius + APART, top, width, TAG_HEIGHT), new Box(at.x() - radius - APART - width, top, width, TAG_HEIGHT));
    }

    static Box around(Point at, double radius) {
        return Box.around(at.x(), at.y(), 2 * radius, 2 * radius);
    }

    private static boolean isFree(Box box, List<Box> others, Box room) {
        return room.holds(box) && others.stream().noneMatch(box.grown(2)::overlaps);
    }

    /** Disc and tag. */
    List<Box> taken() {
        var taken = new ArrayList<Box>();
        taken.add(around(at, radius));
        tag.ifPresent(taken::add);
        return taken;
    }
}
