package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedLinks;
import discedge.lab.remote.NodeAddress;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A {@code discedge links} process in the drawer. */
final class StationRow {
    private final Label address = new Label();
    private final Label state = new Label();
    private final Button remove = new Button("", Icons.of(BootstrapIcons.X));
    private final HBox root;
    private NodeAddress shown;

    StationRow(ConsoleContext console) {
        address.getStyleClass().addAll("t-table", "mono");
        state.getStyleClass().addAll("t-label", "muted");
        state.setWrapText(true);
        remove.getStyleClass().add("flat");
        remove.setOnAction(_ -> console.model().acting().ifPresent(controls -> controls.watchedLinks().remove(shown)));
        var words = new VBox(address, state);
        HBox.setHgrow(words, Priority.ALWAYS);
        root = new HBox(words, remove);
        root.getStyleClass().addAll("node-row", "gap-8");
        root.setAlignment(Pos.CENTER_LEFT);
    }

    Node root() {
        return root;
    }

    void show(WatchedLinks.Station its, boolean acts) {
        Showing.text(address, its.address().toString());
        Showing.text(state, !its.why().isEmpty() ? its.why() : its.links().isEmpty() ? Words.of("nodes.links.reading") : Words.of("nodes.links.between", String.join(", ", its.links())));
        shown = its.address();
        remove.setAccessibleText(Words.of("nodes.links.remove", its.address()));
        remove.setDisable(!acts);
    }
}
