package discedge.console.sessions.inspector;

import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Segments;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Clipboards;
import discedge.session.Message;
import discedge.session.TurnContent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The session's ids: all of them as a ribbon, those that are looked at one by one, and what is known of the one that is chosen. */
final class TokensPart implements InspectorPart {
    private final ConsoleContext console;
    private final ChosenToken chosen;
    private final Pieces pieces;
    private final Ribbon ribbon;
    private final Flow flow;
    private final Label detail = new Label();
    private final Label why = new Label();
    private final TextArea texts = new TextArea();
    private final StackPane below = new StackPane();
    private final VBox root;
    private final SegmentedButton modes;
    private final List<Node> tools;
    private Optional<Inspected> shown = Optional.empty();
    private int lookedAt;
    private Object painted;

    TokensPart(ConsoleContext console, ChosenToken chosen) {
        this.console = console;
        this.chosen = chosen;
        pieces = new Pieces(this::piecesCame);
        ribbon = new Ribbon(console.theming(), chosen, this::look);
        flow = new Flow(console.theming(), pieces, chosen, this::flowMoved);
        ribbon.setAccessibleText(Words.of("sessions.ribbon"));
        detail.setId("sessions-token");
        detail.getStyleClass().addAll("mono", "t-table");
        detail.setMinWidth(0);
        why.setId("sessions-no-ids");
        why.getStyleClass().addAll("muted", "sessions-why");
        SoftBreaks.wrap(why);
        texts.setId("sessions-texts");
        texts.getStyleClass().add("sessions-texts");
        texts.setEditable(false);
        SoftBreaks.wrap(texts);
        var line = new HBox(detail, spacer(), legend("system"), legend("user"), legend("assistant"));
        line.getStyleClass().addAll("sessions-detail", "gap-12");
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(detail, Priority.SOMETIMES);
        below.getChildren().addAll(flow, texts, why);
        below.setMinHeight(0);
        VBox.setVgrow(below, Priority.ALWAYS);
        root = new VBox(ribbon, line, below);
        root.setId("sessions-tokens");
        modes = modes();
        tools = List.of(modes, tool("out", BootstrapIcons.ZOOM_OUT, () -> ribbon.zoom(false)), tool("in", BootstrapIcons.ZOOM_IN, () -> ribbon.zoom(true)),
                tool("fit", BootstrapIcons.ARROWS_ANGLE_CONTRACT, ribbon::fit));
        chosen.onChange(this::chose);
        flow.setOnKeyReleased(event -> {
            if (event.getCode() == KeyCode.C && event.isShortcutDown()) piece().ifPresent(piece -> Clipboards.copy(new String(piece, java.nio.charset.StandardCharsets.UTF_8)));
        });
    }

    private static Region spacer() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    private static Label legend(String role) {
        var square = new Region();
        square.getStyleClass().addAll("legend", "legend-" + role);
        var label = new Label(Words.of("sessions.role." + role), square);
        label.getStyleClass().addAll("t-label", "muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private Button tool(String name, BootstrapIcons icon, Runnable action) {
        var button = new Button("", Icons.of(icon));
        button.setId("sessions-zoom-" + name);
        button.getStyleClass().addAll("flat", "tool");
        button.setAccessibleText(Words.of("sessions.zoom." + name));
        button.setTooltip(new Tooltip(Words.of("sessions.zoom." + name)));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private SegmentedButton modes() {
        var segments = Arrays.stream(PieceMode.values()).map(mode -> new Segments.Segment<>(mode, "sessions-pieces-" + mode.word(), mode.text())).toList();
        return Segments.of(segments, flow.mode().ordinal(), flow::mode);
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public List<Node> tools() {
        return tools;
    }

    @Override
    public boolean needsIds() {
        return true;
    }

    @Override
    public void forget() {
        lookedAt = 0;
    }

    @Override
    public void show(Inspected now) {
        shown = Optional.of(now);
        Optional<SessionTokens> ids = now.tokens().filter(tokens -> !tokens.isText());
        boolean text = now.tokens().filter(SessionTokens::isText).isPresent();
        pieces.of(console.model().run().controls(), ids);
        ribbon.show(now.map(), now.line().replicas());
        flow.show(ids);
        if (ids.isEmpty() && !text) ribbon.seen(lookedAt, lookedAt);
        show(flow, ids.isPresent());
        show(texts, text);
        show(why, ids.isEmpty() && !text);
        modes.setDisable(ids.isEmpty());
        set(why, now.why());
        if (text) tellTexts(now.tokens().get());
        tell();
        if (painted == console.theming().theme()) return;
        painted = console.theming().theme();
        ribbon.paint();
        flow.refresh();
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
    }

    // ---- looking about

    private void look(int id) {
        lookedAt = id;
        if (shown.flatMap(Inspected::tokens).filter(tokens -> !tokens.isText()).isPresent()) flow.look(id);
        else {
            ribbon.seen(id, id + 1);
            chosen.choose(id);
            shown.ifPresent(this::show);
        }
    }

    private void flowMoved() {
        if (shown.flatMap(Inspected::tokens).isPresent()) ribbon.seen(flow.first(), flow.end());
    }

    private void piecesCame() {
        flow.refresh();
        tell();
    }

    private void chose() {
        chosen.index().ifPresent(flow::reveal);
        flow.paint();
        ribbon.paint();
        tell();
    }

    // ---- the chosen one

    private void tell() {
        String text = shown.map(this::told).orElse("");
        set(detail, text);
        if (!text.equals(flow.getAccessibleText())) flow.setAccessibleText(text);
    }

    private String told(Inspected now) {
        if (!pieces.problem().isEmpty()) return Words.of("sessions.pieces.problem", pieces.problem());
        int length = now.map().length();
        if (chosen.index().isEmpty() || chosen.index().getAsInt() >= length) return length == 0 ? "" : Words.of("sessions.token.none", Units.count(length));
        int index = chosen.index().getAsInt();
        Stretch stretch = now.map().at(index).orElseThrow();
        String role = FlowPainter.role(stretch.role());
        if (now.tokens().filter(tokens -> !tokens.isText()).isEmpty()) return Words.of("sessions.token.place", index + 1, stretch.turn(), role);
        int id = now.tokens().get().id(index);
        String stored = Units.bytes(PieceText.stored(id));
        return piece().map(piece -> Words.of("sessions.token", index + 1, id, PieceText.shown(piece), stretch.turn(), role, Units.bytes(piece.length), stored))
                .orElseGet(() -> Words.of("sessions.token.unread", index + 1, id, stretch.turn(), role, stored));
    }

    private Optional<byte[]> piece() {
        if (chosen.index().isEmpty() || shown.flatMap(Inspected::tokens).isEmpty()) return Optional.empty();
        List<Paragraph> paragraphs = flow.paragraphs();
        if (paragraphs.isEmpty()) return Optional.empty();
        int index = chosen.index().getAsInt();
        Paragraph paragraph = paragraphs.get(Paragraph.find(paragraphs, index));
        return pieces.of(paragraph).flatMap(_ -> pieces.at(paragraph, index));
    }

    /** In mode raw: the messages of the turn that is looked at. */
    private void tellTexts(SessionTokens tokens) {
        int record = tokens.record(Math.min(lookedAt, Math.max(0, tokens.length() - 1)));
        var of = tokens.chain().get(record);
        String text = switch (of.content()) {
            case TurnContent.Texts(var spans, List<Message> messages, var count) -> messages.stream()
                    .map(message -> Words.of("sessions.texts.message", of.turn(), FlowPainter.role(Optional.of(message.role())), message.content())).collect(Collectors.joining("\n\n"));
            case TurnContent.Ids ids -> "";
        };
        String whole = Words.of("sessions.texts") + "\n\n" + text;
        if (!whole.equals(texts.getText())) texts.setText(whole);
    }

    private static void set(Label label, String text) {
        if (!text.equals(label.getText())) label.setText(text);
    }
}
