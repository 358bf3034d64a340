package discedge.console.operate;

import discedge.console.kit.Showing;
import discedge.console.kit.Tokens;
import discedge.console.kit.Words;
import discedge.timeline.world.Figure;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/** One figure of the strip: its name, its window, the figure, its course. A click copies it with its provenance. */
final class KpiCell extends Region {
    /** Lower cells have no room for the window. */
    private static final double LOW = 70;
    private static final double NARROWEST_BARS = 46;
    private static final double WIDEST_BARS = 160;

    private final Label label = new Label();
    private final Label window = new Label();
    private final Label value = new Label();
    private final Label unit = new Label();
    private final MiniBars bars = new MiniBars();
    private final Tooltip tooltip = new Tooltip();
    private FigureWords words;

    KpiCell(Figure.Kind kind, Runnable copy) {
        setId("kpi-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        getStyleClass().addAll("panel", "kpi", "h-kpi");
        label.getStyleClass().addAll("t-label", "muted");
        window.getStyleClass().addAll("t-label", "subtle", "window");
        value.getStyleClass().addAll("t-figure", "value");
        unit.getStyleClass().addAll("t-table", "muted");
        getChildren().addAll(label, window, value, unit, bars);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        Tooltip.install(this, tooltip);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress()) copy.run();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() != KeyCode.SPACE && key.getCode() != KeyCode.ENTER) return;
            copy.run();
            key.consume();
        });
    }

    void show(Figure figure, FigureLimit limit, Tokens tokens) {
        bars.show(figure.bars(), limit.value(), limit.state(), tokens);
        FigureWords now = FigureWords.of(figure);
        if (now.equals(words)) return;
        words = now;
        Showing.text(label, now.label());
        Showing.text(value, now.value());
        Showing.text(unit, now.unit());
        String hint = now.provenance() + ".\n" + (limit.words().isEmpty() ? "" : limit.words() + " ") + Words.of("operate.kpi.click");
        tooltip.setText(hint);
        setAccessibleText(now.provenance());
        requestLayout();
    }

    /** Empty before the first frame. */
    java.util.Optional<FigureWords> words() {
        return java.util.Optional.ofNullable(words);
    }

    @Override
    protected void layoutChildren() {
        Insets in = getInsets();
        double width = getWidth() - in.getLeft() - in.getRight();
        double right = getWidth() - in.getRight();
        boolean low = getHeight() < LOW;
        double bottom = getHeight() - in.getBottom();
        double line = snapSizeY(label.prefHeight(-1));
        double labelWidth = Math.min(width, snapSizeX(label.prefWidth(-1)));
        label.resizeRelocate(in.getLeft(), in.getTop(), labelWidth, line);
        if (words != null) {
            Showing.text(window, words.window());
            if (window.prefWidth(-1) > width - labelWidth - 8) Showing.text(window, words.shortWindow());
        }
        double windowWidth = Math.min(width - labelWidth - 8, snapSizeX(window.prefWidth(-1)));
        window.setVisible(!low && windowWidth >= Math.min(24, window.prefWidth(-1)));
        window.resizeRelocate(right - windowWidth, in.getTop(), Math.max(0, windowWidth), line);
        double tall = snapSizeY(value.prefHeight(-1));
        // The figure stands under its name, not at the cell's foot.
        double top = low ? bottom - tall : snapPositionY(in.getTop() + line + (bottom - in.getTop() - line - tall) / 2);
        double valueWidth = snapSizeX(value.prefWidth(-1));
        value.resizeRelocate(in.getLeft(), top, valueWidth, tall);
        double unitHeight = snapSizeY(unit.prefHeight(-1));
        double unitTop = snapPositionY(top + value.getBaselineOffset() - unit.getBaselineOffset());
        unit.resizeRelocate(in.getLeft() + valueWidth + 4, unitTop, snapSizeX(unit.prefWidth(-1)), unitHeight);
        double room = width - valueWidth - unit.prefWidth(-1) - 16;
        double barsWidth = Math.floor(Math.clamp(width * 0.4, NARROWEST_BARS, WIDEST_BARS));
        bars.setVisible(room >= NARROWEST_BARS);
        barsWidth = Math.max(0, Math.min(barsWidth, Math.floor(room)));
        double barsHeight = low ? 18 : 26;
        double ground = snapPositionY(top + value.getBaselineOffset());
        bars.resizeRelocate(right - barsWidth, ground - barsHeight + (low ? 1 : 2), barsWidth, barsHeight);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 96;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 144;
    }
}
