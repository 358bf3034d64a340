package discedge.console.operate.topology;

import discedge.timeline.world.LinkKey;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** What everything stands on, in layers; hears of the links, which are only painted, by where the mouse is. */
final class Ground extends Pane {
    /** A line that is nearer is meant. */
    private static final double NEAR = 9;
    private static final double STILL = 30;

    private final Canvas links = new Canvas();
    private final Motion motion;
    private final Board board;
    private final Hears hears;

    /** What is done to the ground. */
    interface Hears {
        void resized(double width, double height);

        void hover(Optional<LinkKey> half);

        /** Empty: the bare ground was clicked. */
        void click(Optional<LinkKey> half);

        void menu(LinkKey half, double screenX, double screenY);

        /** A letter was typed where nothing else took it. */
        void typed(String letter);
    }

    /** @param layers over the links and what moves on them, the last one on top */
    Ground(Board board, Motion motion, Hears hears, Node... layers) {
        this.board = board;
        this.motion = motion;
        this.hears = hears;
        setId("topology-ground");
        getStyleClass().add("topology-ground");
        setMinSize(0, 0);
        setFocusTraversable(false);
        links.setMouseTransparent(true);
        for (Node part : new Node[] {links, motion.root()}) part.setManaged(false);
        getChildren().addAll(links, motion.root());
        for (Node layer : layers) {
            layer.setManaged(false);
            getChildren().add(layer);
        }
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> hears.hover(bare(event) ? half(event).or(() -> still(event)) : Optional.empty()));
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hears.hover(Optional.empty()));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() != MouseButton.PRIMARY || !bare(event)) return;
            requestFocus();
            hears.click(half(event));
        });
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (event.getTarget() != this) return;
            board.halfAt(new Point(event.getX(), event.getY()), NEAR).ifPresent(half -> hears.menu(half, event.getScreenX(), event.getScreenY()));
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_TYPED, event -> {
            String text = event.getCharacter();
            if (!event.isControlDown() && !event.isAltDown() && !event.isMetaDown() && !text.isEmpty() && Character.isLetterOrDigit(text.codePointAt(0))) hears.typed(text);
        });
    }

    private boolean bare(MouseEvent event) {
        return event.getTarget() == this;
    }

    /** On the way from a link to the plate beside it the link is still meant. */
    private Optional<LinkKey> still(MouseEvent event) {
        var at = new Point(event.getX(), event.getY());
        return board.hovered().filter(half -> board.sketch(half).filter(sketch -> sketch.span().distanceTo(at) < STILL).isPresent());
    }

    private Optional<LinkKey> half(MouseEvent event) {
        return board.halfAt(new Point(event.getX(), event.getY()), NEAR);
    }

    /** Of what stands still. */
    Canvas links() {
        return links;
    }

    @Override
    protected void layoutChildren() {
        if (links.getWidth() == getWidth() && links.getHeight() == getHeight()) return;
        links.setWidth(getWidth());
        links.setHeight(getHeight());
        motion.resize(getWidth(), getHeight());
        for (Node child : getChildren()) if (child instanceof Pane layer && !layer.getStyleClass().contains("floating") && !layer.getStyleClass().contains("best-now")) layer.resizeRelocate(0, 0, getWidth(), getHeight());
        hears.resized(getWidth(), getHeight());
    }
}
