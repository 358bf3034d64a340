package discedge.console.operate.chat;

import discedge.console.kit.FxThread;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * Keeps the end of what grows in sight until the person scrolls up; then keeps what they read where it is, however much is added.
 * Scrolling back to the end follows again.
 */
final class Following {
    /** Nearer to the end is at the end. */
    private static final double NEAR = 12;

    private final ScrollPane scroll;
    private final Region content;
    private final ReadOnlyBooleanWrapper follows = new ReadOnlyBooleanWrapper(true);
    /** Px above the viewport. */
    private double offset;
    /** The content's height before something is put in above it; below 0 when nothing will be. */
    private double before = -1;
    private boolean own;
    /** A key or the wheel is being handled; the mouse holds the bar. */
    private boolean byHand;
    private boolean held;

    Following(ScrollPane scroll, Region content) {
        this.scroll = scroll;
        this.content = content;
        content.heightProperty().addListener(_ -> keep());
        scroll.viewportBoundsProperty().addListener(_ -> keep());
        scroll.vvalueProperty().addListener(_ -> moved());
        scroll.addEventFilter(ScrollEvent.ANY, _ -> hand());
        scroll.addEventFilter(KeyEvent.KEY_PRESSED, _ -> hand());
        scroll.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> held = true);
        scroll.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> {
            held = false;
            hand();
        });
    }

    private void hand() {
        byHand = true;
        FxThread.bridge().later(() -> byHand = false);
    }

    ReadOnlyBooleanProperty follows() {
        return follows.getReadOnlyProperty();
    }

    void latest() {
        follows.set(true);
        before = -1;
        keep();
    }

    /** What comes next is put in above: what is read moves down with it. */
    void growsAbove() {
        before = content.getHeight();
        offset = range() * scroll.getVvalue();
        follows.set(false);
    }

    /** Px that there are beyond the viewport. */
    private double range() {
        return Math.max(0, content.getHeight() - scroll.getViewportBounds().getHeight());
    }

    private void keep() {
        if (before >= 0 && content.getHeight() > before) {
            offset += content.getHeight() - before;
            before = -1;
        }
        double range = range();
        own = true;
        scroll.setVvalue(follows.get() || range == 0 ? scroll.getVmax() : Math.clamp(offset / range, 0, 1));
        own = false;
    }

    /** The pane moves by itself, too, as its content grows: only a person's move changes what is kept. */
    private void moved() {
        if (own) return;
        if (!byHand && !held) {
            keep();
            return;
        }
        double range = range();
        offset = range * scroll.getVvalue();
        follows.set(range == 0 || range - offset < NEAR);
    }
}
