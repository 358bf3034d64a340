package discedge.console.timebar;

import javafx.geometry.Bounds;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.stage.PopupWindow.AnchorLocation;
import java.util.function.BiFunction;

/** What stands under the mouse, in words, above the timeline; where nothing stands, the time. */
final class Hover {
    private static final double ABOVE = 6;

    private final Tooltip tip = new Tooltip();
    private final TimeCanvas canvas;
    private final BiFunction<Double, Double, String> words;

    /** @param words of a place in the canvas; empty = nothing to say */
    Hover(TimeCanvas canvas, BiFunction<Double, Double, String> words) {
        this.canvas = canvas;
        this.words = words;
        tip.setAnchorLocation(AnchorLocation.WINDOW_BOTTOM_LEFT);
        tip.setId("time-tip");
        canvas.setOnMouseMoved(this::show);
        canvas.setOnMouseExited(_ -> hide());
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::show);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::show);
    }

    private void show(MouseEvent event) {
        String text = words.apply(event.getX(), event.getY());
        if (text.isEmpty() || canvas.getScene() == null) {
            hide();
            return;
        }
        if (!text.equals(tip.getText())) tip.setText(text);
        Bounds place = canvas.localToScreen(canvas.getLayoutBounds());
        tip.show(canvas, event.getScreenX(), place.getMinY() - ABOVE);
    }

    String text() {
        return tip.isShowing() ? tip.getText() : "";
    }

    void hide() {
        tip.hide();
    }
}
