package discedge.console.operate;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.world.Figure;
import discedge.timeline.world.Figures;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Six figures that say whether all is well. */
public final class KpiStrip implements View {
    private static final String NOTICE = "copied";

    private final HBox root = new HBox();
    private final ConsoleContext console;
    private final Map<Figure.Kind, KpiCell> cells = new EnumMap<>(Figure.Kind.class);
    private Frame shown;

    public KpiStrip(ConsoleContext console) {
        this.console = console;
        root.setId("kpis");
        root.getStyleClass().add("gap-8");
        for (Figure.Kind kind : Figure.Kind.values()) {
            var cell = new KpiCell(kind, () -> copy(kind));
            HBox.setHgrow(cell, Priority.ALWAYS);
            // Grown from nothing, all become equally wide.
            cell.setPrefWidth(0);
            cell.setMaxWidth(Double.MAX_VALUE);
            cells.put(kind, cell);
        }
        root.getChildren().setAll(cells.values());
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {
        shown = frame;
        var tokens = console.theming().tokens();
        for (Figure figure : Figures.of(frame.world())) {
            cells.get(figure.kind()).show(figure, FigureLimit.of(figure.kind(), console.settings()), tokens);
        }
    }

    private void copy(Figure.Kind kind) {
        cells.get(kind).words().ifPresent(words -> {
            var content = new ClipboardContent();
            content.putString(words.copied(shown.world().now()));
            Clipboard.getSystemClipboard().setContent(content);
            console.notices().show(NOTICE, Words.of("operate.kpi.done", words.provenance()));
        });
    }
}
