package discedge.console.shell;

import discedge.console.ConsoleContext;
import discedge.console.Screen;
import discedge.console.Screens;
import discedge.console.faults.FaultsDrawer;
import discedge.console.help.AboutSheet;
import discedge.console.help.ShortcutsSheet;
import discedge.console.kit.Command;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Theme;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.nodes.NodesCommands;
import discedge.console.nodes.NodesDrawer;
import discedge.console.palette.PalettePopup;
import discedge.console.settings.SettingsView;
import discedge.console.timebar.TimeBar;
import discedge.experiment.live.Controls;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window's frame: always there, whichever screen is shown in it. */
public final class Shell implements View {
    /** Below either of these the window is compact (docs/console.md, "Operate"). */
    private static final double COMPACT_WIDTH = 1200;
    private static final double COMPACT_HEIGHT = 760;
    private static final String SHOWN = "window.screen";

    private final ConsoleContext console;
    private final Map<Screen, View> screens = new EnumMap<>(Screen.class);
    private final Map<Screen, ToggleButton> buttons = new EnumMap<>(Screen.class);
    private final AlarmBadge alarms = new AlarmBadge();
    private final TopBar bar;
    private final StatusBar statusBar;
    private final TimeBar timeBar;
    private Screen shown;
    private final Drawers drawers;
    @FXML private StackPane root;
    @FXML private BorderPane frame;
    @FXML private VBox rail;
    @FXML private StackPane middle;
    @FXML private StackPane stage;
    @FXML private StackPane timeline;
    @FXML private Region replayFrame;
    @FXML private Label mode;
    @FXML private Label source;
    @FXML private Label engine;
    @FXML private Button back;
    @FXML private Label caption;
    @FXML private Button search;
    @FXML private Label searchKey;
    @FXML private Button demonstration;
    @FXML private Button menu;
    @FXML private Label fps;
    @FXML private Label queue;
    @FXML private Label dropped;
    @FXML private Label skew;
    @FXML private Label seed;
    @FXML private Label saving;

    public Shell(ConsoleContext console) {
        this.console = console;
        FxmlFile.SHELL.load(this);
        bar = new TopBar(console, mode, source, engine, back, caption, search, demonstration, menu);
        drawers = new Drawers(console.frames(), root, frame, middle);
        statusBar = new StatusBar(console, fps, queue, dropped, skew, seed, saving);
        for (Screen screen : Screen.values()) rail.getChildren().add(railButton(screen));
        var bottom = new Region();
        VBox.setVgrow(bottom, javafx.scene.layout.Priority.ALWAYS);
        rail.getChildren().addAll(bottom, railCommand("nodes", "nodes.title", BootstrapIcons.HDD_NETWORK), railCommand("settings", "settings.title", BootstrapIcons.GEAR));
        addCommands();
        searchKey.setText(console.commands().get("palette").key());
        timeBar = new TimeBar(console);
        timeline.getChildren().add(driven(timeBar));
        StackPane.setAlignment(console.notices().root(), Pos.BOTTOM_CENTER);
        root.getChildren().add(console.notices().root());
        root.widthProperty().addListener(_ -> fit());
        root.heightProperty().addListener(_ -> fit());
        console.frames().drive(this);
        go(console.settings().kept(SHOWN).flatMap(Screen::ofWord).orElse(Screen.OPERATE));
    }

    private Node driven(View view) {
        console.frames().drive(view);
        return view.root();
    }

    private ToggleButton railButton(Screen screen) {
        var icon = new FontIcon(screen.icon());
        var button = new ToggleButton("", screen == Screen.EVENTS ? alarms.over(icon) : icon);
        button.setId("rail-" + screen.word());
        button.setAccessibleText(Words.of("screen." + screen.word()));
        button.setTooltip(new Tooltip(Words.of("screen." + screen.word()) + "  Ctrl+" + screen.number()));
        button.setOnAction(_ -> go(screen));
        buttons.put(screen, button);
        return button;
    }

    private Button railCommand(String id, String title, BootstrapIcons icon) {
        var button = new Button("", Icons.of(icon));
        button.setId("rail-" + id);
        button.getStyleClass().add("flat");
        button.setAccessibleText(Words.of(title));
        button.setTooltip(new Tooltip(Words.of(title) + "  " + (id.equals("settings") ? "Ctrl+," : "F9")));
        button.setOnAction(_ -> console.commands().run(id));
        return button;
    }

    private void addCommands() {
        for (Screen screen : Screen.values())
            console.commands().add(Command.of("screen." + screen.word(), "Shortcut+" + screen.number(), () -> go(screen)));
        console.commands().add(Command.of("palette", "Shortcut+K", () -> PalettePopup.open(console, root)));
        console.commands().add(Command.of("find", "Shortcut+F", () -> screens.get(shown).find()));
        console.commands().add(Command.of("faults", "F8", () -> drawers.toggle("faults", () -> new FaultsDrawer(console))));
        NodesCommands.add(console, root, () -> drawers.toggle("nodes", () -> new NodesDrawer(console)));
        console.commands().add(Command.of("settings", "Shortcut+Comma", () -> drawers.toggle("settings", () -> new SettingsView(console))));
        console.commands().add(Command.of("live", "End", () -> !console.model().playhead().isLive(), console.model()::live));
        console.commands().add(Command.of("heal-all", "Shift+Esc", () -> console.model().acting().isPresent(), this::healAll));
        console.commands().add(Command.of("theme", "", this::otherTheme));
        console.commands().add(Command.of("shortcuts", "F1", () -> ShortcutsSheet.open(console.commands(), root)));
        console.commands().addTyped("?", "shortcuts");
        console.commands().add(Command.of("about", "", () -> AboutSheet.open(console.notices(), root)));
    }

    private void healAll() {
        try {
            console.model().acting().ifPresent(Controls::healAll);
        } catch (Controls.Refused refused) {
            console.notices().show("heal-all", refused.getMessage());
        }
    }

    /** For good: the settings say so from now on. */
    private void otherTheme() {
        Theme other = console.theming().theme().other();
        console.settings().set(console.settings().now().withTheme(other.word()));
        console.theming().set(other);
    }

    /** Shows a screen; made when it is first wanted. */
    public void go(Screen screen) {
        buttons.forEach((which, button) -> button.setSelected(which == screen));
        if (shown == screen) return;
        shown = screen;
        console.settings().keep(SHOWN, screen.word());
        View view = screens.computeIfAbsent(screen, wanted -> {
            View made = Screens.make(wanted, console);
            console.frames().drive(made);
            return made;
        });
        boolean hadKeyboard = Drawers.hasKeyboard(stage);
        stage.getChildren().setAll(view.root());
        // What had the keyboard is gone with its screen: the next best button must not get it, or Space would press that.
        if (hadKeyboard) root.requestFocus();
        console.frames().wake();
    }

    public Screen shown() {
        return shown;
    }

    /** @param words whether the run is written down, for the status bar; asked at each frame @param trouble it is not */
    public void saving(Supplier<String> words, BooleanSupplier trouble) {
        statusBar.saving(words, trouble);
    }

    static boolean compact(double width, double height) {
        return width < COMPACT_WIDTH || height < COMPACT_HEIGHT;
    }

    private void fit() {
        bar.narrow(root.getWidth() < COMPACT_WIDTH);
        boolean compact = compact(root.getWidth(), root.getHeight());
        drawers.compact(compact);
        Showing.style(root, "compact", compact);
    }

    @Override
    public StackPane root() {
        return root;
    }

    @Override
    public void show(Frame now) {
        replayFrame.setVisible(!now.live());
        alarms.show(console.model().run(), buttons.get(Screen.EVENTS), Words.of("screen.events"), now.world().alarms().size(), shown == Screen.EVENTS);
        bar.show(now);
        statusBar.show(now);
        console.commands().refresh();
    }

    public TimeBar timeBar() {
        return timeBar;
    }

    /** For dialogs and menus that belong to the whole window. */
    public HBox topBar() {
        return (HBox) frame.getTop();
    }
}
