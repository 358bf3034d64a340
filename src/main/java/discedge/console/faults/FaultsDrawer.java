package discedge.console.faults;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxThread;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.OwnKeys;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Fault;
import discedge.timeline.world.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be broken, and what is. */
public final class FaultsDrawer implements View {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ConsoleContext console;
    private final FaultForm chosen = new FaultForm();
    private final ActiveFaults broken;
    private final ToggleGroup whats = new ToggleGroup();
    private final ToggleGroup howLong = new ToggleGroup();
    private Optional<Frame> frame = Optional.empty();
    private Optional<Plan> plan = Optional.empty();
    @FXML private BorderPane root;
    @FXML private Button close;
    @FXML private Label why;
    @FXML private VBox form;
    @FXML private GridPane kinds;
    @FXML private CheckBox silent;
    @FXML private HBox sized;
    @FXML private Label amountName;
    @FXML private TextField amount;
    @FXML private ComboBox<Targets.Choice> where;
    @FXML private VBox timed;
    @FXML private FlowPane lengths;
    @FXML private TextField own;
    @FXML private Button begin;
    @FXML private Label wrong;
    @FXML private Label note;
    @FXML private VBox active;
    @FXML private Button healAll;

    public FaultsDrawer(ConsoleContext console) {
        this.console = console;
        FxmlFile.FAULTS.load(this);
        OwnKeys.keepArrows(root);
        broken = new ActiveFaults(active, number -> act(controls -> controls.heal(number)));
        close.setGraphic(Icons.of(BootstrapIcons.X));
        close.setOnAction(_ -> console.commands().run("faults"));
        for (What what : What.values()) kinds.add(kind(what), what.ordinal() % 3, what.ordinal() / 3);
        for (Duration length : FaultForm.LENGTHS) lengths.getChildren().add(length(length));
        lengths.getChildren().add(ownLength());
        silent.setOnAction(_ -> change(() -> chosen.silent(silent.isSelected())));
        amount.textProperty().addListener((_, _, typed) -> change(() -> chosen.amount(typed)));
        own.setText(chosen.ownLength());
        own.textProperty().addListener((_, _, typed) -> change(() -> chosen.ownLength(typed)));
        where.valueProperty().addListener(_ -> shape());
        where.setOnShowing(_ -> targets());
        begin.setOnAction(_ -> plan.ifPresent(fault -> act(fault::begin)));
        amount.setOnAction(_ -> begin.fire());
        own.setOnAction(_ -> begin.fire());
        console.commands().bind(healAll, "heal-all");
        for (Label label : List.of(why, wrong, note)) SoftBreaks.wrap(label);
        choose(What.CUT);
    }

    private ToggleButton kind(What what) {
        var button = new ToggleButton(FaultWords.kind(what.word()), Icons.of(what.icon()));
        button.setId("fault-" + what.word());
        button.getStyleClass().add("fault-kind");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setSelected(what == What.CUT);
        return grouped(button, whats, () -> choose(what));
    }

    private ToggleButton length(Duration length) {
        var button = new ToggleButton(length.isZero() ? Words.of("faults.length.open") : Units.length(length));
        button.setId("fault-for-" + length.toSeconds());
        button.setSelected(length.equals(FaultForm.LENGTHS.get(1)));
        return grouped(button, howLong, () -> change(() -> chosen.length(length)));
    }

    private ToggleButton ownLength() {
        var button = new ToggleButton(Words.of("faults.length.own"));
        button.setId("fault-for-own");
        Showing.seen(own, false);
        button.selectedProperty().addListener((_, _, now) -> Showing.seen(own, now));
        return grouped(button, howLong, () -> {
            change(() -> chosen.ownLength(own.getText()));
            own.requestFocus();
        });
    }

    /** One of a group is always chosen. */
    private static ToggleButton grouped(ToggleButton button, ToggleGroup group, Runnable chosen) {
        button.getStyleClass().addAll("quick", "t-label");
        button.setToggleGroup(group);
        button.setOnAction(_ -> {
            button.setSelected(true);
            chosen.run();
        });
        return button;
    }

    // ---- choosing

    private void choose(What what) {
        chosen.what(what);
        Showing.seen(silent, what == What.CUT);
        Showing.seen(sized, what.hasAmount());
        Showing.seen(timed, what != What.RESTART);
        if (what.hasAmount()) amountName.setText(Words.of("faults.amount." + what.word()));
        amount.setText(chosen.amount());
        targets();
        shape();
    }

    private void change(Runnable change) {
        change.run();
        shape();
    }

    /** The same one as before, if it is still there. */
    private void targets() {
        if (frame.isEmpty() || console.model().acting().isEmpty()) return;
        List<Targets.Choice> now = Targets.of(chosen.what(), console.model().acting().get(), frame.get().world());
        if (now.equals(where.getItems())) return;
        Targets.Choice before = where.getValue();
        where.getItems().setAll(now);
        where.setValue(before != null && now.contains(before) ? before : now.isEmpty() ? null : now.getFirst());
    }

    /** The button names what it would do, or words say why it would not. */
    private void shape() {
        String words = "";
        try {
            plan = frame.isPresent() && where.getValue() != null ? Optional.of(chosen.plan(where.getValue().target(), frame.get().world())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            plan = Optional.empty();
            words = e.getMessage();
        }
        Showing.text(begin, plan.map(fault -> fault.words(where.getValue().word())).orElse(FaultWords.kind(chosen.what().word())));
        begin.setDisable(plan.isEmpty());
        say(wrong, words);
        amount.pseudoClassStateChanged(WRONG, !words.isEmpty() && chosen.what().hasAmount());
        own.pseudoClassStateChanged(WRONG, !words.isEmpty() && own.isVisible());
        say(note, chosen.what() == What.KILL ? plan.flatMap(this::holds).orElse("") : "");
    }

    private Optional<String> holds(Plan fault) {
        if (!(fault.target() instanceof Fault.Target.Node(String name))) return Optional.empty();
        Optional<NodeState> node = frame.flatMap(now -> now.world().node(name));
        return node.map(its -> Words.of(its.identity().durable() ? "faults.kill.durable" : "faults.kill.memory", name,
                Words.of(its.sessions() == 1 ? "topology.sessions.one" : "topology.sessions", Units.count(its.sessions()))));
    }

    // ---- showing

    @Override
    public Node root() {
        return root;
    }

    /** The keyboard goes along: the drawer was opened to do something in it. */
    @Override
    public void activate() {
        FxThread.bridge().later(() -> {
            // Until it has its skin a scroll pane has no content, and what is not in a scene gets no keyboard.
            root.applyCss();
            ((ToggleButton) whats.getSelectedToggle()).requestFocus();
        });
    }

    @Override
    public void show(Frame now) {
        frame = Optional.of(now);
        String reason = now.acts() ? "" : Words.of(console.model().run().controls().isEmpty() ? "faults.off.file" : "faults.off.replay");
        say(why, reason);
        if (form.isDisabled() == now.acts()) form.setDisable(!now.acts());
        targets();
        shape();
        broken.show(now);
    }

    private void act(Consumer<Controls> doing) {
        try {
            console.model().acting().ifPresent(doing);
        } catch (Controls.Refused e) {
            console.notices().show("fault", e.getMessage());
        }
        console.frames().wake();
    }

    private static void say(Label label, String words) {
        if (label.getText().equals(words) && label.isVisible() == !words.isEmpty()) return;
        label.setText(words);
        Showing.seen(label, !words.isEmpty());
    }
}
