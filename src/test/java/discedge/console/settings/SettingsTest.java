package discedge.console.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.FakeChoosers;
import discedge.console.kit.Theme;
import discedge.console.model.Preferences;
import discedge.console.model.Settings;
import discedge.timeline.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class SettingsTest extends ConsoleTest {
    @TempDir
    private Path folder;
    private final FakeChoosers choosers = new FakeChoosers();

    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38);
    }

    @BeforeEach
    void openSettings() {
        window.console().files().choosers(choosers);
        robot.press(KeyCode.CONTROL, KeyCode.COMMA).release(KeyCode.COMMA, KeyCode.CONTROL);
        paint();
    }

    private Settings now() {
        return window.console().settings().now();
    }

    private void type(String field, String text) {
        robot.clickOn(field);
        robot.press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
        robot.write(text);
        paint();
    }

    private String text(String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    @Test
    void a_theme_is_in_force_at_once_and_the_command_agrees_with_it() {
        robot.clickOn("#settings-theme-light");
        assertEquals(Theme.LIGHT, window.console().theming().theme());
        assertEquals("light", now().theme());
        onFx(() -> window.console().commands().run("theme"));
        assertEquals(Theme.DARK, window.console().theming().theme());
        assertEquals("dark", now().theme());
        robot.clickOn("#settings-theme-system");
        assertEquals("system", now().theme());
        assertEquals(onFx(discedge.console.kit.SystemTheme::now), window.console().theming().theme());
    }

    @Test
    void a_limit_is_in_force_with_each_key_and_what_is_none_is_said_beside_it() throws Exception {
        type("#settings-lag", "80");
        assertEquals(Duration.ofMillis(80), window.console().settings().lagLimit());
        type("#settings-lag", "fast");
        assertEquals(Duration.ofMillis(80), window.console().settings().lagLimit(), "the last good one stays in force");
        assertEquals("A number of milliseconds from 1 to 600,000, such as 50 or 12.5.", text("#settings-lag-wrong"));
        picture("settings-wrong");
        size(960, 640);
        picture("settings-wrong");
        theme(Theme.LIGHT);
        picture("settings-wrong");
        size(1440, 900);
        picture("settings-wrong");
        type("#settings-lag", "45.5");
        assertFalse(robot.lookup("#settings-lag-wrong").query().isVisible());
        assertEquals(Duration.ofNanos(45_500_000), now().lagLimit());
    }

    @Test
    void only_a_lab_that_would_open_is_taken() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "nodes: 7\n");
        Path good = Files.writeString(folder.resolve("good.yaml"), "nodes: [{name: A}, {name: B}]\n");
        choosers.then(broken).then(good);
        robot.clickOn("#settings-lab-choose");
        paint();
        assertTrue(text("#settings-lab-wrong").startsWith("broken.yaml has no nodes that could be started: "), text("#settings-lab-wrong"));
        assertEquals(Optional.empty(), now().lab());
        robot.clickOn("#settings-lab-choose");
        paint();
        assertEquals(Optional.of(good), now().lab());
        assertFalse(robot.lookup("#settings-lab-wrong").query().isVisible());
        robot.clickOn("#settings-lab-built-in");
        assertEquals(Optional.empty(), now().lab());
    }

    @Test
    void the_defaults_come_back_in_one_go() {
        type("#settings-wait", "7");
        robot.clickOn("#settings-reduced");
        robot.clickOn("#settings-theme-light");
        assertTrue(now().reducedMotion());
        robot.clickOn("#settings-restore");
        paint();
        assertEquals(Settings.DEFAULT, now());
        assertEquals("100", robot.lookup("#settings-wait").queryTextInputControl().getText());
    }

    @Test
    void the_gear_opens_them_and_the_cross_closes_them() throws Exception {
        picture("settings");
        theme(Theme.LIGHT);
        size(960, 640);
        picture("settings");
        robot.clickOn("#settings-close");
        paint();
        assertTrue(robot.lookup("#settings").tryQuery().isEmpty());
        robot.clickOn("#rail-settings");
        paint();
        assertTrue(robot.lookup("#settings").tryQuery().isPresent());
    }

    @Test
    void changes_are_written_down_and_a_file_that_cannot_be_written_is_said_once() throws Exception {
        var file = new SettingsFile(folder.resolve("config"));
        SettingsKeeper keeper = onFx(() -> SettingsKeeper.begin(file, file.load(Instant.now()), window.console().settings(), window.console().notices()));
        type("#settings-lag", "81");
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> Files.exists(file.file()) && file.load(Instant.now()).settings().lagLimit().equals(Duration.ofMillis(81)));
        Files.delete(file.file());
        Files.delete(file.file().getParent());
        Files.writeString(file.file().getParent(), "in the way");
        type("#settings-lag", "82");
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> robot.lookup("#notice-settings .label").tryQuery().isPresent());
        assertTrue(text("#notice-settings .label").contains("there is a file where the folder should be"), text("#notice-settings .label"));
        Files.delete(file.file().getParent());
        type("#settings-lag", "83");
        keeper.close();
        assertEquals(Duration.ofMillis(83), file.load(Instant.now()).settings().lagLimit());
    }

    @Test
    void a_broken_file_is_a_notice() throws Exception {
        Files.writeString(folder.resolve("settings.json"), "{");
        var file = new SettingsFile(folder);
        onFx(() -> SettingsKeeper.begin(file, file.load(Instant.now()), window.console().settings(), window.console().notices())).close();
        assertTrue(text("#notice-settings .label").startsWith("The settings could not be read and are set aside as "), text("#notice-settings .label"));
        picture("settings-broken");
    }

    @Test
    void a_window_remembers_where_it_is_and_which_screen_it_shows() {
        var preferences = new Preferences(Settings.DEFAULT);
        Stage first = onFx(() -> {
            var other = new Stage();
            other.setScene(new Scene(new Pane()));
            WindowMemory.of(other, preferences, 1440, 900);
            other.show();
            assertEquals(1440, other.getWidth());
            other.setX(40);
            other.setY(30);
            other.setWidth(1000);
            other.setHeight(700);
            return other;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(Optional.of("1000x700+40+30"), preferences.kept("window"));
        Stage again = onFx(() -> {
            var other = new Stage();
            WindowMemory.of(other, preferences, 1440, 900);
            return other;
        });
        assertEquals(1000, again.getWidth());
        assertEquals(40, again.getX());
        onFx(() -> {
            first.hide();
            return null;
        });
        robot.clickOn("#rail-events");
        assertEquals(Optional.of("events"), window.console().settings().kept("window.screen"));
    }
}
