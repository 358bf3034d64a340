package discedge.console.timebar;

import discedge.console.kit.Tokens;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * What has happened, what lies ahead, and the cursor between them. The two are painted when the log or the part shown changes; a
 * cursor that moves only moves the edge between them.
 */
final class TimeCanvas extends Region {
    private final Canvas past = new Canvas();
    private final Canvas ahead = new Canvas();
    private final Rectangle pastEdge = new Rectangle();
    private final Rectangle aheadEdge = new Rectangle();
    private final Region cursor = new Region();
    private final TimePainter painter = new TimePainter();

    TimeCanvas() {
        setId("time-canvas");
        getStyleClass().add("time-canvas");
        cursor.getStyleClass().add("time-cursor");
        cursor.setId("time-cursor");
        cursor.setMouseTransparent(true);
        cursor.setManaged(false);
        past.setClip(pastEdge);
        ahead.setClip(aheadEdge);
        past.setMouseTransparent(true);
        ahead.setMouseTransparent(true);
        setMinWidth(0);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        getChildren().addAll(ahead, past, cursor);
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : new Canvas[] {past, ahead}) {
            if (canvas.getWidth() != getWidth()) canvas.setWidth(getWidth());
            if (canvas.getHeight() != getHeight()) canvas.setHeight(getHeight());
        }
        pastEdge.setHeight(getHeight());
        aheadEdge.setHeight(getHeight());
        cursor.resize(2, getHeight());
    }

    /** Of a log with nothing in it nothing is seen, nor of the one shown before. */
    void blank() {
        for (var part : new Node[] {past, ahead, cursor}) part.setVisible(false);
    }

    void paint(TimePainter.Scene scene, Tokens tokens) {
        past.setVisible(true);
        painter.paint(past.getGraphicsContext2D(), scene, tokens, false);
        if (ahead.isVisible()) painter.paint(ahead.getGraphicsContext2D(), scene, tokens, true);
    }

    /** @param whole nothing lies ahead: the cursor is at the newest event */
    void cursor(double x, boolean whole) {
        double edge = whole ? getWidth() : Math.clamp(x, 0, getWidth());
        if (pastEdge.getWidth() != edge) pastEdge.setWidth(edge);
        if (aheadEdge.getX() != edge) aheadEdge.setX(edge);
        aheadEdge.setWidth(Math.max(0, getWidth() - edge));
        double at = Math.round(x) - 1;
        if (cursor.getLayoutX() != at) cursor.setLayoutX(at);
        boolean seen = x >= 0 && x <= getWidth();
        if (cursor.isVisible() != seen) cursor.setVisible(seen);
    }

    /** Whether anything can lie ahead. @return it has changed, so that what does must be painted */
    boolean showAhead(boolean wanted) {
        if (ahead.isVisible() == wanted) return false;
        ahead.setVisible(wanted);
        return true;
    }
}
