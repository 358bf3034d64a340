package discedge.console.events;

import discedge.console.kit.Icons;
import discedge.console.kit.Names;
import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.Alarm;
import discedge.timeline.world.NodeState;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One event: when, what, whose, who, and what happened in words. */
final class EventCell extends ListCell<Long> {
    private static final PseudoClass AHEAD = PseudoClass.getPseudoClass("ahead");
    private static final PseudoClass CURSOR = PseudoClass.getPseudoClass("cursor");
    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");
    private static final int COLOURS = 8;

    private final Sight sight;
    private final Label time = label("event-time", "mono");
    private final FontIcon mark = Icons.of(BootstrapIcons.CIRCLE);
    private final HBox marks = new HBox(mark);
    private final Label kind = label("event-kind", "mono");
    private final Label session = label("event-session", "mono");
    private final Region dot = new Region();
    private final Label who = label("event-who");
    private final Label words = label("event-words");
    private String dotColour = "";
    private String markColour = "";

    /** What a cell needs to know of the rest of the window. */
    interface Sight {
        TimedEvent event(long id);

        EventWords words();

        Optional<NodeState> node(String name);

        /** Events after it lie ahead; the largest number when live. */
        long cursor();

        void chosen(long id);
    }

    EventCell(Sight sight) {
        this.sight = sight;
        dot.getStyleClass().add("event-dot");
        marks.getStyleClass().add("event-mark");
        var actor = new HBox(dot, who);
        actor.getStyleClass().add("event-actor");
        var row = new HBox(time, marks, kind, session, actor, words);
        row.getStyleClass().add("event-row");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        // As wide as the list: what does not fit ends in an ellipsis.
        row.setMinWidth(0);
        setPrefWidth(0);
        setGraphic(row);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getStyleClass().add("event-cell");
        row.setVisible(false);
        setOnMouseClicked(event -> {
            if (!isEmpty()) sight.chosen(getItem());
        });
    }

    private static Label label(String... styles) {
        var label = new Label();
        label.getStyleClass().addAll(styles);
        label.getStyleClass().add("t-table");
        label.setMinWidth(0);
        return label;
    }

    @Override
    protected void updateItem(Long id, boolean empty) {
        super.updateItem(id, empty);
        boolean none = empty || id == null;
        if (getGraphic().isVisible() == none) getGraphic().setVisible(!none);
        if (none) {
            pseudoClassStateChanged(ALARM, false);
            pseudoClassStateChanged(CURSOR, false);
            return;
        }
        show(sight.event(id));
        place();
    }

    /** Where the cursor is: asked again as it moves. */
    void place() {
        if (isEmpty() || getItem() == null) return;
        long cursor = sight.cursor();
        pseudoClassStateChanged(AHEAD, getItem() > cursor);
        boolean last = getItem() <= cursor && (getIndex() + 1 >= getListView().getItems().size() || getListView().getItems().get(getIndex() + 1) > cursor);
        pseudoClassStateChanged(CURSOR, last && cursor != Long.MAX_VALUE);
    }

    private void show(TimedEvent timed) {
        NodeEvent event = timed.event();
        Showing.text(time, Units.exactTimeOfDay(timed.time()));
        Showing.text(kind, timed.type());
        Showing.text(session, EventFilter.sessionOf(event).map(Names::of).orElse(""));
        Showing.text(who, sight.words().who(event));
        String phrase = event instanceof LabEvent.Said said ? said.text() : sight.words().phrase(event);
        Showing.text(words, phrase);
        dot(event);
        mark(timed);
        pseudoClassStateChanged(ALARM, Alarm.of(timed).isPresent());
        setAccessibleText(time.getText() + " " + sight.words().sentence(event));
    }

    private void dot(NodeEvent event) {
        String colour = event instanceof ClientEvent ? "client" : event instanceof LabEvent ? "lab"
                : sight.node(event.node()).map(node -> "n" + (node.order() % COLOURS + 1)).orElse("none");
        dotColour = style(dot, dotColour, colour);
    }

    private void mark(TimedEvent timed) {
        Optional<MarkLook> look = MarkLook.of(timed);
        mark.setVisible(look.isPresent());
        look.ifPresent(its -> {
            if (mark.getIconCode() != its.icon()) mark.setIconCode(its.icon());
            markColour = style(mark, markColour, "mark-" + its.colour());
        });
    }

    private static String style(javafx.scene.Node node, String before, String now) {
        if (before.equals(now)) return now;
        node.getStyleClass().remove(before);
        node.getStyleClass().add(now);
        return now;
    }
}
