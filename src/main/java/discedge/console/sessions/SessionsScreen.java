package discedge.console.sessions;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.sessions.inspector.Inspector;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** All sessions, and one of them closely. */
public final class SessionsScreen implements View {
    /** From here on table and inspector have room side by side. */
    private static final double SIDE_BY_SIDE = 1700;

    private final ConsoleContext console;
    private final SessionTable sessions;
    private final SessionMenu menu;
    private final Inspector inspector;
    private final ColumnFit columns;
    private final Map<Quick, ToggleButton> toggles = new EnumMap<>(Quick.class);
    @FXML private StackPane root;
    @FXML private SplitPane split;
    @FXML private Label count;
    @FXML private Label held;
    @FXML private HBox quick;
    @FXML private TextField filter;
    @FXML private Button more;
    @FXML private TableView<SessionRow> table;
    @FXML private VBox empty;
    @FXML private Label emptyText;
    @FXML private Button emptyAction;

    public SessionsScreen(ConsoleContext console) {
        this.console = console;
        FxmlFile.SESSIONS.load(this);
        sessions = new SessionTable(table, new SessionCells(console.theming(), console.settings()), id -> console.model().follow(id));
        menu = new SessionMenu(console, sessions);
        inspector = new Inspector(console, menu::showBelow);
        columns = new ColumnFit(table);
        more.setGraphic(Icons.of(BootstrapIcons.THREE_DOTS));
        more.setOnAction(_ -> menu.showBelow(more));
        held.setTooltip(new Tooltip(Words.of("sessions.held.help")));
        for (Quick which : Quick.values()) quick.getChildren().add(toggle(which));
        filter.textProperty().addListener(_ -> filter());
        filter.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) filter.clear();
            else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) focusTable();
        });
        root.widthProperty().addListener(_ -> fit());
        fit();
    }

    private ToggleButton toggle(Quick which) {
        var toggle = new ToggleButton();
        toggle.setId("sessions-quick-" + which.word());
        toggle.getStyleClass().add("quick");
        toggle.setTooltip(new Tooltip(Words.of("sessions.quick." + which.word() + ".help")));
        toggle.setMinWidth(HBox.USE_PREF_SIZE);
        toggle.setOnAction(_ -> filter());
        toggles.put(which, toggle);
        return toggle;
    }

    private void filter() {
        Set<Quick> wanted = EnumSet.noneOf(Quick.class);
        toggles.forEach((which, toggle) -> {
            if (toggle.isSelected()) wanted.add(which);
        });
        sessions.filter(SessionFilter.of(filter.getText(), wanted));
        said();
    }

    private void clearFilter() {
        filter.clear();
        toggles.values().forEach(toggle -> toggle.setSelected(false));
        filter();
        focusTable();
    }

    private void focusTable() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty() && !sessions.shown().isEmpty()) table.getSelectionModel().selectFirst();
    }

    private void fit() {
        Orientation wanted = root.getWidth() >= SIDE_BY_SIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
        if (split.getOrientation() == wanted && split.getUserData() != null) return;
        split.setUserData(wanted);
        split.setOrientation(wanted);
        split.setDividerPositions(wanted == Orientation.HORIZONTAL ? 0.58 : 0.45);
    }

    @Override
    public void find() {
        filter.requestFocus();
        filter.selectAll();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {
        sessions.show(frame);
        inspector.show(frame);
        said();
    }

    /** How many there are, and what to do if none is. */
    private void said() {
        set(count, Words.of(sessions.rows().size() == 1 ? "sessions.count.one" : "sessions.count", Units.count(sessions.shown().size()), Units.count(sessions.rows().size())));
        toggles.forEach((which, toggle) -> {
            String text = Words.of("sessions.quick.label", which.text(), Units.count(sessions.rows().count(which)));
            if (!text.equals(toggle.getText())) toggle.setText(text);
        });
        held.setVisible(sessions.isHeld());
        held.setManaged(sessions.isHeld());
        boolean any = sessions.rows().size() > 0;
        if (any != split.getItems().contains(inspector.root())) inspect(any);
        boolean none = sessions.shown().isEmpty();
        empty.setVisible(none);
        table.setVisible(!none);
        if (!none) return;
        set(emptyText, Words.of(any ? "sessions.unmatched" : "sessions.empty"));
        emptyAction.setText(Words.of(any ? "sessions.unmatched.action" : "sessions.empty.action"));
        emptyAction.setOnAction(_ -> {
            if (any) clearFilter();
            else console.commands().run("screen.operate");
        });
    }

    private void inspect(boolean any) {
        if (any) split.getItems().add(inspector.root());
        else split.getItems().remove(inspector.root());
        split.setUserData(null);
        fit();
    }

    private static void set(Label label, String text) {
        if (!text.equals(label.getText())) label.setText(text);
    }
}
