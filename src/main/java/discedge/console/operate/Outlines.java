package discedge.console.operate;

import discedge.console.kit.Tokens;
import discedge.console.operate.topology.CardOutlines;
import discedge.experiment.live.Controls.Site;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/** What Operate will look like, painted before any of it is made: its panels and the nodes' cards. */
public final class Outlines {
    /** Of the lag strip before there is lag. */
    private static final double LAG = 64;

    private Outlines() {}

    /** @param x, y, width, height the screen's place in the window */
    public static void paint(GraphicsContext gc, double x, double y, double width, double height, List<Site> sites, Tokens tokens) {
        boolean compact = OperateScreen.compact(width, height);
        double gap = tokens.size("gap");
        double figures = tokens.size(compact ? "kpi-compact" : "kpi");
        double lag = compact ? tokens.size("lag-compact") : LAG;
        double talk = OperateScreen.talk(width);
        double top = y + figures + gap;
        double middle = height - figures - lag - 2 * gap;
        panel(gc, x, y, width, figures, tokens);
        panel(gc, x, top, width - talk - gap, middle, tokens);
        panel(gc, x + width - talk, top, talk, middle, tokens);
        panel(gc, x, top + middle + gap, width, lag, tokens);
        CardOutlines.paint(gc, x, top, width - talk - gap, middle, sites, tokens);
    }

    private static void panel(GraphicsContext gc, double x, double y, double width, double height, Tokens tokens) {
        double radius = tokens.size("radius-panel") * 2;
        gc.setFill(tokens.colour("bg-1"));
        gc.fillRoundRect(x, y, width, height, radius, radius);
        gc.setStroke(tokens.colour("line"));
        gc.strokeRoundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius, radius);
    }
}
