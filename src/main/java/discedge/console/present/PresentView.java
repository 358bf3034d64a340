package discedge.console.present;

import discedge.console.ConsoleContext;
import discedge.console.engines.EngineBadge;
import discedge.console.files.ModeBadge;
import discedge.console.kit.FxmlFile;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Tokens;
import discedge.console.kit.Units;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.console.operate.FigureLimit;
import discedge.timeline.world.Caption;
import discedge.timeline.world.Figure;
import discedge.timeline.world.Figures;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The console for a room: the topology half as large again, the demonstration's captions, the figures in tiles. */
public final class PresentView implements View {
    /** The topology is so much larger, less on a screen that has not as many lines. */
    private static final double LARGER = 1.5;
    private static final double LEAST = 1.2;
    /** On a screen of more lines all is larger, so that it fills as much of it. */
    private static final double LINES = 1_080;
    /** A caption stands so long. */
    private static final Duration CAPTION = Duration.ofSeconds(8);
    /** Six tiles with a chart each do not fit. */
    private static final double NARROW = 1_200;
    private static final double TILES_PART = 0.17;
    private static final double TILES_HIGHEST = 240;

    private final ConsoleContext console;
    private final Enlarged whole = new Enlarged();
    private final Enlarged enlarged = new Enlarged();
    private final Map<Figure.Kind, FigureTile> figures = new EnumMap<>(Figure.Kind.class);
    @FXML private VBox root;
    @FXML private Label mode;
    @FXML private Label source;
    @FXML private Label engine;
    @FXML private Label time;
    @FXML private Button leave;
    @FXML private StackPane map;
    @FXML private Label caption;
    @FXML private HBox tiles;

    PresentView(ConsoleContext console, Runnable leaving) {
        this.console = console;
        FxmlFile.PRESENT.load(this);
        map.getChildren().add(enlarged);
        mode.setGraphic(Icons.of(BootstrapIcons.CIRCLE_FILL));
        leave.setOnAction(_ -> leaving.run());
        for (Figure.Kind kind : Figure.Kind.values()) {
            var tile = new FigureTile(kind);
            figures.put(kind, tile);
            tiles.getChildren().add(tile.node());
        }
        whole.show(root);
        whole.heightProperty().addListener(_ -> fit());
        whole.widthProperty().addListener(_ -> fit());
        SoftBreaks.wrap(caption);
    }

    private void fit() {
        double lines = whole.getHeight();
        whole.factor(Math.max(1, lines / LINES));
        enlarged.factor(Math.clamp(LARGER * lines / LINES, LEAST, LARGER));
        double high = Math.floor(Math.clamp(Math.min(lines, LINES) * TILES_PART, FigureTile.LOWEST, TILES_HIGHEST));
        boolean narrow = whole.getWidth() < NARROW;
        figures.values().forEach(tile -> tile.fit(high, narrow));
        tiles.setMinHeight(high);
        tiles.setPrefHeight(high);
        tiles.setMaxHeight(high);
    }

    void take(Region topology) {
        enlarged.show(topology);
    }

    void release() {
        enlarged.release();
    }

    @Override
    public Node root() {
        return whole;
    }

    /** Tiles are dear: twice a second. */
    @Override
    public Duration every() {
        return CALM;
    }

    @Override
    public void show(Frame frame) {
        badges(frame);
        Showing.text(time, Units.timeOfDay(frame.world().now()));
        Showing.text(caption, caption(frame));
        Tokens tokens = console.theming().tokens();
        for (Figure figure : Figures.of(frame.world())) {
            FigureLimit limit = FigureLimit.of(figure.kind(), console.settings());
            figures.get(figure.kind()).show(figure, limit.value(), limit.state(), tokens);
        }
    }

    private void badges(Frame frame) {
        ModeBadge.show(mode, console, frame);
        Showing.text(source, console.model().run().file().isPresent() ? Words.of("shell.file") : Words.of("shell.source." + frame.world().kind()));
        EngineBadge badge = EngineBadge.of(frame.world(), console.model().run());
        Showing.text(engine, badge.text());
        Showing.style(engine, "simulated", badge.simulated());
        engine.setVisible(!badge.text().isEmpty());
    }

    private static String caption(Frame frame) {
        var captions = frame.world().captions();
        if (captions.isEmpty()) return "";
        Caption last = captions.getLast();
        return Duration.between(last.time(), frame.world().now()).compareTo(CAPTION) < 0 ? last.text() : "";
    }
}
