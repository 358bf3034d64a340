package discedge.console.operate.chat;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.Theme;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.operate.HoverTip;
import discedge.console.operate.chat.TurnFacts.Bar;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where the time of the chosen turn went: its waterfall, which grows while the turn runs. */
final class TurnPane implements View {
    private static final Duration GROWING = Duration.ofMillis(50);
    /** The header, and a little below. */
    private static final double AROUND = 40;
    /** Narrower than this the header has no room for all its words. */
    private static final double WORDY = 350;
    private static final double NOTHING = 120;

    private final ConsoleContext console;
    private final Canvas canvas = new Canvas();
    private final HoverTip tip = new HoverTip();
    private Optional<TurnFacts> facts = Optional.empty();
    private Optional<WaterfallPainter> painter = Optional.empty();
    private Optional<Bar> hovered = Optional.empty();
    private Theme theme;
    @FXML private VBox root;
    @FXML private Label title;
    @FXML private Label what;
    @FXML private Label total;
    @FXML private ScrollPane scroll;
    @FXML private Pane plot;
    @FXML private Label empty;
    @FXML private ToggleButton fit;
    @FXML private Button earlier;
    @FXML private Button later;

    TurnPane(ConsoleContext console) {
        this.console = console;
        FxmlFile.TURN.load(this);
        plot.getChildren().add(canvas);
        plot.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        plot.widthProperty().addListener(_ -> paint());
        root.widthProperty().addListener(_ -> wordy());
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
        canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> hovered.flatMap(Bar::moment).ifPresent(console.model()::scrub));
        console.commands().put(Command.of("turn-earlier", "Open Bracket", () -> shown(TurnFacts::earlier).isPresent(), () -> shown(TurnFacts::earlier).ifPresent(this::choose)));
        console.commands().put(Command.of("turn-later", "Close Bracket", () -> shown(TurnFacts::later).isPresent(), () -> shown(TurnFacts::later).ifPresent(this::choose)));
        console.commands().put(Command.of("turn-fit", "Z", this::isShown, () -> fit(!fit.isSelected())));
        button(earlier, "turn-earlier", BootstrapIcons.CHEVRON_LEFT, "[");
        button(later, "turn-later", BootstrapIcons.CHEVRON_RIGHT, "]");
        label(fit, "turn-fit", BootstrapIcons.ZOOM_IN, "Z");
        fit.setOnAction(_ -> fit(fit.isSelected()));
    }

    private void button(Button button, String command, BootstrapIcons icon, String key) {
        label(button, command, icon, key);
        console.commands().bind(button, command);
    }

    private static void label(ButtonBase button, String command, BootstrapIcons icon, String key) {
        String words = Words.of("command." + command);
        button.setGraphic(Icons.of(icon));
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words + "  " + key));
    }

    /** On the screen, not merely made. */
    private boolean isShown() {
        return root.getScene() != null && facts.isPresent();
    }

    private Optional<Integer> shown(java.util.function.Function<TurnFacts, Optional<Integer>> which) {
        return isShown() ? facts.flatMap(which) : Optional.empty();
    }

    private void choose(int turn) {
        boolean newest = facts.flatMap(TurnFacts::later).filter(next -> next == turn).isPresent() && isNewest(turn);
        console.model().choose(newest ? Optional.empty() : Optional.of(turn));
    }

    private boolean isNewest(int turn) {
        return frame.followed().filter(session -> session.turn() == turn).isPresent();
    }

    private Frame frame;

    private void fit(boolean on) {
        fit.setSelected(on);
        paint();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public Duration every() {
        return facts.filter(TurnFacts::running).isPresent() ? GROWING : READABLE;
    }

    /** All its rows, if there is room. */
    double height() {
        return facts.map(turn -> AROUND + WaterfallPainter.height(turn, console.theming().tokens().size("waterfall-row"))).orElse(NOTHING);
    }

    @Override
    public void deactivate() {
        tip.hide();
    }

    @Override
    public void show(Frame now) {
        frame = now;
        Optional<TurnFacts> its = TurnFacts.of(now, console.model().run());
        if (theme != null && its.equals(facts) && theme == console.theming().theme()) return;
        theme = console.theming().theme();
        boolean steps = !its.flatMap(TurnFacts::earlier).equals(facts.flatMap(TurnFacts::earlier)) || !its.flatMap(TurnFacts::later).equals(facts.flatMap(TurnFacts::later));
        facts = its;
        // The window has asked for this frame already: its answer was that of the turn before.
        if (steps) console.commands().refresh();
        Showing.text(title, its.map(TurnFacts::title).orElse(Words.of("chat.turn")));
        Showing.text(total, its.map(turn -> Units.time(turn.total())).orElse(""));
        wordy();
        empty.setVisible(its.isEmpty());
        for (ButtonBase button : new ButtonBase[] {fit, earlier, later}) button.setVisible(its.isPresent());
        scroll.setVisible(its.isPresent());
        // As high as its rows, before it was ever laid out: the pane gets its height from it.
        its.ifPresent(turn -> plot.setPrefHeight(WaterfallPainter.height(turn, console.theming().tokens().size("waterfall-row"))));
        its.ifPresent(turn -> plot.setAccessibleText(turn.title() + ": " + turn.waits().stream().map(bar -> bar.name() + " " + bar.figure()).collect(Collectors.joining(", "))));
        paint();
    }

    private void wordy() {
        boolean room = facts.isPresent() && root.getWidth() >= WORDY;
        what.setVisible(room);
        what.setManaged(room);
    }

    private void paint() {
        if (facts.isEmpty() || plot.getWidth() < 120) return;
        var tokens = console.theming().tokens();
        double height = WaterfallPainter.height(facts.get(), tokens.size("waterfall-row"));
        if (canvas.getWidth() != plot.getWidth()) canvas.setWidth(plot.getWidth());
        if (canvas.getHeight() != height) canvas.setHeight(height);
        var now = new WaterfallPainter(tokens, facts.get(), canvas.getWidth(), fit.isSelected());
        painter = Optional.of(now);
        hovered = hovered.flatMap(bar -> same(bar));
        now.paint(canvas.getGraphicsContext2D(), hovered);
    }

    /** The row goes on under the mouse while its bar grows. */
    private Optional<Bar> same(Bar bar) {
        return facts.flatMap(its -> java.util.stream.Stream.concat(its.waits().stream(), its.ways().stream()).filter(other -> other.name().equals(bar.name())).findFirst());
    }

    private void hover(MouseEvent mouse) {
        Optional<Bar> under = painter.flatMap(its -> its.at(mouse.getY()));
        tip.show(canvas, mouse, under.map(bar -> bar.moment().isPresent() ? bar.detail() + "\n" + Words.of("chat.turn.click-before") : bar.detail()).orElse(""));
        if (under.equals(hovered)) return;
        hovered = under;
        paint();
    }

    private void leave() {
        tip.hide();
        if (hovered.isEmpty()) return;
        hovered = Optional.empty();
        paint();
    }

    HoverTip tip() {
        return tip;
    }
}
