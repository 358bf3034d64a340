package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedNodes;
import discedge.lab.remote.NodeAddress;
import discedge.timeline.world.NodeState;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A node of another process in the drawer: how it is, what it is called, and what can be done about it. */
final class NodeRow {
    private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");

    private final ConsoleContext console;
    private final Label name = label("semibold");
    private final Label state = label("pill", "t-label");
    private final Label address = label("t-label", "mono", "muted");
    private final Label about = label("t-label", "muted", "node-about");
    private final Label clock = label("t-label", "muted");
    private final Label trouble = label("t-label", "node-trouble");
    private final Button retry = new Button(Words.of("topology.retry"));
    private final Button remove = new Button("", Icons.of(BootstrapIcons.TRASH));
    private final TextField label = field("nodes.label.prompt");
    private final TextField site = field("nodes.site.prompt");
    private final HBox names = new HBox(label, site);
    private final VBox root = new VBox();
    private Optional<WatchedNodes.Watched> node = Optional.empty();
    private NodeAddress at;

    NodeRow(ConsoleContext console) {
        this.console = console;
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(name, space, state, remove);
        head.getStyleClass().add("gap-8");
        head.setAlignment(Pos.CENTER_LEFT);
        var foot = new HBox(trouble, retry);
        foot.getStyleClass().add("gap-8");
        foot.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(trouble, Priority.ALWAYS);
        trouble.setMaxWidth(Double.MAX_VALUE);
        for (Label words : new Label[] {about, trouble, clock}) words.setWrapText(true);
        foot.managedProperty().bind(trouble.managedProperty());
        foot.visibleProperty().bind(trouble.managedProperty());
        names.getStyleClass().add("gap-8");
        retry.getStyleClass().addAll("small", "t-label");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setOnAction(_ -> act(controls -> {
            if (node.isPresent()) controls.watched().retry(node.get().node());
            else controls.watched().retry(at);
        }));
        remove.getStyleClass().add("flat");
        remove.setOnAction(_ -> {
            if (node.isPresent()) Removing.remove(console, node.get().node());
            else act(controls -> controls.watched().forget(at));
        });
        root.getStyleClass().addAll("node-row", "gap-4");
        root.getChildren().addAll(head, address, about, clock, foot, names);
    }

    private static Label label(String... styles) {
        var label = new Label();
        label.setMinWidth(0);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** What is typed holds as the field is left, or with Enter. */
    private TextField field(String prompt) {
        var field = new TextField();
        field.setPromptText(Words.of(prompt));
        field.setAccessibleText(Words.of(prompt));
        field.getStyleClass().addAll("field", "t-table");
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(_ -> rename());
        field.focusedProperty().addListener((_, _, now) -> {
            if (!now) rename();
        });
        return field;
    }

    private void rename() {
        node.filter(its -> !typed(its).equals(its)).ifPresent(its -> act(controls -> controls.watched().rename(its.node(), typed(its).label(), typed(its).site())));
    }

    private WatchedNodes.Watched typed(WatchedNodes.Watched its) {
        return new WatchedNodes.Watched(its.node(), its.address(), label.getText().isBlank() ? its.node() : label.getText().strip(), site.getText().strip());
    }

    private void act(Consumer<Controls> doing) {
        try {
            console.model().acting().ifPresent(doing);
        } catch (Controls.Refused e) {
            console.notices().show("nodes", e.getMessage());
        }
        console.frames().wake();
    }

    Node root() {
        return root;
    }

    void show(WatchedNodes.Watched its, Frame frame) {
        node = Optional.of(its);
        at = its.address();
        ids(its.node());
        Showing.text(name, NodeWords.named(its));
        fill(label, its.label().equals(its.node()) ? "" : its.label(), frame);
        fill(site, its.site(), frame);
        Showing.seen(names, true);
        Optional<NodeState> seen = frame.world().node(its.node());
        show(NodeWords.of(seen, frame.world()), frame);
    }

    void show(WatchedNodes.Unanswered its, Frame frame) {
        node = Optional.empty();
        at = its.address();
        ids(its.address().toString().replaceAll("[^A-Za-z0-9]", "-"));
        Showing.text(name, its.label().isEmpty() ? Words.of("nodes.unknown") : its.label());
        Showing.seen(names, false);
        show(NodeWords.of(its, frame.world().now()), frame);
    }

    private void show(NodeWords words, Frame frame) {
        Showing.text(address, at.toString());
        Showing.text(state, words.state());
        state.getStyleClass().removeAll("safe", "fails", "unknown");
        state.getStyleClass().add(words.style());
        say(about, words.about());
        say(clock, words.clock());
        say(trouble, words.trouble());
        Showing.seen(retry, words.gone());
        retry.setDisable(!frame.acts());
        remove.setDisable(!frame.acts());
        root.pseudoClassStateChanged(GONE, words.gone());
    }

    private void ids(String id) {
        if (("node-row-" + id).equals(root.getId())) return;
        root.setId("node-row-" + id);
        state.setId("node-state-" + id);
        about.setId("node-about-" + id);
        clock.setId("node-clock-" + id);
        trouble.setId("node-trouble-" + id);
        retry.setId("node-retry-" + id);
        remove.setId("node-remove-" + id);
        remove.setAccessibleText(Words.of("nodes.remove", id));
        label.setId("node-label-" + id);
        site.setId("node-site-" + id);
    }

    /** Not while a person types in it. */
    private static void fill(TextField field, String text, Frame frame) {
        if (!field.isFocused() && !field.getText().equals(text)) field.setText(text);
        if (field.isDisabled() == frame.acts()) field.setDisable(!frame.acts());
    }

    private static void say(Label label, String words) {
        Showing.text(label, words);
        Showing.seen(label, !words.isEmpty());
    }
}
