package discedge.console.operate.chat;

import discedge.console.kit.Icons;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Words;
import discedge.console.operate.chat.Talk.Note;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One note between or under texts: icon, words and, where something went wrong, the way to the moment before. */
final class NoteRow extends HBox {
    NoteRow(Note note, Consumer<Instant> goTo) {
        getStyleClass().addAll("note", note.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        var icon = Icons.of(icon(note.kind()));
        var words = new Label();
        words.getStyleClass().addAll("t-label", "note-words");
        SoftBreaks.set(words, note.text());
        words.setMinWidth(0);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
        note.moment().ifPresent(moment -> {
            var link = new Button(Words.of("chat.before"));
            link.getStyleClass().addAll("flat", "note-link", "t-label");
            link.setTooltip(new Tooltip(Words.of("chat.before.tip")));
            link.setMinWidth(Region.USE_PREF_SIZE);
            link.setOnAction(_ -> goTo.accept(moment));
            getChildren().add(link);
        });
    }

    private static BootstrapIcons icon(Talk.Kind kind) {
        return switch (kind) {
            case ROAM -> BootstrapIcons.ARROW_LEFT_RIGHT;
            case STALE -> BootstrapIcons.HOURGLASS_SPLIT;
            case LEFT_OUT -> BootstrapIcons.SCISSORS;
            case REPLAYED -> BootstrapIcons.ARROW_COUNTERCLOCKWISE;
            case RETRY -> BootstrapIcons.ARROW_REPEAT;
            case FAILED -> BootstrapIcons.X_OCTAGON;
        };
    }
}
