package discedge.console.timebar;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** The mouse on the timeline: press and drag to scrub, a click on a mark, the wheel to see more or less, with Shift to look further along. */
final class Scrubbing {
    private static final double SLACK = 4;
    private static final double ZOOM = 1.25;
    private static final double NOTCH = 40;

    private final Target target;
    private double pressedAt;
    private boolean pressed;
    private boolean scrubs;

    /** What the mouse leads to. */
    interface Target {
        Stretch stretch();

        Optional<? extends Runnable> markAt(double x, double y);

        void scrub(Instant time);

        void zoom(double factor, Instant around);

        void pan(double px);
    }

    Scrubbing(TimeCanvas canvas, Target target) {
        this.target = target;
        canvas.setOnMousePressed(event -> press(canvas, event));
        canvas.setOnMouseDragged(this::drag);
        canvas.setOnMouseReleased(this::release);
        canvas.setOnScroll(this::scroll);
    }

    /** Between press and release, and the mouse has moved. */
    boolean dragging() {
        return pressed && scrubs;
    }

    private void press(TimeCanvas canvas, MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        canvas.requestFocus();
        pressed = true;
        pressedAt = event.getX();
        scrubs = target.markAt(event.getX(), event.getY()).isEmpty();
        if (scrubs) scrub(event.getX());
    }

    private void drag(MouseEvent event) {
        if (!pressed) return;
        if (Math.abs(event.getX() - pressedAt) > SLACK) scrubs = true;
        if (scrubs) scrub(event.getX());
    }

    private void release(MouseEvent event) {
        if (!pressed) return;
        pressed = false;
        if (!scrubs) target.markAt(pressedAt, event.getY()).ifPresent(Runnable::run);
    }

    private void scrub(double x) {
        target.scrub(target.stretch().time(x));
    }

    private void scroll(ScrollEvent event) {
        double along = event.isShiftDown() && event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
        if (along != 0) target.pan(-along);
        else if (event.getDeltaY() != 0) target.zoom(Math.pow(ZOOM, -notches(event)), target.stretch().time(event.getX()));
        event.consume();
    }

    /** A wheel's notch is {@value #NOTCH} px on most systems; one that counts lines only says how many. */
    private static double notches(ScrollEvent event) {
        boolean lines = event.getTextDeltaYUnits() == ScrollEvent.VerticalTextScrollUnits.LINES && event.getTextDeltaY() == event.getDeltaY();
        return lines ? event.getDeltaY() : event.getDeltaY() / NOTCH;
    }
}
