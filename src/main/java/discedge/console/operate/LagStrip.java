package discedge.console.operate;

import discedge.console.ConsoleContext;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lag of each way between two nodes over five minutes, the worst on top; in a small window the worst one alone. */
public final class LagStrip implements View {
    private final VBox root = new VBox();
    private final HBox header = new HBox();
    private final Label legend = new Label();
    private final Label more = new Label();
    private final Canvas canvas = new Canvas();
    /** In one row there is no header that says it. */
    private final Label none = new Label(Words.of("operate.lag.empty.row"));
    private final Pane plot = new Pane(canvas, none);
    private final HoverTip tip = new HoverTip();
    private final ConsoleContext console;
    private int most = 1;
    private Frame frame;
    private List<LagRow> rows = List.of();
    private List<double[]> columns = List.of();
    private List<String> order = List.of();
    private Instant ordered = Instant.EPOCH;
    private int hoveredRow = -1;
    private int hoveredColumn = -1;

    public LagStrip(ConsoleContext console) {
        this.console = console;
        root.setId("lag");
        root.getStyleClass().addAll("panel", "lag");
        var title = new Label(Words.of("operate.lag.title"));
        title.getStyleClass().addAll("t-table", "semibold");
        legend.getStyleClass().addAll("t-label", "muted");
        more.getStyleClass().addAll("t-label", "subtle");
        more.setId("lag-more");
        var between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        header.getChildren().setAll(title, legend, between, more);
        header.getStyleClass().addAll("lag-header", "gap-8");
        none.setId("lag-none");
        none.getStyleClass().addAll("t-label", "muted");
        none.setMinHeight(LagPainter.ROW);
        none.setVisible(false);
        legend.setMinWidth(0);
        plot.setMinSize(0, LagPainter.ROW);
        plot.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        plot.setId("lag-plot");
        VBox.setVgrow(plot, Priority.ALWAYS);
        root.getChildren().setAll(header, plot);
        plot.widthProperty().addListener(_ -> resized());
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public Duration every() {
        return CALM;
    }

    @Override
    public void deactivate() {
        tip.hide();
    }

    /** @param count how many rows there is room for; 1 leaves out the header, too */
    void rows(int count) {
        if (count == most && header.isVisible() == count > 1) return;
        most = count;
        header.setVisible(count > 1);
        header.setManaged(count > 1);
        if (frame != null) show(frame);
    }

    /** As high as it wants to be: one row for each way there is, within the room. */
    double height() {
        return most == 1 ? console.theming().tokens().size("lag-compact") : root.getInsets().getTop() + root.getInsets().getBottom() + HEADER + shownRows() * LagPainter.ROW;
    }

    private static final double HEADER = 22;

    private int shownRows() {
        int nodes = frame == null ? 0 : frame.world().nodeStates().size();
        return Math.clamp((long) nodes * (nodes - 1), 1, most);
    }

    @Override
    public void show(Frame now) {
        frame = now;
        List<LagRow> all = LagRow.all(now.world());
        rows = steady(all);
        columns = rows.stream().map(row -> row.columns(now.world().now())).toList();
        String limit = Units.time(console.settings().lagLimit());
        Showing.text(legend, all.isEmpty() ? Words.of("operate.lag.empty") : Words.of("operate.lag.legend", limit));
        Showing.text(more, all.size() > rows.size() ? Words.of("operate.lag.more", all.size() - rows.size()) : "");
        none.setVisible(all.isEmpty() && most == 1);
        plot.setAccessibleText(all.isEmpty() ? none.getText() : rows.stream().map(row -> LagWords.pair(row.pair()) + " " + LagWords.figure(row, now.world().now())).collect(Collectors.joining(", ")));
        resized();
    }

    /** Rows change places only as a new column begins, or as ways come and go: a person is reading. */
    private List<LagRow> steady(List<LagRow> all) {
        Instant column = LagRow.end(frame.world().now());
        List<String> names = all.stream().map(row -> row.state() + LagWords.pair(row.pair())).sorted().toList();
        boolean again = !column.equals(ordered) || !names.equals(order) || rows.size() != Math.min(most, all.size());
        ordered = column;
        order = names;
        if (again) return List.copyOf(all.subList(0, Math.min(most, all.size())));
        var kept = new ArrayList<LagRow>();
        for (LagRow row : rows) all.stream().filter(other -> other.pair().equals(row.pair())).findFirst().ifPresent(kept::add);
        return kept;
    }

    private void resized() {
        double height = Math.max(LagPainter.ROW, rows.size() * LagPainter.ROW);
        if (canvas.getWidth() != plot.getWidth()) canvas.setWidth(plot.getWidth());
        if (canvas.getHeight() != height) canvas.setHeight(height);
        paint();
    }

    private void paint() {
        if (frame == null || canvas.getWidth() <= LagPainter.LEFT + LagPainter.RIGHT) return;
        double limit = console.settings().lagLimit().toNanos() / 1e6;
        new LagPainter(console.theming().tokens(), canvas.getWidth(), limit).paint(canvas.getGraphicsContext2D(), frame.world(), rows, columns, hoveredRow, hoveredColumn);
    }

    private void hover(MouseEvent mouse) {
        int row = (int) (mouse.getY() / LagPainter.ROW);
        double at = (mouse.getX() - LagPainter.LEFT) / LagPainter.plot(canvas.getWidth());
        if (row < 0 || row >= rows.size() || at < 0 || at >= 1) {
            leave();
            return;
        }
        hoveredRow = row;
        hoveredColumn = (int) (at * LagRow.COLUMNS);
        tip.show(canvas, mouse, LagWords.cell(rows.get(row), hoveredColumn, columns.get(row)[hoveredColumn], frame.world().now()));
        paint();
    }

    private void leave() {
        tip.hide();
        if (hoveredRow < 0) return;
        hoveredRow = -1;
        hoveredColumn = -1;
        paint();
    }

    /** What stands under the mouse, for tests. */
    HoverTip tip() {
        return tip;
    }
}
