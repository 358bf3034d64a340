package discedge.console.operate.topology;

import discedge.timeline.world.LinkKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the parts of the topology share: the facts shown, where things stand, and what the person points at. On the FX thread. */
final class Board {
    /** 15 are the links of 6 nodes. */
    private static final int MOST_PLATES = 15;
    private static final double[] GAPS = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82};

    private Facts facts;
    private Arrangement arrangement = new Arrangement(CardSize.FULL, List.of());
    private Map<String, Box> boxes = Map.of();
    private List<Sketch> sketches = List.of();
    private Box room = new Box(0, 0, 0, 0);
    private Optional<LinkKey> hovered = Optional.empty();
    private Optional<LinkKey> pinned = Optional.empty();
    private boolean dragging;

    /** Empty before the first frame. */
    Optional<Facts> facts() {
        return Optional.ofNullable(facts);
    }

    void facts(Facts now) {
        facts = now;
        sketch();
    }

    void arrange(Arrangement now, Box its) {
        arrangement = now;
        room = its;
        var placed = new LinkedHashMap<String, Box>();
        int at = 0;
        for (String name : facts.nodes().keySet()) if (at < now.boxes().size()) placed.put(name, now.boxes().get(at++));
        boxes = placed;
        sketch();
    }

    CardSize size() {
        return arrangement.size();
    }

    /** All there is room in. */
    Box room() {
        return room;
    }

    /** Of each node's card, in the nodes' order. */
    Map<String, Box> boxes() {
        return boxes;
    }

    Optional<Box> box(String node) {
        return Optional.ofNullable(boxes.get(node));
    }

    /** Half of a link that the mouse is over, as the direction from its end. */
    Optional<LinkKey> hovered() {
        return hovered;
    }

    void hover(Optional<LinkKey> now) {
        hovered = now;
        sketch();
    }

    /** Half of a link whose figures stay. */
    Optional<LinkKey> pinned() {
        return pinned;
    }

    void pin(Optional<LinkKey> now) {
        pinned = now;
        sketch();
    }

    boolean dragging() {
        return dragging;
    }

    void dragging(boolean now) {
        dragging = now;
    }

    // ---- links

    /**
     * A link as it is drawn.
     *
     * @param gap the part of the way at which a cut one is open, where it can be seen
     * @param coloured in its nodes' colours
     * @param lit pointed at
     * @param plated has a plate beside it
     */
    record Sketch(LinkFacts link, Span span, double gap, boolean coloured, boolean lit, boolean plated) {
        Sketch bare() {
            return new Sketch(link, span, gap, coloured, lit, false);
        }
    }

    /** Links that are drawn, those that matter last: they lie on top. */
    List<Sketch> sketches() {
        return sketches;
    }

    /** In the middle, unless a card lies over that. */
    private double gap(LinkFacts link, Span span) {
        if (link.mood() != LinkFacts.Mood.CUT) return 0.5;
        for (double part : GAPS) if (boxes.values().stream().noneMatch(Dock.around(span.at(part), LinkPainter.RING + 2)::overlaps)) return part;
        return 0.5;
    }

    /** Lines of the links that stand out. */
    List<Span> spans() {
        return sketches.stream().filter(Sketch::coloured).map(Sketch::span).toList();
    }

    private void sketch() {
        if (facts == null || boxes.isEmpty()) {
            sketches = List.of();
            return;
        }
        var plain = new ArrayList<Sketch>();
        var marked = new ArrayList<Sketch>();
        for (LinkFacts link : facts.links()) {
            Box from = boxes.get(link.key().from());
            Box to = boxes.get(link.key().to());
            if (from == null || to == null) continue;
            boolean lit = hovered.filter(link::is).isPresent() || pinned.filter(link::is).isPresent();
            boolean followed = facts.client().filter(client -> link.touches(client.node())).isPresent();
            boolean chips = size() == CardSize.CHIP;
            boolean matters = lit || link.mood().abnormal() || followed && !chips;
            if (chips && !matters && !followed) continue;
            boolean plated = switch (link.mood()) {
                case ASLEEP, ISOLATED -> lit;
                case CUT, DOWN, CHANGED -> size() != CardSize.CHIP || lit;
                case UNMEASURED, FLOWS -> !facts.many() || lit;
            };
            (matters ? marked : plain).add(new Sketch(link, Span.between(from, to), gap(link, Span.between(from, to)), !facts.many() || matters, lit, plated));
        }
        plain.addAll(marked);
        sketches = few(plain);
    }

    /** With very much amiss only some plates are shown, those at the client's node first: all of them would hide everything. */
    private List<Sketch> few(List<Sketch> all) {
        List<Sketch> plated = all.stream().filter(sketch -> sketch.plated() && !sketch.lit()).toList();
        if (plated.size() <= MOST_PLATES) return all;
        String node = facts.client().map(ClientFacts::node).orElse("");
        Set<Sketch> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(plated.stream().sorted(Comparator.comparing((Sketch sketch) -> !sketch.link().touches(node)).thenComparing(sketch -> sketch.link().mood()))
                .limit(MOST_PLATES).toList());
        return all.stream().map(sketch -> sketch.lit() || !sketch.plated() || kept.contains(sketch) ? sketch : sketch.bare()).toList();
    }

    /** The half of a drawn link at a place, as the direction from its end; none further than so many px away. */
    Optional<LinkKey> halfAt(Point point, double within) {
        Sketch nearest = null;
        double distance = within;
        for (Sketch sketch : sketches) {
            double its = sketch.span().distanceTo(point);
            if (its > distance) continue;
            distance = its;
            nearest = sketch;
        }
        if (nearest == null) return Optional.empty();
        return Optional.of(nearest.span().nearest(point) <= 0.5 ? nearest.link().key() : nearest.link().key().back());
    }

    Optional<Sketch> sketch(LinkKey direction) {
        return sketches.stream().filter(sketch -> sketch.link().is(direction)).findFirst();
    }
}
