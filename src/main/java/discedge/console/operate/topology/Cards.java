package discedge.console.operate.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;

/** The cards on the ground; a chip opens to a full card while it is pointed at. */
final class Cards {
    private static final double ASIDE = 3;

    private final Pane pane = new Pane();
    private final Map<String, NodeCard> cards = new LinkedHashMap<>();
    private final NodeCard.Actions actions;
    private final NodeCard opened;
    private Board board;
    private String typed = "";
    private double width;
    private double height;

    Cards(NodeCard.Actions actions) {
        this.actions = actions;
        this.opened = new NodeCard(actions);
        pane.setPickOnBounds(false);
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
        opened.setManaged(false);
        opened.setVisible(false);
        opened.setMouseTransparent(true);
        opened.setFocusTraversable(false);
        opened.getStyleClass().add("opened");
    }

    Node root() {
        return pane;
    }

    /** Over everything else: the chip that is open. */
    Node opened() {
        return opened;
    }

    void show(Board its) {
        board = its;
        Facts facts = its.facts().orElseThrow();
        cards.entrySet().removeIf(entry -> {
            boolean gone = !its.boxes().containsKey(entry.getKey());
            if (gone) pane.getChildren().remove(entry.getValue());
            return gone;
        });
        int number = 1;
        for (NodeFacts node : facts.nodes().values()) {
            Box box = its.boxes().get(node.name());
            if (box != null) {
                NodeCard card = cards.computeIfAbsent(node.name(), this::card);
                card.show(node, node.code(number), its.size(), facts.world().now());
                card.resizeRelocate(box.x(), box.y(), box.width(), box.height());
                card.faint(!typed.isBlank() && !node.matches(typed));
            }
            number++;
        }
        open();
    }

    private NodeCard card(String name) {
        var card = new NodeCard(actions);
        card.setManaged(false);
        card.hoverProperty().addListener(_ -> open());
        card.focusedProperty().addListener(_ -> open());
        pane.getChildren().add(card);
        return card;
    }

    /** The chip under the mouse, else the one with the keyboard. */
    private void open() {
        if (board == null || board.size() != CardSize.CHIP || board.dragging()) {
            opened.setVisible(false);
            return;
        }
        Optional<NodeCard> chip = cards.values().stream().filter(Node::isHover).findFirst().or(() -> cards.values().stream().filter(Node::isFocused).findFirst());
        opened.setVisible(chip.isPresent());
        if (chip.isEmpty()) return;
        Facts facts = board.facts().orElseThrow();
        NodeFacts node = chip.get().node();
        opened.show(node, facts.code(node), CardSize.FULL, facts.world().now());
        opened.setId("opened");
        Box box = board.box(node.name()).orElseThrow();
        Box room = board.room();
        double y = box.bottom() + 4 + height <= room.height() ? box.bottom() + 4 : box.y() - 4 - height;
        opened.resizeRelocate(Math.clamp(box.center().x() - width / 2, 4, Math.max(4, room.width() - width - 4)), y, width, height);
    }

    /** How large a chip that is open is, px. */
    void openTo(double wide, double high) {
        width = wide;
        height = high;
    }

    void target(Optional<String> node) {
        cards.forEach((name, card) -> card.target(node.filter(name::equals).isPresent()));
    }

    /** Only the nodes that this names stay strong; blank = all. */
    void filter(String text) {
        typed = text;
        if (board != null) cards.values().forEach(card -> card.faint(!typed.isBlank() && !card.node().matches(typed)));
    }

    /** Arrow keys go to the next card in their direction. */
    private void walk(KeyEvent event) {
        if (!(event.getTarget() instanceof NodeCard from) || event.isControlDown() || event.isAltDown() || event.isShiftDown()) return;
        double dx = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> 1;
            case UP, DOWN -> 0;
            default -> Double.NaN;
        };
        if (Double.isNaN(dx)) return;
        double dy = switch (event.getCode()) {
            case UP -> -1;
            case DOWN -> 1;
            default -> 0;
        };
        next(from, dx, dy).ifPresent(Node::requestFocus);
        event.consume();
    }

    /** The nearest one, what lies to the side counting more. */
    private Optional<NodeCard> next(NodeCard from, double dx, double dy) {
        Point at = board.box(from.node().name()).orElseThrow().center();
        NodeCard best = null;
        double nearest = Double.MAX_VALUE;
        for (NodeCard card : cards.values()) {
            Point its = board.box(card.node().name()).orElseThrow().center();
            double ahead = (its.x() - at.x()) * dx + (its.y() - at.y()) * dy;
            double aside = Math.abs((its.x() - at.x()) * dy) + Math.abs((its.y() - at.y()) * dx);
            if (ahead <= 1 || ahead + ASIDE * aside >= nearest) continue;
            nearest = ahead + ASIDE * aside;
            best = card;
        }
        return Optional.ofNullable(best);
    }
}
