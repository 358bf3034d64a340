package discedge.console.sessions.inspector;

import discedge.console.kit.FxThread;
import discedge.console.kit.Icons;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Clipboards;
import discedge.timeline.world.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The session as JSON: lines that can be searched, and all of it on the clipboard with one click. Made off the FX thread, once a second at most. */
final class JsonPart implements InspectorPart {
    private static final long CALM = Duration.ofSeconds(1).toNanos();
    private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final ChosenToken chosen;
    private final ObservableList<String> lines = FXCollections.observableArrayList();
    private final ListView<String> list = new ListView<>(lines);
    private final TextField search = new TextField();
    private final Label found = new Label();
    private final Button copy = new Button(Words.of("sessions.json.copy"), Icons.of(BootstrapIcons.FILES));
    private List<Integer> matches = List.of();
    private int match = -1;
    private Optional<Inspected> shown = Optional.empty();
    private SessionState session;
    private Optional<SessionTokens> tokens = Optional.empty();
    private OptionalInt token = OptionalInt.empty();
    private long madeAt = System.nanoTime() - CALM;
    private long number;
    private boolean making;

    JsonPart(ChosenToken chosen) {
        this.chosen = chosen;
        list.setId("sessions-json");
        list.getStyleClass().add("sessions-json");
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(_ -> new LineCell());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.C && event.isShortcutDown()) Clipboards.copy(String.join("\n", list.getSelectionModel().getSelectedItems()));
        });
        search.setId("sessions-json-search");
        search.getStyleClass().add("h-control");
        search.setPromptText(Words.of("sessions.json.search"));
        search.setPrefWidth(160);
        search.textProperty().addListener(_ -> find(true));
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP)
                go(event.getCode() == KeyCode.UP || event.isShiftDown() ? -1 : 1);
            else if (event.getCode() == KeyCode.ESCAPE) search.clear();
        });
        found.setId("sessions-json-found");
        found.getStyleClass().addAll("t-table", "muted", "mono");
        copy.setId("sessions-json-copy");
        copy.setTooltip(new Tooltip(Words.of("sessions.json.copy.help")));
        copy.setOnAction(_ -> copyAll());
    }

    @Override
    public Node root() {
        return list;
    }

    @Override
    public List<Node> tools() {
        return List.of(found, search, copy);
    }

    @Override
    public boolean needsIds() {
        return true;
    }

    @Override
    public void forget() {
        number++;
        making = false;
        session = null;
        lines.clear();
        madeAt = System.nanoTime() - CALM;
    }

    @Override
    public void show(Inspected now) {
        shown = Optional.of(now);
        boolean same = now.session() == session && now.tokens().equals(tokens) && chosen.index().equals(token);
        boolean hurry = !chosen.index().equals(token) || lines.isEmpty();
        if (same || making || !hurry && System.nanoTime() - madeAt < CALM) return;
        boolean other = !chosen.index().equals(token);
        session = now.session();
        tokens = now.tokens();
        token = chosen.index();
        making = true;
        long mine = ++number;
        CompletableFuture.supplyAsync(() -> JsonLines.lines(now, chosen.index())).whenComplete((made, failure) -> FxThread.bridge().run(() -> {
            if (mine != number) return;
            making = false;
            madeAt = System.nanoTime();
            if (failure == null) put(made, other);
        }));
    }

    private void put(List<String> made, boolean reveal) {
        if (!made.equals(lines)) lines.setAll(made);
        find(false);
        if (!reveal) return;
        for (int i = 0; i < made.size(); i++) if (made.get(i).contains(JsonLines.CHOSEN)) list.scrollTo(Math.max(0, i - 3));
    }

    // ---- search

    private void find(boolean go) {
        String text = search.getText().toLowerCase(Locale.ROOT);
        var hits = new ArrayList<Integer>();
        if (!text.isEmpty()) for (int i = 0; i < lines.size(); i++) if (lines.get(i).toLowerCase(Locale.ROOT).contains(text)) hits.add(i);
        matches = hits;
        if (go) match = -1;
        if (go && !hits.isEmpty()) go(1);
        else tellFound();
        if (go) list.refresh();
    }

    private void go(int by) {
        if (matches.isEmpty()) return;
        match = Math.floorMod(match + by, matches.size());
        int line = matches.get(match);
        list.getSelectionModel().clearAndSelect(line);
        list.scrollTo(Math.max(0, line - 3));
        tellFound();
    }

    private void tellFound() {
        String text = search.getText().isEmpty() ? "" : matches.isEmpty() ? Words.of("sessions.json.none")
                : Words.of("sessions.json.found", Units.count(Math.max(1, match + 1)), Units.count(matches.size()));
        if (!text.equals(found.getText())) found.setText(text);
    }

    private void copyAll() {
        if (shown.isEmpty()) return;
        Inspected now = shown.get();
        copy.setDisable(true);
        CompletableFuture.supplyAsync(() -> JsonLines.whole(now)).whenComplete((text, failure) -> FxThread.bridge().run(() -> {
            copy.setDisable(false);
            if (failure == null) Clipboards.copy(text);
        }));
    }

    /** A line: its name steps back, what was searched for and the chosen id stand out. */
    private final class LineCell extends ListCell<String> {
        private final Label name = new Label();
        private final Label value = new Label();
        private final HBox both = new HBox(name, value);

        LineCell() {
            name.getStyleClass().add("json-name");
            name.setMinWidth(Region.USE_PREF_SIZE);
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(String line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty ? null : both);
            if (!empty) show(line);
            String text = search.getText().toLowerCase(Locale.ROOT);
            pseudoClassStateChanged(MATCH, !empty && !text.isEmpty() && line.toLowerCase(Locale.ROOT).contains(text));
            pseudoClassStateChanged(CHOSEN, !empty && line.contains(JsonLines.CHOSEN));
        }

        private void show(String line) {
            int end = line.indexOf("\":");
            int split = end > 0 && line.stripLeading().startsWith("\"") ? end + 2 : 0;
            name.setText(line.substring(0, split));
            value.setText(line.substring(split));
        }
    }
}
