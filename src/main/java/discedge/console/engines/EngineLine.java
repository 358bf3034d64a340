package discedge.console.engines;

import discedge.console.ConsoleContext;
import discedge.console.kit.Words;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Where answers are read: that they are made up, and the one click to answers that are not. */
public final class EngineLine {
    private final HBox root = new HBox();
    private final ConsoleContext console;
    private final Label words = new Label(Words.of("engine.made-up"));
    private final Button use = new Button();

    public EngineLine(ConsoleContext console) {
        this.console = console;
        root.setId("engine-line");
        root.getStyleClass().addAll("engine-line", "gap-4");
        words.getStyleClass().addAll("t-label", "muted");
        words.setMinWidth(0);
        use.setId("use-real-model");
        use.getStyleClass().addAll("flat", "note-link", "t-label");
        use.setMinWidth(Region.USE_PREF_SIZE);
        use.setOnAction(_ -> console.commands().run(EngineCommands.REAL));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        root.getChildren().addAll(words, use);
    }

    public Node root() {
        return root;
    }

    /** Gone where there is nothing to change. */
    public void show() {
        boolean offered = console.engines().isSimulated() && console.model().acting().isPresent();
        if (root.isVisible() != offered) root.setVisible(offered);
        if (root.isManaged() != offered) root.setManaged(offered);
        if (offered && use.getText().isEmpty()) use.setText(console.engines().offer());
    }
}
