package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.kit.Icons;
import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What came of it, in words, and where its files are. On the FX thread. */
final class ResultPane {
    private final VBox root;
    private final Label outcome;
    private final Label folder;
    private final Label summary;
    private Optional<Result> shown = Optional.empty();

    ResultPane(ConsoleContext console, VBox root, Label outcome, Label folder, Label summary, Button replay, Button show) {
        this.root = root;
        this.outcome = outcome;
        this.folder = folder;
        this.summary = summary;
        SoftBreaks.wrap(summary);
        replay.setOnAction(_ -> files().ifPresent(its -> console.files().open(its.resolve("run.dcerun"))));
        show.setOnAction(_ -> files().ifPresent(console.files().choosers()::show));
        replay.managedProperty().bind(replay.visibleProperty());
        show.managedProperty().bind(show.visibleProperty());
        replay.visibleProperty().bind(show.visibleProperty());
        Showing.seen(root, false);
    }

    private Optional<Path> files() {
        return shown.flatMap(Result::folder);
    }

    void show(Optional<Result> result) {
        if (result.equals(shown)) return;
        shown = result;
        Showing.seen(root, result.isPresent());
        result.ifPresentOrElse(this::fill, this::clear);
    }

    /** Nothing of the one before is left to be read, on the screen or off it. */
    private void clear() {
        for (Label label : List.of(outcome, folder, summary)) label.setText("");
    }

    private void fill(Result result) {
        String state = result.complete() ? "safe" : result.ending().equals("interrupted") ? "wait" : "fails";
        outcome.getStyleClass().removeAll(List.of("safe", "wait", "fails"));
        outcome.getStyleClass().add(state);
        outcome.setGraphic(Icons.of(switch (state) {
            case "safe" -> BootstrapIcons.CHECK_CIRCLE;
            case "wait" -> BootstrapIcons.STOP_CIRCLE;
            default -> BootstrapIcons.X_OCTAGON;
        }));
        outcome.setText(result.title());
        folder.setText(result.folder().map(path -> Words.of("scenario.result.saved", path)).orElse(Words.of("scenario.result.unsaved")));
        summary.setText(String.join("\n", result.sentences()) + result.trouble().map(why -> "\n" + why).orElse(""));
        root.lookup("#scenario-show").setVisible(result.folder().isPresent());
    }
}
