package discedge.console.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * What the person should know, over the window's foot and never in its way: a sentence and at most one thing to do about it.
 * A notice under the same name replaces the one before. On the FX thread.
 */
public final class Notices {
    private static final int MOST = 3;

    private final VBox box = new VBox();
    private final List<String> names = new ArrayList<>();

    public Notices() {
        box.getStyleClass().addAll("notices", "gap-8");
        box.setPickOnBounds(false);
        box.setAlignment(Pos.BOTTOM_CENTER);
    }

    /** @param label of the button, names the verb and the thing @param action closes the notice, too */
    public record Action(String label, Runnable action) {}

    public Node root() {
        return box;
    }

    public void show(String name, String text) {
        show(name, text, Optional.empty());
    }

    public void show(String name, String text, Optional<Action> action) {
        close(name);
        HBox row = row(name, words(text));
        action.ifPresent(wanted -> row.getChildren().add(button(name, wanted)));
        var close = new Button("", Icons.of(org.kordamp.ikonli.bootstrapicons.BootstrapIcons.X));
        close.getStyleClass().add("flat");
        close.setAccessibleText(Words.of("notice.close"));
        close.setOnAction(_ -> close(name));
        row.getChildren().add(close);
        put(name, row);
    }

    /**
     * Something takes a while: words that change, a bar, and what ends it early. Stays until it is closed.
     *
     * @param cancel what its button does
     */
    public Progress progress(String name, String text, Action cancel) {
        close(name);
        Label words = words(text);
        words.getStyleClass().add("mono");
        words.setMinWidth(260);
        var bar = new ProgressBar(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        put(name, row(name, new VBox(4, words, bar), button(name, cancel)));
        return new Progress(words, bar);
    }

    /** What is under way, as its notice shows it. */
    public static final class Progress {
        private final Label words;
        private final ProgressBar bar;

        private Progress(Label words, ProgressBar bar) {
            this.words = words;
            this.bar = bar;
        }

        /** @param done of 1 */
        public void update(String text, double done) {
            if (!words.getText().equals(text)) words.setText(text);
            bar.setProgress(done);
        }
    }

    private static Label words(String text) {
        var words = new Label(text);
        SoftBreaks.wrap(words);
        words.setMaxWidth(560);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private Button button(String name, Action wanted) {
        var button = new Button(wanted.label());
        button.setOnAction(_ -> {
            close(name);
            wanted.action().run();
        });
        button.setMinWidth(HBox.USE_PREF_SIZE);
        return button;
    }

    private static HBox row(String name, Node... parts) {
        var row = new HBox(parts);
        row.setId("notice-" + name);
        row.getStyleClass().addAll("notice", "floating", "gap-8");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMaxWidth(HBox.USE_PREF_SIZE);
        return row;
    }

    private void put(String name, HBox row) {
        names.add(name);
        box.getChildren().add(row);
        while (names.size() > MOST) close(names.getFirst());
    }

    public boolean shows(String name) {
        return names.contains(name);
    }

    public void close(String name) {
        int at = names.indexOf(name);
        if (at < 0) return;
        names.remove(at);
        box.getChildren().remove(at);
    }
}
