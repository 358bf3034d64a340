package discedge.console;

import discedge.console.engines.EngineChoice;
import discedge.console.kit.Theme;
import discedge.console.model.Preferences;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A console over a told log, on a stage of its own, driven as a person does. The log's own time is the clock: nothing ages by itself. */
public abstract class ConsoleTest {
    protected final FakeControls controls = new FakeControls();
    protected final Story story = Story.threeNodes();
    protected final Transcripts transcripts = new Transcripts();
    protected final FxRobot robot = new FxRobot();
    protected ConsoleWindow window;
    protected Stage stage;

    /** What has happened before the window opens. */
    protected void before(Story story) {}

    /** How the lab gets another engine; empty = it does not. */
    protected Optional<EngineChoice> engine() {
        return Optional.empty();
    }

    @BeforeEach
    void openWindow() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        before(story);
        story.world();
        onFx(() -> {
            stage = new Stage();
            window = new ConsoleWindow(stage, Run.live("lab", story.timeline(), transcripts, controls), new Preferences(Settings.DEFAULT), Theme.DARK, story::now, 1440, 900, engine());
            window.show();
            return null;
        });
        paint();
    }

    @AfterEach
    void closeWindow() {
        onFx(() -> {
            window.close();
            return null;
        });
    }

    /** Goes on with the story, then shows it. */
    protected void then(Runnable told) {
        told.run();
        story.world();
        paint();
    }

    /** Every view shows the newest world, and layout is done. */
    protected void paint() {
        onFx(() -> {
            window.console().frames().showAll();
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            return null;
        });
    }

    protected <T> T onFx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }

    protected void size(double width, double height) {
        onFx(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
        paint();
    }

    protected void theme(Theme theme) {
        onFx(() -> {
            window.console().theming().set(theme);
            return null;
        });
        paint();
    }

    /** The window as a picture in {@code target/screens}. */
    protected Path picture(String name) throws IOException {
        paint();
        return Pictures.write(Pictures.of(onFx(() -> window.scene().snapshot(null))), window.console().theming().theme(), name);
    }
}
