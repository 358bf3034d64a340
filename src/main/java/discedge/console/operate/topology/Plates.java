package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.console.operate.topology.Board.Sketch;
import discedge.timeline.world.LinkKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;

/** What stands beside the links: a link's place for the keyboard, too. */
final class Plates {
    /** Of the plate's middle from the line. */
    private static final double OFF = 16;
    private static final double HEIGHT = 20;
    private static final double STEEP = 0.5;
    /** A plate that the line's slope pushes further away seems to belong to nothing. */
    private static final double LOOSE = 60;
    private static final double[] PARTS = {0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78};
    /** Where there is no room beside the line. */
    private static final double[] FURTHER = {0, 14, 30};

    private final Pane pane = new Pane();
    private final Map<LinkKey, Label> plates = new LinkedHashMap<>();
    private final Actions actions;

    /** What a plate asks for. */
    interface Actions {
        void menu(LinkKey link, Node by);

        void pin(LinkKey link);

        void hover(Optional<LinkKey> link);
    }

    Plates(Actions actions) {
        this.actions = actions;
        pane.setPickOnBounds(false);
    }

    Node root() {
        return pane;
    }

    /** @param dock of the client, which is not to be covered @param rates records a second, by direction; 0 where they are not to be told */
    void show(Board board, Optional<Dock> dock, ToIntFunction<LinkKey> rates) {
        Facts facts = board.facts().orElseThrow();
        var wanted = new LinkedHashMap<LinkKey, Sketch>();
        for (Sketch sketch : board.sketches()) if (sketch.plated()) wanted.put(sketch.link().key(), sketch);
        plates.keySet().removeIf(key -> {
            boolean gone = !wanted.containsKey(key);
            if (gone) pane.getChildren().remove(plates.get(key));
            return gone;
        });
        var taken = new ArrayList<>(board.boxes().values());
        taken.addAll(OtherClients.taken(board));
        dock.ifPresent(its -> taken.addAll(its.taken()));
        double ring = LinkPainter.RING + 2;
        for (Sketch sketch : wanted.values()) if (sketch.link().mood() == LinkFacts.Mood.CUT) taken.add(Dock.around(sketch.span().at(sketch.gap()), ring));
        wanted.forEach((key, sketch) -> {
            Label plate = plates.computeIfAbsent(key, this::plate);
            int rate = rates.applyAsInt(key) + rates.applyAsInt(key.back());
            Showing.text(plate, LinkWords.dotted(LinkWords.plate(sketch.link(), facts.world()), rate > 0 ? Words.of("topology.link.rate", rate) : ""));
            dress(plate, sketch.link());
            plate.setAccessibleText(Words.of("topology.link.whole", key.from(), key.to(), plate.getText()));
            Box box = place(plate, sketch, taken, board.room());
            // What only says that all is well does not stand in the way of anything.
            plate.setVisible(sketch.lit() || sketch.link().mood().abnormal() || isFree(box, taken));
            if (plate.isVisible()) taken.add(box);
            plate.resizeRelocate(box.x(), box.y(), box.width(), box.height());
        });
    }

    private Label plate(LinkKey key) {
        var plate = new Label();
        plate.setId("plate-" + key.from() + "-" + key.to());
        plate.getStyleClass().addAll("plate", "t-label", "mono");
        plate.setFocusTraversable(true);
        plate.setAccessibleRole(AccessibleRole.BUTTON);
        plate.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            plate.requestFocus();
            if (event.getButton() == MouseButton.PRIMARY) actions.pin(key);
            event.consume();
        });
        // The ground would take it for a mouse that has left the link.
        plate.addEventHandler(MouseEvent.MOUSE_MOVED, MouseEvent::consume);
        plate.hoverProperty().addListener((_, _, now) -> actions.hover(now ? Optional.of(key) : Optional.empty()));
        plate.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            actions.menu(key, plate);
            event.consume();
        });
        plate.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE) actions.pin(key);
            else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.CONTEXT_MENU || event.getCode() == KeyCode.F10 && event.isShiftDown()) actions.menu(key, plate);
            else return;
            event.consume();
        });
        plate.setManaged(false);
        pane.getChildren().add(plate);
        plate.applyCss();
        return plate;
    }

    private static void dress(Label plate, LinkFacts link) {
        String style = switch (link.mood()) {
            case CUT, ISOLATED -> "cut";
            case DOWN, UNMEASURED, ASLEEP -> "unknown";
            case CHANGED -> "changed";
            case FLOWS -> "flows";
        };
        Object before = plate.getProperties().put("mood", style);
        CardFace.style(plate, before == null ? "" : (String) before, style);
    }

    /** Beside the line, where nothing else is; under the ring of a cut. */
    private static Box place(Label plate, Sketch sketch, List<Box> taken, Box room) {
        double width = Math.ceil(plate.prefWidth(-1));
        Span span = sketch.span();
        if (sketch.link().mood() == LinkFacts.Mood.CUT) {
            Point middle = span.at(sketch.gap());
            for (double away : new double[] {LinkPainter.RING + 6 + HEIGHT / 2, -LinkPainter.RING - 6 - HEIGHT / 2}) {
                Box box = within(Box.around(middle.x(), middle.y() + away, width, HEIGHT), room);
                if (isFree(box, taken)) return box;
            }
        }
        Box first = null;
        boolean flat = steepness(span, true) < STEEP;
        for (double further : FURTHER) for (boolean above : new boolean[] {flat, !flat}) for (double part : PARTS) for (int side : new int[] {-1, 1}) {
            if (steepness(span, above) * (above ? width : HEIGHT) / 2 > LOOSE) continue;
            Box box = within(above ? above(span, part, side, width, further) : beside(span, part, side, width, further), room);
            if (first == null) first = box;
            if (isFree(box, taken)) return box;
        }
        return first == null ? within(Box.around(span.middle().x(), span.middle().y(), width, HEIGHT), room) : first;
    }

    /** Over or under a line, so far that it does not run through the plate. */
    private static Box above(Span span, double part, int side, double width, double further) {
        Point at = span.at(part);
        return Box.around(at.x(), at.y() + side * (OFF + further + steepness(span, true) * width / 2), width, HEIGHT);
    }

    /** The same, left or right of it. */
    private static Box beside(Span span, double part, int side, double width, double further) {
        Point at = span.at(part);
        return Box.around(at.x() + side * (width / 2 + OFF / 2 + further + steepness(span, false) * HEIGHT / 2), at.y(), width, HEIGHT);
    }

    /** How far the line goes up or down for each px sideways, or the other way round. */
    private static double steepness(Span span, boolean sideways) {
        double dx = Math.abs(span.to().x() - span.from().x());
        double dy = Math.abs(span.to().y() - span.from().y());
        return sideways ? dy / Math.max(1, dx) : dx / Math.max(1, dy);
    }

    private static Box within(Box box, Box room) {
        return new Box(Math.round(Math.clamp(box.x(), 4, Math.max(4, room.width() - box.width() - 4))),
                Math.round(Math.clamp(box.y(), 4, Math.max(4, room.height() - box.height() - 4))), box.width(), box.height());
    }

    private static boolean isFree(Box box, List<Box> taken) {
        return taken.stream().noneMatch(box.grown(3)::overlaps);
    }
}
