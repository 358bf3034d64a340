package discedge.console.scenario;

import discedge.console.kit.Icons;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import discedge.node.yaml.Problem;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is wrong, and in which line. */
final class ProblemCell extends ListCell<Problem> {
    private final Label line = new Label();
    private final Label message = new Label();
    private final HBox box;

    ProblemCell() {
        FontIcon icon = Icons.of(BootstrapIcons.X_OCTAGON);
        icon.getStyleClass().add("problem-icon");
        line.getStyleClass().addAll("t-label", "muted");
        message.getStyleClass().add("t-table");
        SoftBreaks.wrap(message);
        message.setMinWidth(0);
        var lines = new VBox(2, line, message);
        lines.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(lines, Priority.ALWAYS);
        box = new HBox(10, icon, lines);
        box.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Problem problem, boolean empty) {
        super.updateItem(problem, empty);
        if (empty || problem == null) {
            setGraphic(null);
            return;
        }
        line.setText(problem.line() > 0 ? Words.of("scenario.problem.line", problem.line()) : Words.of("scenario.problem.file"));
        message.setText(problem.message());
        setGraphic(box);
    }
}
