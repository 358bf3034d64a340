package discedge.console.help;

import discedge.console.kit.Notices;
import discedge.console.kit.Sheet;
import discedge.console.kit.Words;
import discedge.node.Version;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** What this is, in which version, on what it runs and what it is made of; copied for whoever reports a fault. */
public final class AboutSheet {
    private AboutSheet() {}

    private enum Line {
        VERSION, JAVA, JAVAFX, SYSTEM, PAPER, FONTS, LIBRARIES;

        String name(String prefix) {
            return Words.of(prefix + name().toLowerCase(java.util.Locale.ROOT));
        }

        String value() {
            return switch (this) {
                case VERSION -> Version.text();
                case JAVA -> Runtime.version() + ", " + System.getProperty("java.vm.name");
                case JAVAFX -> System.getProperty("javafx.runtime.version", "");
                case SYSTEM -> System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch");
                case PAPER, FONTS, LIBRARIES -> name("help.about.value.");
            };
        }
    }

    /** @param over the window's root @param notices says that it was copied */
    public static void open(Notices notices, Pane over) {
        var grid = new GridPane();
        grid.getStyleClass().add("about");
        for (Line line : Line.values()) {
            var name = new Label(line.name("help.about."));
            name.getStyleClass().addAll("muted", "t-table");
            name.setMinWidth(Region.USE_PREF_SIZE);
            var value = new Label(line.value());
            value.setId("about-" + line.name().toLowerCase(java.util.Locale.ROOT));
            value.getStyleClass().add("t-table");
            value.setWrapText(true);
            GridPane.setHgrow(value, javafx.scene.layout.Priority.ALWAYS);
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            grid.addRow(line.ordinal(), name, value);
        }
        var copy = new Button(Words.of("help.about.copy"));
        copy.setId("about-copy");
        copy.getStyleClass().add("t-table");
        copy.setOnAction(_ -> {
            Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, text()));
            notices.show("about", Words.of("help.about.copied"));
        });
        Sheet.open(over, "about", Words.of("help.about"), grid, copy);
    }

    private static String text() {
        return String.join("\n", Stream.of(Line.VERSION, Line.JAVA, Line.JAVAFX, Line.SYSTEM).map(line -> line.name("help.about.") + ": " + line.value()).toList());
    }
}
