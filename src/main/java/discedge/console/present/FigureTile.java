package discedge.console.present;

import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Tokens;
import discedge.console.operate.FigureWords;
import discedge.console.operate.MiniBars;
import discedge.timeline.world.Figure;
import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A figure for the last row: its tile is TilesFX's, what stands in it is as in the strip, larger: TilesFX has no dash for what was not measured. */
final class FigureTile {
    /** TilesFX scales its text by the tile's height: below this it cannot be read. */
    static final double LOWEST = 128;
    private static final double BARS = 44;
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final Label label = new Label();
    private final Label basis = new Label();
    private final Label value = new Label();
    private final Label unit = new Label();
    private final MiniBars bars = new MiniBars();
    private final VBox inside = new VBox();
    private final Tile tile;
    private Tokens dressed;

    FigureTile(Figure.Kind kind) {
        label.getStyleClass().addAll("t-present", "muted");
        value.getStyleClass().add("t-present-figure");
        unit.getStyleClass().addAll("t-present-unit", "muted");
        basis.getStyleClass().addAll("t-body", "subtle", "present-basis");
        SoftBreaks.wrap(basis);
        value.setMinWidth(HBox.USE_PREF_SIZE);
        unit.setMinWidth(HBox.USE_PREF_SIZE);
        bars.setMinSize(0, BARS);
        bars.setPrefSize(0, BARS);
        bars.setMaxHeight(BARS);
        HBox.setHgrow(bars, Priority.ALWAYS);
        var figure = new HBox(value, unit);
        figure.setAlignment(Pos.BASELINE_LEFT);
        figure.getStyleClass().add("gap-8");
        var middle = new HBox(figure, bars);
        middle.setAlignment(Pos.CENTER_LEFT);
        middle.setFillHeight(false);
        middle.getStyleClass().add("gap-12");
        VBox.setVgrow(middle, Priority.ALWAYS);
        inside.getChildren().addAll(label, middle, basis);
        inside.getStyleClass().add("present-tile");
        // Its own title and text are too small for a room, and of another font.
        tile = TileBuilder.create().skinType(Tile.SkinType.CUSTOM).graphic(inside).animated(false).roundedCorners(true)
                .minSize(0, LOWEST).maxSize(Double.MAX_VALUE, Double.MAX_VALUE).build();
        tile.setId("tile-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        HBox.setHgrow(tile, Priority.ALWAYS);
    }

    Node node() {
        return tile;
    }

    /** @param narrow there is room for the figure and where it is from, not for a chart */
    void fit(double high, boolean narrow) {
        tile.setPrefHeight(high);
        bars.setVisible(!narrow);
        bars.setManaged(!narrow);
        inside.pseudoClassStateChanged(NARROW, narrow);
    }

    /** What stands in it, for tests. */
    String words() {
        return value.getText() + " " + unit.getText();
    }

    void show(Figure figure, double limit, String state, Tokens tokens) {
        dress(tokens);
        FigureWords words = FigureWords.of(figure);
        bars.show(figure.bars(), limit, state, tokens);
        Showing.text(value, words.value());
        Showing.text(unit, words.unit());
        Showing.text(label, words.label());
        Showing.text(basis, words.basis());
        tile.setAccessibleText(words.provenance());
    }

    /** TilesFX knows no stylesheet. */
    private void dress(Tokens tokens) {
        if (tokens == dressed) return;
        dressed = tokens;
        tile.setBackgroundColor(tokens.colour("bg-1"));
        tile.setBorderColor(tokens.colour("line"));
        tile.setBorderWidth(1);
    }
}
