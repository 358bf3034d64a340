package discedge.console.operate;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/** The exact value under the mouse, at once and beside it. One tooltip, used over and over. On the FX thread. */
public final class HoverTip {
    private static final double ASIDE = 14;

    private final Tooltip tip = new Tooltip();

    public void show(Node over, MouseEvent at, String text) {
        if (text.isEmpty()) {
            hide();
            return;
        }
        if (!tip.getText().equals(text)) tip.setText(text);
        if (tip.isShowing()) {
            tip.setAnchorX(at.getScreenX() + ASIDE);
            tip.setAnchorY(at.getScreenY() + ASIDE);
        } else tip.show(over, at.getScreenX() + ASIDE, at.getScreenY() + ASIDE);
    }

    public void hide() {
        tip.hide();
    }

    /** What it says; empty if it is not shown. */
    public String text() {
        return tip.isShowing() ? tip.getText() : "";
    }
}
