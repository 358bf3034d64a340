package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.forecast.Forecast;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** So many nodes that not even chips have room: a tile for each site, with how many of its nodes are in which state. */
final class SiteTiles {
    private static final PseudoClass HERE = CardFace.pseudo("here");

    private final FlowPane flow = new FlowPane(8, 8);
    private final ScrollPane scroll = new ScrollPane(flow);
    private final Map<String, Tile> tiles = new LinkedHashMap<>();
    private final Consumer<String> opens;

    /** One site. */
    private static final class Tile {
        final Label name = CardFace.label("t-body", "semibold");
        final Label count = CardFace.label("t-label", "muted");
        final Map<Forecast.State, Label> states = new EnumMap<>(Forecast.State.class);
        final Label best = CardFace.label("t-label", "mono", "muted");
        final Button button = new Button();

        Tile(String site, Consumer<String> opens) {
            var line = new HBox();
            line.getStyleClass().add("gap-8");
            for (Forecast.State state : Forecast.State.values()) {
                var label = new Label("", new Glyph(Glyph.Sign.of(state)));
                label.getStyleClass().addAll("t-label", "mono", "count");
                states.put(state, label);
                line.getChildren().add(label);
            }
            var box = new VBox(name, count, line, best);
            box.getStyleClass().add("gap-4");
            box.setAlignment(Pos.CENTER_LEFT);
            box.setPrefWidth(152);
            button.setGraphic(box);
            button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            button.getStyleClass().add("site-tile");
            button.setId("site-" + site);
            button.setOnAction(_ -> opens.accept(site));
        }
    }

    /** @param opens hears of the site that was chosen */
    SiteTiles(Consumer<String> opens) {
        this.opens = opens;
        scroll.setId("site-tiles");
        scroll.setFitToWidth(true);
        scroll.setManaged(false);
        scroll.setVisible(false);
        scroll.getStyleClass().add("site-tiles");
        flow.getStyleClass().add("pad-12");
    }

    Node root() {
        return scroll;
    }

    void show(Board board) {
        scroll.setVisible(board.size() == CardSize.TILE);
        if (!scroll.isVisible()) return;
        var sites = new LinkedHashMap<String, List<NodeFacts>>();
        for (NodeFacts node : board.facts().orElseThrow().nodes().values()) sites.computeIfAbsent(site(node), _ -> new ArrayList<>()).add(node);
        if (!sites.keySet().equals(tiles.keySet())) {
            tiles.clear();
            sites.keySet().forEach(site -> tiles.put(site, new Tile(site, opens)));
            flow.getChildren().setAll(tiles.values().stream().map(tile -> tile.button).toList());
        }
        sites.forEach((site, nodes) -> show(tiles.get(site), site, nodes));
        scroll.resizeRelocate(0, 0, board.room().width(), board.room().height());
    }

    private static void show(Tile tile, String site, List<NodeFacts> nodes) {
        Showing.text(tile.name, site);
        Showing.text(tile.count, nodes.size() == 1 ? Words.of("topology.nodes.one") : Words.of("topology.nodes", Units.count(nodes.size())));
        tile.states.forEach((state, label) -> {
            long count = nodes.stream().filter(node -> node.forecast().map(Forecast::state).orElse(Forecast.State.UNKNOWN) == state).count();
            Showing.text(label, Units.count(count));
            label.setVisible(count > 0);
            label.setManaged(count > 0);
        });
        Optional<Duration> best = nodes.stream().flatMap(node -> node.forecast().stream()).flatMap(forecast -> forecast.firstToken().stream()).min(Duration::compareTo);
        Showing.text(tile.best, best.map(time -> Words.of("topology.first-token", CardWords.about(time))).orElseGet(() -> Words.of("topology.first-token.none")));
        boolean here = nodes.stream().anyMatch(NodeFacts::client);
        tile.button.pseudoClassStateChanged(HERE, here);
        tile.button.setAccessibleText(LinkWords.dotted(LinkWords.dotted(site, tile.count.getText()), here ? Words.of("topology.client-here") : ""));
    }

    /** Nodes of one place: by what people call them, else by their names without the numbers at the end. */
    private static String site(NodeFacts node) {
        if (!node.group().isEmpty()) return node.group();
        String place = node.label().replaceFirst("[\\s._-]*\\d+$", "");
        return place.isEmpty() ? node.label() : place;
    }
}
