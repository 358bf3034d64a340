package discedge.console.operate;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import discedge.console.operate.chat.ChatView;
import discedge.console.operate.topology.TopologyView;
import discedge.console.present.Presentation;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Operate: figures on top, the topology with the conversation beside it, lag below. Gives each the room it has. */
public final class OperateScreen implements View {
    /** Narrower than this, or lower, the screen is compact: the window's 1,200 × 760 without rail, bars and margins. */
    private static final double COMPACT_WIDTH = 1140;
    private static final double COMPACT_HEIGHT = 620;
    private static final double TALK_COMPACT = 300;
    private static final double TALK = 400;
    private static final double TALK_WIDEST = 640;
    private static final double TALK_PART = 0.29;
    /** So much more height is worth one more row of lag. */
    private static final double ROW_WORTH = 90;
    private static final double ROWS_FROM = 490;

    private final TopologyView topology;
    private final LagStrip lag;
    @FXML private VBox root;
    @FXML private StackPane figures;
    @FXML private HBox middle;
    @FXML private StackPane map;
    @FXML private StackPane talk;
    @FXML private StackPane lags;

    public OperateScreen(ConsoleContext console) {
        FxmlFile.OPERATE.load(this);
        topology = new TopologyView(console);
        lag = new LagStrip(console);
        put(console, figures, new KpiStrip(console));
        put(console, map, topology);
        new Presentation(console, map, (Region) topology.root());
        put(console, talk, new ChatView(console));
        put(console, lags, lag);
        root.widthProperty().addListener(_ -> fit());
        root.heightProperty().addListener(_ -> fit());
    }

    private static void put(ConsoleContext console, StackPane place, View view) {
        place.getChildren().add(view.root());
        console.frames().drive(view);
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {
        fit();
    }

    private void fit() {
        double width = root.getWidth();
        double height = root.getHeight();
        if (width <= 0 || height <= 0) return;
        fix(talk, true, talk(width));
        lag.rows(compact(width, height) ? 1 : (int) Math.max(2, Math.floor((height - ROWS_FROM) / ROW_WORTH)));
        fix(lags, false, lag.height());
    }

    static boolean compact(double width, double height) {
        return width < COMPACT_WIDTH || height < COMPACT_HEIGHT;
    }

    /** Width of the conversation's pane. */
    static double talk(double width) {
        return width < COMPACT_WIDTH ? TALK_COMPACT : Math.round(Math.clamp(width * TALK_PART, TALK, TALK_WIDEST));
    }

    private static void fix(Region region, boolean wide, double size) {
        if (wide && region.getPrefWidth() != size) {
            region.setMinWidth(size);
            region.setPrefWidth(size);
            region.setMaxWidth(size);
        }
        if (!wide && region.getPrefHeight() != size) {
            region.setMinHeight(size);
            region.setPrefHeight(size);
            region.setMaxHeight(size);
        }
    }
}
