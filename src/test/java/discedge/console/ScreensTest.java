package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Notices;
import discedge.console.kit.Theme;
import discedge.console.kit.Words;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Every screen and state in both themes, small and large, as pictures in {@code target/screens} for a person to look at. One window
 * shows them all. What a machine can see is checked: that something is shown, that no text is cut short, and that all is within the window.
 */
class ScreensTest {
    private static final List<int[]> SIZES = List.of(new int[] {960, 640}, new int[] {1440, 900});
    /** What is as long as a person makes it, by the style of its label: a prompt in a scenario's list of steps. */
    private static final List<String> MAY_BE_CUT = List.of("step-title");
    private static final FxRobot ROBOT = new FxRobot();
    /** Told once for both themes. */
    private static final Map<String, StoryBoard> BOARDS = new HashMap<>();
    private static final ExecutorService WRITERS = Executors.newSingleThreadExecutor();
    private static StoryBoard board = StoryBoard.fresh(3);
    private static Stage stage;
    private static ConsoleWindow window;

    /** What a person does to get there, and to get away again. */
    private interface Doing {
        void run() throws Exception;
    }

    private record Scene(String name, Supplier<StoryBoard> told, Screen screen, Doing before, Doing after) {
        Scene(String name, Supplier<StoryBoard> told, Screen screen) {
            this(name, told, screen, () -> { }, () -> { });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Scene> scenes() {
        Supplier<StoryBoard> rest = () -> StoryBoard.of(3);
        Duration half = Duration.ofSeconds(30);
        return List.of(
                new Scene("operate", rest, Screen.OPERATE),
                new Scene("operate-streaming", () -> StoryBoard.of(3).decodes(Duration.ofMillis(1400)), Screen.OPERATE),
                new Scene("operate-waiting", () -> StoryBoard.of(3).writes(), Screen.OPERATE),
                new Scene("operate-dragging", () -> StoryBoard.of(3).writes(), Screen.OPERATE, ScreensTest::drag, ScreensTest::cancelDrag),
                new Scene("operate-cut", () -> StoryBoard.of(3).cuts("A", "C", half).cuts("B", "C", half).answers().runs(Duration.ofSeconds(1)), Screen.OPERATE),
                new Scene("operate-killed", () -> StoryBoard.of(3).kills("C").runs(Duration.ofSeconds(8)), Screen.OPERATE),
                new Scene("operate-replay", rest, Screen.OPERATE, () -> back(Duration.ofSeconds(42)), ScreensTest::live),
                new Scene("operate-empty", () -> StoryBoard.fresh(3), Screen.OPERATE),
                new Scene("operate-disconnected", () -> StoryBoard.of(3).silence(Duration.ofSeconds(12)), Screen.OPERATE),
                new Scene("operate-8", () -> StoryBoard.of(8), Screen.OPERATE),
                new Scene("operate-16", () -> StoryBoard.of(16), Screen.OPERATE),
                new Scene("operate-50", () -> StoryBoard.of(50), Screen.OPERATE),
                new Scene("sessions", rest, Screen.SESSIONS),
                new Scene("sessions-tokens", rest, Screen.SESSIONS, () -> click("#sessions-tab-tokens"), () -> click("#sessions-tab-turns")),
                new Scene("sessions-replicas", () -> StoryBoard.of(3).cuts("A", "C", half).cuts("B", "C", half).answers(), Screen.SESSIONS,
                        () -> click("#sessions-tab-replicas"), () -> click("#sessions-tab-turns")),
                new Scene("sessions-json", rest, Screen.SESSIONS, () -> click("#sessions-tab-json"), () -> click("#sessions-tab-turns")),
                new Scene("sessions-replay", rest, Screen.SESSIONS, () -> back(Duration.ofSeconds(42)), ScreensTest::live),
                new Scene("sessions-empty", () -> StoryBoard.fresh(3), Screen.SESSIONS),
                new Scene("events", rest, Screen.EVENTS),
                new Scene("events-replay", rest, Screen.EVENTS, () -> back(Duration.ofSeconds(42)), ScreensTest::live),
                new Scene("scenario", rest, Screen.SCENARIO),
                new Scene("settings", rest, Screen.OPERATE, () -> run("settings"), () -> run("settings")),
                new Scene("present", rest, Screen.OPERATE, () -> run("present"), () -> run("present")),
                new Scene("operate-error", () -> StoryBoard.nothing(3), Screen.OPERATE, ScreensTest::failToStart, ScreensTest::closeNotice),
                new Scene("palette", rest, Screen.OPERATE, () -> {
                    run("palette");
                    ROBOT.write("roam");
                }, ScreensTest::escape),
                new Scene("shortcuts", rest, Screen.OPERATE, () -> run("shortcuts"), () -> click("#shortcuts-close")),
                new Scene("about", rest, Screen.OPERATE, () -> run("about"), () -> click("#about-close")),
                new Scene("faults", rest, Screen.OPERATE, () -> run("faults"), () -> run("faults")),
                new Scene("faults-some", () -> StoryBoard.of(3).cuts("A", "C", half).kills("B").runs(Duration.ofSeconds(3)).mistrusts("C", "A"), Screen.OPERATE, () -> run("faults"), () -> run("faults")));
    }

    @BeforeAll
    static void open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        fx(() -> {
            stage = new Stage();
            // No lab of its own: none to go back to from the runs that are shown.
            window = new ConsoleWindow(stage, Run.watched("lab", board.timeline(), board.controls.sites), Settings.DEFAULT, Theme.DARK, () -> board.now(), 960, 640);
            window.show();
            // No control has the ring of focus.
            window.shell().root().requestFocus();
            return null;
        });
    }

    @AfterAll
    static void close() {
        fx(() -> {
            window.close();
            return null;
        });
        BOARDS.clear();
        WRITERS.close();
    }

    /** Theme by theme: changing it styles everything anew. */
    static Stream<Arguments> pictures() {
        List<Scene> scenes = scenes();
        return Stream.of(Theme.values()).flatMap(theme -> scenes.stream().map(scene -> Arguments.of(scene, theme)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("pictures")
    void a_picture_of(Scene scene, Theme theme) throws Exception {
        board = BOARDS.computeIfAbsent(scene.name(), _ -> scene.told().get());
        fx(() -> {
            window.console().theming().set(theme);
            window.console().model().show(live(board));
            window.console().model().follow(StoryBoard.CLIENT);
            window.shell().go(scene.screen());
            return null;
        });
        for (int[] size : SIZES) {
            fx(() -> {
                stage.setWidth(size[0]);
                stage.setHeight(size[1]);
                return null;
            });
            paint();
            // Nothing is hovered.
            ROBOT.moveTo(window.scene().getRoot().localToScreen(4, 4), Motion.DIRECT);
            scene.before().run();
            paint();
            check(picture(scene.name()), scene.name());
            seen(scene.name() + ", " + size[0] + " px wide");
            scene.after().run();
        }
    }

    private static Run live(StoryBoard told) {
        return Run.live("lab", told.timeline(), told.transcripts, told.controls);
    }

    // ---- doings

    private static void run(String command) {
        fx(() -> window.console().commands().run(command));
    }

    private static void click(String node) {
        fx(() -> {
            ROBOT.lookup(node).queryAs(ButtonBase.class).fire();
            return null;
        });
    }

    private static Notices notices() {
        return window.console().notices();
    }

    /** As the window says it when the lab's ports are taken. */
    private static void failToStart() {
        fx(() -> {
            notices().show("lab", "The lab did not start: the port 127.0.0.1:8080 is taken.", Optional.of(new Notices.Action(Words.of("shell.lab.again"), () -> { })));
            return null;
        });
    }

    private static void closeNotice() {
        fx(() -> {
            notices().close("lab");
            return null;
        });
    }

    private static void escape() {
        ROBOT.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void back(Duration time) {
        fx(() -> {
            window.console().model().scrub(board.now().minus(time));
            return null;
        });
    }

    private static void live() {
        fx(() -> {
            window.console().model().live();
            return null;
        });
    }

    private static void drag() {
        Node client = ROBOT.lookup("#client").query();
        Node card = ROBOT.lookup("#node-B").query();
        Bounds from = fx(() -> client.localToScreen(client.getBoundsInLocal()));
        Bounds to = fx(() -> card.localToScreen(card.getBoundsInLocal()));
        ROBOT.moveTo(from.getCenterX(), from.getCenterY(), Motion.DIRECT).press(MouseButton.PRIMARY).moveBy(12, 8, Motion.DIRECT)
                .moveTo(to.getCenterX(), to.getMaxY() + 20, Motion.DIRECT);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void cancelDrag() {
        ROBOT.type(KeyCode.ESCAPE).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    // ---- pictures

    private static void paint() {
        for (int i = 0; i < 2; i++) fx(() -> {
            window.console().frames().showAll();
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            return null;
        });
    }

    private static BufferedImage picture(String name) throws IOException {
        BufferedImage picture = Pictures.of(fx(() -> window.scene().snapshot(null)));
        Theme theme = window.console().theming().theme();
        WRITERS.execute(() -> Pictures.write(picture, theme, name));
        return picture;
    }

    /** Something is shown in the middle. */
    private static void check(BufferedImage picture, String name) {
        Set<Integer> colours = new TreeSet<>();
        for (int x = picture.getWidth() / 4; x < picture.getWidth() * 3 / 4; x += 2) for (int y = picture.getHeight() / 4; y < picture.getHeight() * 3 / 4; y += 2) colours.add(picture.getRGB(x, y));
        assertTrue(colours.size() > 4, () -> name + " shows nothing in its middle: " + colours.size() + " colours");
    }

    /** Nothing that the console says itself is cut short, and nothing hangs out of the window. */
    private static void seen(String name) {
        Parent root = window.scene().getRoot();
        List<String> wrong = fx(() -> Stream.concat(Sight.cutShort(root).stream(), Sight.outside(root).stream()).toList());
        List<String> unallowed = wrong.stream().filter(each -> MAY_BE_CUT.stream().noneMatch(each::contains)).toList();
        assertEquals(List.of(), unallowed, name);
    }

    private static <T> T fx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(20_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }
}
