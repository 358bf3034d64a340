package discedge.console.operate.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A line around the cards of each site, with its name: only where no card of another one would be inside. */
final class SiteFrames {
    private static final double AROUND = 14;
    private static final double NAME = 18;

    private final Pane pane = new Pane();
    private final Map<String, Frame> frames = new LinkedHashMap<>();

    private record Frame(Region line, Label name) {}

    SiteFrames() {
        pane.setMouseTransparent(true);
    }

    Node root() {
        return pane;
    }

    void show(Board board) {
        var boxes = new LinkedHashMap<String, Box>();
        if (board.size().compareTo(CardSize.CHIP) < 0) board.facts().orElseThrow().nodes().values().stream().filter(node -> !node.group().isEmpty())
                .forEach(node -> board.box(node.name()).ifPresent(box -> boxes.merge(node.group(), box, SiteFrames::both)));
        boxes.replaceAll((_, box) -> new Box(box.x() - AROUND, box.y() - AROUND - NAME, box.width() + 2 * AROUND, box.height() + 2 * AROUND + NAME));
        boxes.entrySet().removeIf(entry -> board.facts().orElseThrow().nodes().values().stream().filter(node -> !node.group().equals(entry.getKey()))
                .anyMatch(node -> board.box(node.name()).filter(entry.getValue()::overlaps).isPresent()));
        // Where two would lie on each other, or a name has no room, none is clearer.
        var all = Map.copyOf(boxes);
        boxes.entrySet().removeIf(entry -> entry.getValue().y() < 0 || all.entrySet().stream().anyMatch(other -> !other.getKey().equals(entry.getKey()) && other.getValue().overlaps(entry.getValue())));
        if (!frames.keySet().equals(boxes.keySet())) {
            frames.clear();
            boxes.keySet().forEach(site -> frames.put(site, frame(site)));
            pane.getChildren().clear();
            frames.values().forEach(frame -> pane.getChildren().addAll(frame.line(), frame.name()));
        }
        boxes.forEach((site, box) -> place(frames.get(site), box, board.room()));
    }

    private static Frame frame(String site) {
        var line = new Region();
        line.getStyleClass().add("site-frame");
        Label name = CardFace.label("t-label", "site-name");
        name.setText(site);
        name.setId("site-name-" + site);
        for (Region part : new Region[] {line, name}) part.setManaged(false);
        return new Frame(line, name);
    }

    private static void place(Frame frame, Box box, Box room) {
        double x = Math.max(2, box.x());
        double y = Math.max(2, box.y());
        double right = Math.min(room.width() - 2, box.right());
        double bottom = Math.min(room.height() - 2, box.bottom());
        frame.line().resizeRelocate(Math.round(x), Math.round(y), Math.round(right - x), Math.round(bottom - y));
        frame.name().resizeRelocate(Math.round(x + 10), Math.round(y + 4), Math.min(Math.ceil(frame.name().prefWidth(-1)), right - x - 20), 16);
    }

    private static Box both(Box one, Box other) {
        double x = Math.min(one.x(), other.x());
        double y = Math.min(one.y(), other.y());
        return new Box(x, y, Math.max(one.right(), other.right()) - x, Math.max(one.bottom(), other.bottom()) - y);
    }
}
