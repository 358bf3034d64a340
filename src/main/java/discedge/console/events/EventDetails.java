package discedge.console.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.Names;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.event.EventJson;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.TimedEvent;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One event whole: its sentence, where it leads, and how it is recorded. */
final class EventDetails {
    private static final ObjectMapper JSON = EventJson.mapper();

    private final ConsoleContext console;
    private final EventWords words;
    private final Label type = new Label();
    private final Label sentence = new Label();
    private final Label when = new Label();
    private final TextArea json = new TextArea();
    private final Button follow = button("events-follow", BootstrapIcons.PERSON);
    private final VBox root;
    private Optional<TimedEvent> shown = Optional.empty();

    EventDetails(ConsoleContext console, EventWords words) {
        this.console = console;
        this.words = words;
        type.getStyleClass().addAll("mono", "t-table", "muted");
        SoftBreaks.wrap(sentence);
        sentence.setId("events-sentence");
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        when.getStyleClass().addAll("mono", "t-label", "muted");
        json.setId("events-json");
        json.setEditable(false);
        json.getStyleClass().addAll("event-json", "mono", "t-label");
        json.setAccessibleText(Words.of("events.json"));
        VBox.setVgrow(json, Priority.ALWAYS);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var close = button("events-close", BootstrapIcons.X);
        close.setAccessibleText(Words.of("events.close"));
        close.setOnAction(_ -> console.model().chooseEvent(Optional.empty()));
        var head = new HBox(type, space, close);
        head.getStyleClass().add("event-head");
        root = new VBox(head, sentence, when, buttons(), json);
        root.setId("events-details");
        root.getStyleClass().addAll("panel", "event-details", "gap-8");
        root.setMinWidth(240);
        root.setMinHeight(120);
    }

    private FlowPane buttons() {
        var before = button("events-before", BootstrapIcons.CLOCK_HISTORY);
        before.setText(Words.of("events.before"));
        before.setOnAction(_ -> shown.ifPresent(event -> console.model().goTo(event.id(), Duration.ofSeconds(5))));
        follow.setOnAction(_ -> shown.flatMap(event -> EventFilter.sessionOf(event.event())).ifPresent(this::follow));
        var copy = button("events-copy", BootstrapIcons.CLIPBOARD);
        copy.setText(Words.of("events.copy"));
        copy.setTooltip(new Tooltip(Words.of("events.copy.help")));
        copy.setOnAction(_ -> copy());
        return new FlowPane(8, 8, before, follow, copy);
    }

    private void follow(SessionId session) {
        console.model().follow(session);
        if (shown.orElseThrow().event() instanceof TurnEvent turn) console.model().choose(Optional.of(turn.turn()));
    }

    private void copy() {
        var content = new ClipboardContent();
        shown.ifPresent(event -> content.putString(EventJson.line(event.recorded())));
        Clipboard.getSystemClipboard().setContent(content);
        console.notices().show("copied", Words.of("events.copied"));
    }

    private static Button button(String id, BootstrapIcons icon) {
        var button = new Button("", Icons.of(icon));
        button.setId(id);
        button.getStyleClass().add("tool");
        return button;
    }

    VBox root() {
        return root;
    }

    void show(TimedEvent event) {
        if (shown.filter(event::equals).isPresent()) return;
        shown = Optional.of(event);
        type.setText(event.type());
        sentence.setText(words.sentence(event.event()));
        when.setText(Words.of("events.when", Units.exactTimeOfDay(event.time()), Units.count(event.id())));
        Optional<SessionId> session = EventFilter.sessionOf(event.event());
        follow.setVisible(session.isPresent());
        follow.setManaged(session.isPresent());
        session.ifPresent(id -> follow.setText(Words.of("events.follow", Names.of(id))));
        json.setText(pretty(event));
    }

    private static String pretty(TimedEvent event) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(EventJson.line(event.recorded())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that is no JSON: " + event, e);
        }
    }
}
