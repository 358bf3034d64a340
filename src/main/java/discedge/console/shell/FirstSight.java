package discedge.console.shell;

import discedge.console.kit.Tokens;
import discedge.console.operate.Outlines;
import discedge.experiment.live.Controls.Site;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;

/** What a person sees in the first second: the window's parts and the nodes' cards in outline, on one canvas and without a stylesheet. */
public final class FirstSight {
    private static final double MARGIN = 8;

    private final Pane root = new Pane();
    private final Canvas canvas = new Canvas();
    private final List<Site> sites;
    private final Tokens tokens;

    /** @param sites of the nodes that are to come */
    public FirstSight(List<Site> sites, Tokens tokens) {
        this.sites = List.copyOf(sites);
        this.tokens = tokens;
        root.getChildren().add(canvas);
        canvas.widthProperty().bind(root.widthProperty());
        canvas.heightProperty().bind(root.heightProperty());
        canvas.widthProperty().addListener(_ -> paint());
        canvas.heightProperty().addListener(_ -> paint());
    }

    public Pane root() {
        return root;
    }

    private void paint() {
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        if (width <= 0 || height <= 0) return;
        boolean compact = Shell.compact(width, height);
        double bar = tokens.size(compact ? "top-bar-compact" : "top-bar");
        double rail = tokens.size("rail");
        double foot = tokens.size(compact ? "timeline-compact" : "timeline") + tokens.size("status");
        GraphicsContext gc = canvas.getGraphicsContext2D();
        fill(gc, "bg-0", 0, 0, width, height);
        fill(gc, "bg-1", 0, 0, width, bar);
        fill(gc, "line", 0, bar - 1, width, 1);
        fill(gc, "bg-1", 0, bar, rail, height - bar - foot);
        fill(gc, "line", rail - 1, bar, 1, height - bar - foot);
        fill(gc, "bg-1", 0, height - foot, width, foot - tokens.size("status"));
        fill(gc, "line", 0, height - foot, width, 1);
        Outlines.paint(gc, rail + MARGIN, bar + MARGIN, width - rail - 2 * MARGIN, height - bar - foot - 2 * MARGIN, sites, tokens);
    }

    private void fill(GraphicsContext gc, String colour, double x, double y, double width, double height) {
        gc.setFill(tokens.colour(colour));
        gc.fillRect(x, y, width, height);
    }
}
