package discedge.console.scenario;

import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** A step in two lines: what, and how far. */
final class StepCell extends ListCell<Step> {
    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final int NODE_COLOURS = 8;

    private final FontIcon icon = Icons.of(BootstrapIcons.CIRCLE);
    private final Label number = label("step-number", "mono", "t-table", "subtle");
    private final Label title = label("step-title", "t-table");
    private final Tooltip whole = new Tooltip();
    private final Label took = label("mono", "t-table");
    private final Region dot = new Region();
    private final Label node = label("step-node", "t-label", "muted");
    private final FontIcon roams = Icons.of(BootstrapIcons.ARROW_RIGHT);
    private final Label detail = label("step-detail", "t-label", "muted");
    private final HBox box;
    private Step shown;

    StepCell() {
        icon.getStyleClass().add("step-state");
        dot.getStyleClass().add("node-dot");
        node.setGraphic(dot);
        roams.setIconSize(11);
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        SoftBreaks.wrap(whole);
        whole.setMaxWidth(420);
        title.setTooltip(whole);
        detail.setMinWidth(0);
        number.setMinWidth(Region.USE_PREF_SIZE);
        took.setMinWidth(Region.USE_PREF_SIZE);
        node.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var first = new HBox(8, title, took);
        var second = new HBox(6, roams, node, detail);
        first.setAlignment(Pos.CENTER_LEFT);
        second.setAlignment(Pos.CENTER_LEFT);
        var lines = new VBox(3, first, second);
        lines.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(lines, Priority.ALWAYS);
        box = new HBox(10, icon, number, lines);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(0);
        setPrefWidth(0);
    }

    private static Label label(String... classes) {
        var label = new Label();
        label.getStyleClass().addAll(classes);
        return label;
    }

    @Override
    protected void updateItem(Step step, boolean empty) {
        super.updateItem(step, empty);
        if (empty || step == null) {
            shown = null;
            setGraphic(null);
            setAccessibleText(null);
            pseudoClassStateChanged(NOW, false);
            return;
        }
        if (step.equals(shown)) return;
        show(step);
    }

    private void show(Step step) {
        if (shown == null || shown.state() != step.state() || shown.isFault() != step.isFault()) {
            box.getStyleClass().setAll("step-" + step.state().name().toLowerCase(java.util.Locale.ROOT));
            if (step.isFault()) box.getStyleClass().add("step-fault");
            icon.setIconCode(icon(step));
        }
        shown = step;
        number.setText(step.isFault() ? " " : "" + step.turn());
        title.setText(step.title());
        if (!step.title().equals(whole.getText())) whole.setText(step.title());
        took.setText(step.took().map(Units::time).orElse(""));
        Showing.seen(node, !step.isFault());
        Showing.seen(roams, step.roams());
        node.setText(step.node());
        dot.getStyleClass().setAll("node-dot", "node-" + (Math.max(0, step.order()) % NODE_COLOURS + 1));
        detail.setText(step.detail().isEmpty() ? "" : step.isFault() ? step.detail() : "· " + step.detail());
        setGraphic(box);
        setAccessibleText((step.isFault() ? "" : step.turn() + " ") + step.title() + ", " + step.node() + " " + step.detail());
        pseudoClassStateChanged(NOW, step.state() == Step.State.RUNNING && !step.isFault());
    }

    private static BootstrapIcons icon(Step step) {
        if (step.isFault()) return step.state() == Step.State.DONE ? BootstrapIcons.CHECK2_CIRCLE : BootstrapIcons.LIGHTNING;
        return switch (step.state()) {
            case PLANNED -> BootstrapIcons.CIRCLE;
            case RUNNING -> BootstrapIcons.PLAY_CIRCLE;
            case STRAINED -> BootstrapIcons.EXCLAMATION_CIRCLE;
            case DONE -> BootstrapIcons.CHECK_CIRCLE;
            case FAILED -> BootstrapIcons.X_OCTAGON;
        };
    }
}
