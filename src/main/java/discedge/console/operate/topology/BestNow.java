package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Beside many chips: the five nodes where the client would have its first token soonest. */
final class BestNow {
    private static final int BEST = 5;
    private static final double EDGE = 12;

    private final VBox box = new VBox();
    private final List<Row> rows = new ArrayList<>();
    private final Label none = CardFace.label("t-label", "muted");

    /** One node. */
    private static final class Row {
        private final Glyph glyph = new Glyph(Glyph.Sign.UNKNOWN);
        private final Badge badge = new Badge();
        private final Label name = CardFace.label("t-table");
        private final Label first = CardFace.label("t-table", "mono");
        private final Button button = new Button();
        private final Tooltip tip = new Tooltip();

        Row(int number, Consumer<String> roams) {
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            first.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            var line = new HBox(glyph, badge, name, first);
            line.getStyleClass().add("gap-4");
            line.setAlignment(Pos.CENTER_LEFT);
            line.setPrefWidth(Arrangement.BEST_NOW - 24);
            button.setGraphic(line);
            button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            button.setId("best-" + number);
            button.getStyleClass().addAll("flat", "best");
            button.setMaxWidth(Double.MAX_VALUE);
            button.setTooltip(tip);
            button.setOnAction(_ -> roams.accept((String) button.getUserData()));
        }

        /** @param code as its chip has it: names may share their beginning */
        void show(NodeFacts node, String code) {
            Forecast forecast = node.forecast().orElseThrow();
            badge.show(node, code);
            if (!node.whole().equals(tip.getText())) tip.setText(node.whole());
            glyph.show(Glyph.Sign.of(forecast.state()));
            Showing.text(name, node.label().equals(code) ? "" : node.label());
            Showing.text(first, forecast.firstToken().map(time -> Words.of("topology.about", CardWords.about(time))).orElse(Units.NONE));
            button.setUserData(node.name());
            button.setAccessibleText(Words.of("topology.best.whole", node.whole(), CardWords.pill(forecast), CardWords.firstToken(forecast)));
        }
    }

    /** @param roams hears of the node that was chosen */
    BestNow(Consumer<String> roams) {
        box.setId("best-now");
        box.getStyleClass().addAll("best-now");
        box.setManaged(false);
        box.setVisible(false);
        var title = new Label(Words.of("topology.best"));
        title.getStyleClass().add("semibold");
        box.getChildren().add(title);
        for (int i = 1; i <= BEST; i++) {
            var row = new Row(i, roams);
            rows.add(row);
            box.getChildren().add(row.button);
        }
        none.setText(Words.of("topology.best.none"));
        SoftBreaks.wrap(none);
        var foot = new Label(Words.of("topology.best.foot"));
        foot.getStyleClass().addAll("t-label", "muted");
        box.getChildren().addAll(none, foot);
    }

    Node root() {
        return box;
    }

    void show(Board board) {
        box.setVisible(board.size() == CardSize.CHIP);
        if (!box.isVisible()) return;
        Facts facts = board.facts().orElseThrow();
        List<NodeFacts> best = Ranking.of(facts.nodes().values()).stream()
                .filter(node -> node.forecast().filter(its -> its.state() == Forecast.State.SAFE || its.state() == Forecast.State.WAIT || its.state() == Forecast.State.STALE).isPresent())
                .limit(BEST).toList();
        for (int i = 0; i < BEST; i++) {
            Node row = rows.get(i).button;
            row.setVisible(i < best.size());
            row.setManaged(i < best.size());
            if (i < best.size()) rows.get(i).show(best.get(i), facts.code(best.get(i)));
        }
        none.setVisible(best.isEmpty());
        none.setManaged(best.isEmpty());
        box.applyCss();
        box.resizeRelocate(board.room().width() - Arrangement.BEST_NOW - EDGE, EDGE, Arrangement.BEST_NOW, Math.min(board.room().height() - 2 * EDGE, Math.ceil(box.prefHeight(Arrangement.BEST_NOW))));
    }
}
