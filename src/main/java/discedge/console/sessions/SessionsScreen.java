package discedge.console.sessions;

import discedge.console.ConsoleContext;
import discedge.console.kit.ColumnTips;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.sessions.inspector.Inspector;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
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
    private final RemotePages pages;
    private final Map<Quick, ToggleButton> toggles = new EnumMap<>(Quick.class);
    @FXML private StackPane root;
    @FXML private SplitPane split;
    @FXML private Label count;
    @FXML private Label held;
    @FXML private HBox quick;
    @FXML private TextField filter;
    @FXML private Button more;
    @FXML private TableView<SessionRow> table;
    @FXML private HBox remote;
    @FXML private Label remoteWords;
    @FXML private Button load;
    @FXML private VBox empty;
    @FXML private Label emptyText;
    @FXML private Button emptyAction;
    private boolean scrolled;

    public SessionsScreen(ConsoleContext console) {
        this.console = console;
        FxmlFile.SESSIONS.load(this);
        sessions = new SessionTable(table, new SessionCells(console.theming(), console.settings()), id -> console.model().follow(id));
        menu = new SessionMenu(console, sessions);
        inspector = new Inspector(console, menu::showBelow);
        pages = new RemotePages(console);
        load.setText(Words.of("sessions.remote.load", Units.count(RemotePages.PAGE)));
        load.setOnAction(_ -> pages.more());
        ColumnMemory.of(table, new ColumnFit(table), console.settings());
        ColumnTips.on(table, column -> ((SessionColumn) column.getUserData()).help());
        more.setGraphic(Icons.of(BootstrapIcons.THREE_DOTS));
        more.setOnAction(_ -> menu.showBelow(more));
        held.setTooltip(new Tooltip(Words.of("sessions.held.help")));
        for (Quick which : Quick.values()) quick.getChildren().add(toggle(which));
        filter.textProperty().addListener(_ -> filter());
        filter.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) filter.clear();
            else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) focusTable();
        });
        table.addEventFilter(ScrollEvent.SCROLL, _ -> scrolled());
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> scrolled());
        table.addEventFilter(MouseEvent.MOUSE_DRAGGED, _ -> scrolled());
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> scrolled());
        root.widthProperty().addListener(_ -> fit());
        split.addEventFilter(MouseEvent.MOUSE_RELEASED, this::keepDivider);
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
        pages.search(filter.getText());
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
        split.setDividerPositions(console.settings().kept(divider()).flatMap(SessionsScreen::part).orElse(wanted == Orientation.HORIZONTAL ? 0.58 : 0.45));
    }

    private String divider() {
        return split.getOrientation() == Orientation.HORIZONTAL ? "sessions.divider.side" : "sessions.divider.below";
    }

    private static Optional<Double> part(String text) {
        return text.matches("0\\.[0-9]{1,3}") ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /** Once a person lets go of it; layouts move it, too. */
    private void keepDivider(MouseEvent released) {
        boolean isDivider = released.getTarget() instanceof Node node && (node.getStyleClass().contains("split-pane-divider") || node.getParent().getStyleClass().contains("split-pane-divider"));
        if (isDivider && split.getDividers().size() == 1)
            console.settings().keep(divider(), String.format(Locale.ROOT, "%.3f", Math.clamp(split.getDividerPositions()[0], 0.001, 0.999)));
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
        pages.show(frame);
        if (scrolled && pages.idle()) {
            scrolled = false;
            if (atEnd()) pages.more();
        }
        said();
    }

    /** By a person's hand: that the window scrolls to the session it follows asks for nothing. */
    private void scrolled() {
        scrolled = true;
        console.frames().wake();
    }

    /** The last row is in sight: whoever scrolled there wants more. */
    private boolean atEnd() {
        for (Node node : table.lookupAll(".scroll-bar"))
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL && bar.isVisible() && bar.getValue() > 0) return bar.getValue() >= bar.getMax() - 1e-6;
        return false;
    }

    private void saidElsewhere() {
        String words = pages.words();
        Showing.text(remoteWords, words);
        remote.setVisible(!words.isEmpty());
        remote.setManaged(!words.isEmpty());
        load.setDisable(!pages.idle());
    }

    /** How many there are, and what to do if none is. */
    private void said() {
        Showing.text(count, Words.of(sessions.rows().size() == 1 ? "sessions.count.one" : "sessions.count", Units.count(sessions.shown().size()), Units.count(sessions.rows().size())));
        toggles.forEach((which, toggle) -> {
            String text = Words.of("sessions.quick.label", which.text(), Units.count(sessions.rows().count(which)));
            if (!text.equals(toggle.getText())) toggle.setText(text);
        });
        saidElsewhere();
        held.setVisible(sessions.isHeld());
        held.setManaged(sessions.isHeld());
        boolean any = sessions.rows().size() > 0;
        if (any != split.getItems().contains(inspector.root())) inspect(any);
        boolean none = sessions.shown().isEmpty();
        empty.setVisible(none);
        table.setVisible(!none);
        if (!none) return;
        Showing.text(emptyText, Words.of(any ? "sessions.unmatched" : "sessions.empty"));
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
}
