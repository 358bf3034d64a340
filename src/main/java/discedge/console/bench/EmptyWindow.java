package discedge.console.bench;

import discedge.console.kit.StartReport;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The least that a JavaFX window takes to open: what the console's first window is compared with. Started by {@link StartTimes}. */
public final class EmptyWindow {
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private EmptyWindow() {}

    public static void main(String[] args) {
        JAVAFX.setLevel(Level.SEVERE);
        Platform.startup(() -> {
            var stage = new Stage();
            stage.setScene(new Scene(new StackPane(), 1440, 900));
            stage.show();
            StartReport.begin(() -> false);
        });
    }
}
