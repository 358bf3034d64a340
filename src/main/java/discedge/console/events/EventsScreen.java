package discedge.console.events;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.Timeline;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.NodeState;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The log, searched and filtered. A click on an event moves the cursor there, and every view with it. */
public final class EventsScreen implements View {
    /** From here on list and details have room side by side. */
    private static final double SIDE_BY_SIDE = 1100;
    /** A person types on: no search for every letter. */
    private static final javafx.util.Duration TYPING = javafx.util.Duration.millis(150);

    private final ConsoleContext console;
    private final EventFilters filters;
    private final EventFinder finder;
    private final EventList events;
    private final EventDetails details;
    private final EventWords words = new EventWords(name -> node(name).isPresent());
    private final PauseTransition typing = new PauseTransition(TYPING);
    private Optional<Timeline> shown = Optional.empty();
    private long cursor = Long.MAX_VALUE;
    private boolean clicked;
    private boolean fresh;
    @FXML private StackPane root;
    @FXML private SplitPane split;
    @FXML private Label count;
    @FXML private Label held;
    @FXML private TextField text;
    @FXML private FlowPane chips;
    @FXML private ListView<Long> list;
    @FXML private VBox empty;
    @FXML private Label emptyText;
    @FXML private Button clear;
    @FXML private Button latest;

    public EventsScreen(ConsoleContext console) {
        this.console = console;
        FxmlFile.EVENTS.load(this);
        filters = new EventFilters(chips, this::search);
        finder = new EventFinder(words, console.frames()::wake);
        events = new EventList(list, new Sight(), id -> console.model().chooseEvent(Optional.of(id)));
        details = new EventDetails(console, words);
        typing.setOnFinished(_ -> search());
        text.textProperty().addListener(_ -> typed());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) console.model().chosenEvent().ifPresent(this::goTo);
        });
        clear.setOnAction(_ -> clear());
        latest.setGraphic(Icons.of(BootstrapIcons.ARROW_DOWN));
        latest.setOnAction(_ -> events.toEnd());
        root.widthProperty().addListener(_ -> fit());
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void activate() {
        finder.activate();
        if (isTyping()) typing.playFromStart();
    }

    @Override
    public void deactivate() {
        finder.deactivate();
        typing.stop();
    }

    @Override
    public void find() {
        text.requestFocus();
        text.selectAll();
    }

    // ---- searching

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> {
                if (text.getText().isEmpty()) list.requestFocus();
                else text.clear();
            }
            case ENTER, DOWN -> {
                list.requestFocus();
                if (list.getSelectionModel().isEmpty() && !events.rows().isEmpty()) list.getSelectionModel().select(events.rows().size() - 1);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void clear() {
        text.clear();
        filters.clear();
        search();
        list.requestFocus();
    }

    private void typed() {
        typing.playFromStart();
        if (isTyping()) Showing.text(count, Words.of("events.typing"));
    }

    /** What is written is not looked for yet: the list is still that of what was written before. */
    private boolean isTyping() {
        return !finder.query().isFor(text.getText());
    }

    private void search() {
        typing.stop();
        EventQuery wanted = filters.query(text.getText());
        if (!wanted.equals(finder.query())) begin(wanted);
        console.frames().wake();
    }

    private void begin(EventQuery wanted) {
        events.rows(finder.find(timeline().store(), wanted));
        fresh = true;
    }

    // ---- showing

    @Override
    public void show(Frame frame) {
        if (shown.filter(timeline()::equals).isEmpty()) otherRun();
        long newest = timeline().newest().event();
        long before = cursor;
        cursor = frame.live() ? Long.MAX_VALUE : frame.world().event();
        filters.show(frame, timeline().marks());
        finder.more();
        if (frame.live() && before != Long.MAX_VALUE) events.toEnd();
        events.grow(newest, frame.live());
        if (cursor != before) moved(frame);
        if (fresh) arrive(frame);
        events.select(frame.event());
        details(frame);
        said(frame, newest);
    }

    private void otherRun() {
        shown = Optional.of(timeline());
        begin(filters.query(text.getText()));
    }

    private void moved(Frame frame) {
        events.place();
        if (!frame.live() && !clicked) events.reveal(frame.world().event());
        clicked = false;
    }

    /** Other rows: at the event that was picked out, or where the cursor is, as soon as there is one. */
    private void arrive(Frame frame) {
        if (!frame.live()) events.reveal(frame.event().orElse(frame.world().event()));
        fresh = !events.rows().areWhole();
    }

    private void details(Frame frame) {
        Optional<TimedEvent> event = frame.event().filter(id -> id <= timeline().store().size()).map(timeline().store()::get);
        event.ifPresent(details::show);
        boolean open = split.getItems().contains(details.root());
        if (open == event.isPresent()) return;
        if (open) split.getItems().remove(details.root());
        else split.getItems().add(details.root());
        fit();
    }

    private void said(Frame frame, long newest) {
        boolean typing = isTyping();
        Showing.text(count, typing ? Words.of("events.typing") : finder.said(events.rows(), newest));
        Showing.seen(held, !frame.live());
        boolean nothing = events.rows().isEmpty() && events.rows().areWhole() && !typing;
        Showing.seen(empty, nothing);
        Showing.seen(clear, newest > 0);
        if (nothing) Showing.text(emptyText, Words.of(newest == 0 ? "events.empty" : "events.nothing"));
        boolean behind = frame.live() && !events.following() && !events.rows().isEmpty();
        Showing.seen(latest, behind);
        if (behind) latest.setText(Words.of("events.latest"));
    }

    private void fit() {
        boolean wide = root.getWidth() >= SIDE_BY_SIDE;
        split.setOrientation(wide ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        if (split.getItems().size() > 1) split.setDividerPositions(wide ? 0.7 : 0.6);
    }

    // ---- acting

    private void goTo(long event) {
        clicked = true;
        console.model().chooseEvent(Optional.of(event));
        console.model().goTo(event, Moments.before(timeline().store().get(event).event()));
    }

    private Timeline timeline() {
        return console.model().run().timeline();
    }

    private Optional<NodeState> node(String name) {
        return timeline().newest().node(name);
    }

    /** What cells look at. */
    private final class Sight implements EventCell.Sight {
        @Override
        public TimedEvent event(long id) {
            return timeline().store().get(id);
        }

        @Override
        public EventWords words() {
            return words;
        }

        @Override
        public Optional<NodeState> node(String name) {
            return EventsScreen.this.node(name);
        }

        @Override
        public long cursor() {
            return cursor;
        }

        @Override
        public void chosen(long id) {
            goTo(id);
        }
    }
}
