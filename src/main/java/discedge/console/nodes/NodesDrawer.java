package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxThread;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.OwnKeys;
import discedge.console.kit.Showing;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedLinks;
import discedge.experiment.live.WatchedNodes;
import discedge.lab.remote.NodeAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The nodes of other processes that are watched, how each of them is, and the relays between them. */
public final class NodesDrawer implements View {
    private final ConsoleContext console;
    /** By address: a node that has not said its name has a row, too. */
    private final Map<NodeAddress, NodeRow> rows = new LinkedHashMap<>();
    private final Map<NodeAddress, StationRow> links = new LinkedHashMap<>();
    @FXML private BorderPane root;
    @FXML private Button close;
    @FXML private Label why;
    @FXML private Button add;
    @FXML private Label none;
    @FXML private VBox list;
    @FXML private VBox stations;
    @FXML private TextField linksField;
    @FXML private Button addLinks;
    @FXML private Label wrong;

    public NodesDrawer(ConsoleContext console) {
        this.console = console;
        FxmlFile.NODES.load(this);
        OwnKeys.keepArrows(root);
        close.setGraphic(Icons.of(BootstrapIcons.X));
        close.setOnAction(_ -> console.commands().run("nodes"));
        add.setGraphic(Icons.of(BootstrapIcons.PLUS));
        console.commands().bind(add, "add-node");
        addLinks.setOnAction(_ -> addLinks());
        linksField.setOnAction(_ -> addLinks());
        Showing.seen(wrong, false);
    }

    private void addLinks() {
        String words = "";
        try {
            console.model().acting().ifPresent(controls -> controls.watchedLinks().add(linksField.getText()));
            linksField.clear();
        } catch (Controls.Refused e) {
            words = e.getMessage();
        }
        wrong.setText(words);
        Showing.seen(wrong, !words.isEmpty());
        console.frames().wake();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void activate() {
        FxThread.bridge().later(() -> {
            root.applyCss();
            add.requestFocus();
        });
    }

    @Override
    public void show(Frame frame) {
        String reason = frame.acts() ? "" : Words.of(console.model().run().controls().isEmpty() ? "nodes.off.file" : "nodes.off.replay");
        if (!why.getText().equals(reason) || why.isVisible() == reason.isEmpty()) {
            why.setText(reason);
            Showing.seen(why, !reason.isEmpty());
        }
        Optional<Controls> controls = console.model().run().controls();
        List<WatchedNodes.Watched> watched = controls.map(its -> its.watched().list()).orElse(List.of());
        List<WatchedNodes.Unanswered> unanswered = controls.map(its -> its.watched().unanswered()).orElse(List.of());
        arrange(watched, unanswered);
        for (WatchedNodes.Watched node : watched) rows.get(node.address()).show(node, frame);
        for (WatchedNodes.Unanswered node : unanswered) rows.get(node.address()).show(node, frame);
        Showing.seen(none, rows.isEmpty());
        List<WatchedLinks.Station> relays = controls.map(its -> its.watchedLinks().list()).orElse(List.of());
        arrange(relays);
        for (WatchedLinks.Station relay : relays) links.get(relay.address()).show(relay, frame.acts());
        addLinks.setDisable(!frame.acts());
    }

    private void arrange(List<WatchedNodes.Watched> watched, List<WatchedNodes.Unanswered> unanswered) {
        var wanted = new LinkedHashMap<NodeAddress, NodeRow>();
        for (WatchedNodes.Watched node : watched) wanted.put(node.address(), rows.getOrDefault(node.address(), null));
        for (WatchedNodes.Unanswered node : unanswered) wanted.put(node.address(), rows.getOrDefault(node.address(), null));
        if (List.copyOf(wanted.keySet()).equals(List.copyOf(rows.keySet()))) return;
        wanted.replaceAll((_, row) -> row == null ? new NodeRow(console) : row);
        rows.clear();
        rows.putAll(wanted);
        list.getChildren().setAll(rows.values().stream().map(NodeRow::root).toList());
    }

    private void arrange(List<WatchedLinks.Station> relays) {
        if (relays.stream().map(WatchedLinks.Station::address).toList().equals(List.copyOf(links.keySet()))) return;
        links.clear();
        for (WatchedLinks.Station relay : relays) links.put(relay.address(), new StationRow(console));
        stations.getChildren().setAll(links.values().stream().map(StationRow::root).toList());
    }
}
