package discedge.console.present;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import javafx.beans.value.ChangeListener;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/** F11: the whole screen for the topology and the figures; F11 again, or Esc, gives the window back as it was. */
public final class Presentation {
    private final ConsoleContext console;
    private final Pane home;
    private final Region topology;
    private final EventHandler<KeyEvent> escape = key -> {
        if (key.getCode() == KeyCode.ESCAPE && !key.isShiftDown()) {
            leave();
            key.consume();
        }
    };
    private final ChangeListener<Boolean> left = (_, _, full) -> {
        if (!full) leave();
    };
    private PresentView view;
    private Scene scene;
    private Node behind;

    /** @param home where the topology stands otherwise */
    public Presentation(ConsoleContext console, Pane home, Region topology) {
        this.console = console;
        this.home = home;
        this.topology = topology;
        console.commands().put(Command.of("present", "F11", () -> {
            if (scene == null) enter();
            else leave();
        }));
    }

    private void enter() {
        console.commands().run("screen.operate");
        if (view == null) {
            view = new PresentView(console, this::leave);
            console.frames().drive(view);
        }
        scene = home.getScene();
        // The window's root lays one thing over the other: first the window as it is, last what it has to say.
        var window = (Pane) scene.getRoot();
        behind = window.getChildren().getFirst();
        // What is not seen does not work.
        behind.setVisible(false);
        home.getChildren().remove(topology);
        view.take(topology);
        window.getChildren().add(1, view.root());
        scene.addEventHandler(KeyEvent.KEY_PRESSED, escape);
        if (scene.getWindow() instanceof Stage stage) {
            stage.setFullScreenExitHint("");
            stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
            stage.setFullScreen(true);
            stage.fullScreenProperty().addListener(left);
        }
        console.frames().wake();
    }

    private void leave() {
        if (scene == null) return;
        Scene its = scene;
        scene = null;
        its.removeEventHandler(KeyEvent.KEY_PRESSED, escape);
        if (its.getWindow() instanceof Stage stage) {
            stage.fullScreenProperty().removeListener(left);
            stage.setFullScreen(false);
        }
        ((Pane) its.getRoot()).getChildren().remove(view.root());
        view.release();
        home.getChildren().addFirst(topology);
        behind.setVisible(true);
        behind = null;
        console.frames().wake();
    }
}
