package discedge.console.timebar;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The timeline along the window's foot: where the cursor is, and what moves it. */
public final class TimeBar implements View {
    private static final PseudoClass REPLAY = PseudoClass.getPseudoClass("replay");
    /** A mark is gone to so long before it, so that one sees how it came. */
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final double KEY_ZOOM = 1.5;

    private final ConsoleContext console;
    private final TimeCanvas canvas = new TimeCanvas();
    private final TimeLayer layer;
    private final Shown shown = new Shown();
    private final Scrubbing scrubbing;
    private final Hover hover;
    private final Speed speeds;
    private final MarkWords words;
    private final FontIcon plays = Icons.of(BootstrapIcons.PLAY);
    private final FontIcon holds = Icons.of(BootstrapIcons.PAUSE);
    private Stretch stretch = new Stretch(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1);
    private Optional<Shown.View> view = Optional.empty();
    @FXML private HBox root;
    @FXML private Button begin;
    @FXML private Button back;
    @FXML private Button play;
    @FXML private Button end;
    @FXML private MenuButton speed;
    @FXML private StackPane middle;
    @FXML private Label time;
    @FXML private Label behind;

    public TimeBar(ConsoleContext console) {
        this.console = console;
        FxmlFile.TIMEBAR.load(this);
        root.setId("timebar");
        layer = new TimeLayer(console, canvas);
        words = new MarkWords(console);
        speeds = new Speed(console.model(), speed);
        scrubbing = new Scrubbing(canvas, new Mouse());
        hover = new Hover(canvas, this::words);
        middle.getChildren().add(canvas);
        TimeCommands.add(console, speeds);
        console.commands().add(Command.of("zoom-time-in", "Shortcut+Equals", () -> zoom(1 / KEY_ZOOM)));
        console.commands().add(Command.of("zoom-time-out", "Shortcut+Minus", () -> zoom(KEY_ZOOM)));
        button(begin, "time-begin", BootstrapIcons.SKIP_START);
        button(back, "time-back", BootstrapIcons.CARET_LEFT);
        button(play, "play", BootstrapIcons.PAUSE);
        button(end, "live", BootstrapIcons.SKIP_END);
        speed.setId("time-speed");
        time.setId("time-now");
        behind.setId("time-behind");
        console.frames().drive(layer);
    }

    private void button(Button button, String command, BootstrapIcons icon) {
        button.setId("time-" + command.replace("time-", ""));
        button.setGraphic(Icons.of(icon));
        console.commands().bind(button, command);
        Command known = console.commands().get(command);
        button.setTooltip(new Tooltip(Words.of("timebar.button", known.title(), known.shortcut().map(KeyCombination::getDisplayText).orElse(""))));
    }

    @Override
    public Node root() {
        return root;
    }

    /** The part of the log that is shown. */
    Stretch stretch() {
        return stretch;
    }

    @Override
    public Duration every() {
        return EVERY_PULSE;
    }

    @Override
    public void deactivate() {
        hover.hide();
    }

    @Override
    public void show(Frame frame) {
        view = look(frame);
        view.ifPresent(now -> {
            stretch = shown.of(now, canvas.getWidth());
            layer.stretch(stretch);
            if (layer.isStale(frame)) layer.show(frame);
            canvas.cursor(stretch.x(frame.world().now()), frame.live());
        });
        if (view.isEmpty()) layer.show(frame);
        readout(frame);
    }

    private Optional<Shown.View> look(Frame frame) {
        var store = console.model().run().timeline().store();
        boolean grows = console.model().run().file().isEmpty();
        return store.firstTime().map(first -> new Shown.View(first, frame.live() ? frame.world().now() : store.lastTime().orElse(first), frame.world().now(), frame.live(),
                grows, scrubbing.dragging()));
    }

    private void readout(Frame frame) {
        root.pseudoClassStateChanged(REPLAY, !frame.live());
        String now = view.isPresent() ? Units.timeOfDay(frame.world().now()) : Units.NONE;
        String late = frame.live() ? "" : Words.of("timebar.behind", Units.clock(frame.behind()));
        if (!behind.getText().equals(late)) {
            behind.setText(late);
            behind.setManaged(!late.isEmpty());
        }
        if (!time.getText().equals(now)) {
            time.setText(now);
            canvas.setAccessibleText(frame.live() ? Words.of("timebar.live", now) : Words.of("timebar.replay", now, Units.clock(frame.behind())));
        }
        FontIcon icon = frame.live() || frame.playing() ? holds : plays;
        if (play.getGraphic() != icon) play.setGraphic(icon);
        speeds.show(frame.speed());
    }

    private void zoom(double factor) {
        view.ifPresent(now -> shown.zoom(factor, now.cursor(), now));
        console.frames().wake();
    }

    private String words(double x, double y) {
        if (view.isEmpty()) return "";
        Rows rows = Rows.of(canvas.getHeight());
        if (rows.isMark(y)) {
            Optional<Places.Mark> mark = layer.places().markAt(x);
            if (mark.isPresent()) return words.of(mark.get(), stretch);
        }
        return layer.places().faultAt(x, rows.lane(y)).map(span -> words.of(span.fault())).orElseGet(() -> Units.exactTimeOfDay(stretch.time(x)));
    }

    /** What a press or the wheel at a place in the timeline leads to. */
    private final class Mouse implements Scrubbing.Target {
        @Override
        public Stretch stretch() {
            return stretch;
        }

        @Override
        public Optional<Runnable> markAt(double x, double y) {
            Rows rows = Rows.of(canvas.getHeight());
            Optional<Long> event = rows.isMark(y) ? layer.places().markAt(x).map(Places.Mark::event) : layer.places().faultAt(x, rows.lane(y)).map(span -> span.fault().event());
            return event.map(id -> () -> {
                console.model().chooseEvent(Optional.of(id));
                console.model().goTo(id, BEFORE);
            });
        }

        /** At or after the newest event of a log that grows is live. */
        @Override
        public void scrub(Instant to) {
            var store = console.model().run().timeline().store();
            boolean newest = store.lastTime().filter(to::isBefore).isEmpty();
            if (newest && console.model().run().file().isEmpty()) console.model().live();
            else console.model().scrub(to);
        }

        @Override
        public void zoom(double factor, Instant around) {
            view.ifPresent(now -> shown.zoom(factor, around, now));
            console.frames().wake();
        }

        @Override
        public void pan(double px) {
            view.ifPresent(now -> shown.pan(stretch.px(px), now));
            console.frames().wake();
        }
    }
}
