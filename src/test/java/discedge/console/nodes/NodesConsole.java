package discedge.console.nodes;

import discedge.console.ConsoleWindow;
import discedge.console.Pictures;
import discedge.console.kit.Theme;
import discedge.console.model.Folding;
import discedge.console.model.Preferences;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.experiment.live.Live;
import discedge.experiment.live.RemoteOnly;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window over nodes of other processes and no lab, as {@code console --connect} opens it, driven as a person does. */
public final class NodesConsole implements AutoCloseable {
    public final FxRobot robot = new FxRobot();
    public final Timeline timeline = new Timeline(new EventStore(), Source.REMOTE);
    public final Preferences preferences = new Preferences(Settings.DEFAULT);
    public final Live live;
    public final ConsoleWindow window;
    private final Folding folding;
    private Stage stage;

    public NodesConsole(Path runs) throws TimeoutException {
        this(runs, List.of(), List.of());
    }

    /** @param connect as {@code --connect} names them @param links as {@code --links} does */
    public NodesConsole(Path runs, List<String> connect, List<String> links) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        var transcripts = new Transcripts();
        var opened = new ConsoleWindow[1];
        folding = new Folding(timeline, () -> {
            if (opened[0] != null) opened[0].console().frames().wake();
        });
        live = new RemoteOnly(folding, transcripts, runs);
        new RememberedNodes(preferences, connect, links).watch(live);
        window = onFx(() -> {
            stage = new Stage();
            var made = new ConsoleWindow(stage, Run.live("remote nodes", timeline, transcripts, live), preferences, Theme.DARK, InstantSource.system(), 1440, 900);
            made.show();
            NodesCommands.sayWhoIsMissing(made.console());
            return made;
        });
        opened[0] = window;
    }

    public World world() {
        return timeline.newest();
    }

    public static <T> T onFx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(30_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }

    /** Waits until it is so. */
    public void until(String what, BooleanSupplier is) {
        try {
            WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, is::getAsBoolean);
        } catch (TimeoutException e) {
            try {
                picture("never");
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw new AssertionError("never: " + what, e);
        }
    }

    /** Waits until a label or button says so. */
    public String untilSays(String query, Predicate<String> says) {
        var last = new String[] {"(not there)"};
        try {
            WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> {
                last[0] = says(query);
                return says.test(last[0]);
            });
        } catch (TimeoutException e) {
            throw new AssertionError(query + " says: " + last[0], e);
        }
        return last[0];
    }

    /** Empty where it is not to be seen. */
    public String says(String query) {
        return onFx(() -> {
            Node node = window.scene().getRoot().lookup(query);
            for (Node at = node; at != null; at = at.getParent()) if (!at.isVisible()) return "";
            return node instanceof Labeled label ? label.getText() : "";
        });
    }

    /** What a card says to whoever does not see it. */
    public String card(String node) {
        return onFx(() -> {
            Node card = window.scene().getRoot().lookup("#node-" + node);
            return card == null ? "" : card.getAccessibleText();
        });
    }

    public void add(String address, String label, String site) {
        robot.clickOn("#topology-add-node");
        robot.clickOn("#add-node-address").write(address, 0).clickOn("#add-node-check");
        until(address + " answers", () -> robot.lookup("#add-node-add").tryQuery().filter(Node::isVisible).isPresent() && !says("#add-node-add").isEmpty());
        if (!label.isEmpty()) robot.clickOn("#add-node-label").write(label, 0);
        if (!site.isEmpty()) robot.clickOn("#add-node-site").write(site, 0);
        robot.clickOn("#add-node-add");
        until("the sheet is closed", () -> robot.lookup("#add-node").tryQuery().isEmpty());
    }

    public void size(double width, double height) {
        onFx(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
    }

    public void theme(Theme theme) {
        onFx(() -> {
            window.console().theming().set(theme);
            return null;
        });
    }

    /** In both themes and sizes. */
    public void pictures(String name) throws IOException {
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            theme(theme);
            size(theme == Theme.DARK ? 1440 : 960, theme == Theme.DARK ? 900 : 640);
            picture(name);
            size(theme == Theme.DARK ? 960 : 1440, theme == Theme.DARK ? 640 : 900);
            picture(name);
        }
        theme(Theme.DARK);
        size(1440, 900);
    }

    public void picture(String name) throws IOException {
        WritableImage image = onFx(() -> {
            window.console().frames().showAll();
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            window.console().frames().showAll();
            return window.scene().snapshot(null);
        });
        Pictures.write(Pictures.of(image), window.console().theming().theme(), name);
    }

    @Override
    public void close() {
        live.close();
        folding.close();
        onFx(() -> {
            window.close();
            return null;
        });
    }
}
