package discedge.console.fred;

import discedge.console.kit.Sheet;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.world.FredState;
import discedge.timeline.world.NodeState;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** FReD as one node sees it, over the window; goes with the cursor while it is open. */
public final class FredSheet {
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    private String node = "";
    private GridPane grid = new GridPane();
    private List<String> ids = List.of();

    /** @param over the window's root */
    public void open(Pane over, String of, Frame frame) {
        node = of;
        grid = new GridPane();
        grid.getStyleClass().addAll("about", "fred-facts");
        ids = List.of();
        fill(frame);
        Sheet.open(over, "fred", Words.of("fred.title", of), grid);
    }

    /** Sets what changed, if it is open. */
    public void show(Frame frame) {
        if (grid.getScene() != null) fill(frame);
    }

    private void fill(Frame frame) {
        Optional<FredState> fred = frame.world().node(node).flatMap(NodeState::fred);
        List<FredFacts.Line> lines = fred.map(its -> FredFacts.of(its, frame.world().now()))
                .orElseGet(() -> List.of(new FredFacts.Line("fred-state", Words.of("fred.state"), Words.of("fred.none-yet"), false)));
        if (!lines.stream().map(FredFacts.Line::id).toList().equals(ids)) rows(lines);
        for (int row = 0; row < lines.size(); row++) {
            FredFacts.Line line = lines.get(row);
            var value = (Label) grid.getChildren().get(2 * row + 1);
            if (!line.value().equals(value.getText())) value.setText(line.value());
            value.pseudoClassStateChanged(BAD, line.bad());
        }
    }

    private void rows(List<FredFacts.Line> lines) {
        ids = lines.stream().map(FredFacts.Line::id).toList();
        grid.getChildren().clear();
        for (FredFacts.Line line : lines) {
            var name = new Label(line.name());
            name.getStyleClass().addAll("muted", "t-table");
            name.setMinWidth(Region.USE_PREF_SIZE);
            var value = new Label();
            value.setId(line.id());
            value.getStyleClass().add("t-table");
            SoftBreaks.wrap(value);
            value.setMinHeight(Region.USE_PREF_SIZE);
            GridPane.setHgrow(value, Priority.ALWAYS);
            GridPane.setValignment(name, VPos.TOP);
            grid.addRow(grid.getRowCount(), name, value);
        }
    }
}
