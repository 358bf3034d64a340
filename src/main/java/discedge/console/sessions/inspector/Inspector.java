package discedge.console.sessions.inspector;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.IconPainter;
import discedge.console.kit.Icons;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.sessions.parts.ReplicaStrip;
import discedge.console.sessions.state.SessionLine;
import discedge.console.sessions.state.Surroundings;
import discedge.session.SessionId;
import discedge.timeline.world.SessionState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One session closely. Works on no more than the tab that is seen. */
public final class Inspector {
    private static final String KEPT = "sessions.inspector";

    private final ConsoleContext console;
    private final ChosenToken chosen = new ChosenToken();
    private final IdsWanted ids;
    private final Map<Tab, InspectorPart> parts = new EnumMap<>(Tab.class);
    private final Map<Tab, ToggleButton> buttons = new EnumMap<>(Tab.class);
    private final InspectorHead head;
    private Tab tab;
    private Optional<SessionId> session = Optional.empty();
    private Optional<SessionLine> line = Optional.empty();
    private Optional<Frame> last = Optional.empty();
    @FXML private VBox root;
    @FXML private HBox header;
    @FXML private Label id;
    @FXML private Label user;
    @FXML private Label mode;
    @FXML private Label tokens;
    @FXML private Button copy;
    @FXML private Button more;
    @FXML private HBox tabs;
    @FXML private HBox tools;
    @FXML private StackPane body;
    @FXML private Label none;

    private enum Tab {
        TURNS, TOKENS, REPLICAS, JSON;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param menu shows what can be done with the session, below the button */
    public Inspector(ConsoleContext console, java.util.function.Consumer<Button> menu) {
        this.console = console;
        FxmlFile.INSPECTOR.load(this);
        ids = new IdsWanted(this::again);
        var strip = new ReplicaStrip(console.theming(), new IconPainter());
        // Of many nodes it takes what room is left: what else stands in the head can be read first.
        strip.setPrefWidth(ReplicaStrip.ENOUGH);
        HBox.setHgrow(strip, Priority.ALWAYS);
        header.getChildren().add(header.getChildren().indexOf(tokens) + 1, strip);
        head = new InspectorHead(id, user, mode, tokens, strip);
        copy.setGraphic(Icons.of(BootstrapIcons.FILES));
        copy.setOnAction(_ -> console.commands().run("sessions.copy"));
        more.setGraphic(Icons.of(BootstrapIcons.THREE_DOTS));
        more.setOnAction(_ -> menu.accept(more));
        parts.put(Tab.TURNS, new TurnsPart(console.model()));
        parts.put(Tab.TOKENS, new TokensPart(console, chosen));
        parts.put(Tab.REPLICAS, new ReplicasPart(chosen, () -> console.model().run().controls(), this::again));
        parts.put(Tab.JSON, new JsonPart(chosen));
        var group = new ToggleGroup();
        for (Tab each : Tab.values()) tabs.getChildren().add(tab(each, group));
        go(console.settings().kept(KEPT).flatMap(Inspector::tab).orElse(Tab.TURNS));
    }

    private static Optional<Tab> tab(String word) {
        for (Tab each : Tab.values()) if (each.word().equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    private ToggleButton tab(Tab which, ToggleGroup group) {
        var button = new ToggleButton(Words.of("sessions.tab." + which.word()));
        button.setId("sessions-tab-" + which.word());
        button.getStyleClass().add("inspector-tab");
        button.setAccessibleRole(AccessibleRole.TAB_ITEM);
        button.setMinWidth(HBox.USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setOnAction(_ -> {
            go(which);
            console.settings().keep(KEPT, which.word());
            again();
        });
        buttons.put(which, button);
        return button;
    }

    private void go(Tab which) {
        buttons.get(which).setSelected(true);
        if (tab == which) return;
        tab = which;
        InspectorPart part = parts.get(which);
        body.getChildren().setAll(part.root(), none);
        tools.getChildren().setAll(part.tools());
    }

    public Node root() {
        return root;
    }

    /** Times a node was asked for ids since the start. */
    public long asked() {
        return ids.asked();
    }

    private void again() {
        last.ifPresent(this::show);
    }

    /** Shows the followed session at the cursor. */
    public void show(Frame frame) {
        last = Optional.of(frame);
        Optional<SessionState> state = frame.followed();
        if (!session.equals(frame.session())) {
            session = frame.session();
            chosen.clear();
            ids.forget();
            parts.values().forEach(InspectorPart::forget);
        }
        for (Node each : new Node[] {header, tools}) each.setVisible(state.isPresent());
        parts.get(tab).root().setVisible(state.isPresent());
        none.setVisible(state.isEmpty());
        if (state.isEmpty()) {
            String text = Words.of(frame.session().isPresent() ? "sessions.inspector.not-yet" : "sessions.inspector.none");
            if (!text.equals(none.getText())) none.setText(text);
            return;
        }
        SessionLine now = line(state.get(), Surroundings.of(frame.world()));
        head.show(now);
        parts.get(tab).show(ids.inspected(frame, now, console.model().run().controls(), parts.get(tab).needsIds()));
    }

    /** The same one while nothing has changed. */
    private SessionLine line(SessionState state, Surroundings around) {
        boolean same = line.filter(known -> known.session() == state && known.around().equals(around)).isPresent();
        if (!same) line = Optional.of(new SessionLine(state, line.map(SessionLine::around).filter(around::equals).orElse(around)));
        return line.orElseThrow();
    }
}
