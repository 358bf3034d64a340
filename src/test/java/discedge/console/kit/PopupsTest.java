package discedge.console.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Pictures;
import discedge.console.Screen;
import discedge.timeline.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** Menus, lists and tooltips are windows of their own: their colours have values from their first layout on, in either theme. */
class PopupsTest extends ConsoleTest {
    /** Held, or its handler would be forgotten. */
    private final Logger log = Logger.getLogger("javafx.css");
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Handler hearing = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    @Test
    void no_colour_of_theirs_is_looked_for_in_vain() {
        log.addHandler(hearing);
        try {
            for (Theme theme : Theme.values()) {
                theme(theme);
                robot.clickOn("#menu");
                assertEquals(theme.word(), dress());
                robot.type(KeyCode.ESCAPE);
                robot.type(KeyCode.F8);
                paint();
                robot.clickOn("#fault-where");
                assertEquals(theme.word(), dress());
                robot.type(KeyCode.ESCAPE);
                robot.type(KeyCode.F8);
                onFx(() -> {
                    window.shell().go(theme == Theme.DARK ? Screen.SCENARIO : Screen.OPERATE);
                    return null;
                });
                paint();
            }
        } finally {
            log.removeHandler(hearing);
        }
        assertEquals(List.of(), said.stream().distinct().limit(5).toList());
    }

    @Test
    void where_windows_are_opaque_they_have_no_shadow_and_fill_their_window_to_its_edge() throws Exception {
        window.console().theming().opaque(true);
        for (Theme theme : Theme.values()) {
            theme(theme);
            robot.clickOn("#menu");
            edge(theme, "menu");
            robot.type(KeyCode.ESCAPE);
            robot.clickOn("#target");
            edge(theme, "target");
            robot.type(KeyCode.ESCAPE);
            robot.type(KeyCode.F8);
            paint();
            robot.clickOn("#fault-where");
            edge(theme, "list");
            robot.type(KeyCode.ESCAPE);
            robot.type(KeyCode.F8);
        }
    }

    /** Its outermost pixels, corners too, are of the theme. */
    private void edge(Theme theme, String name) throws Exception {
        Scene popup = onFx(() -> Window.getWindows().stream().filter(PopupWindow.class::isInstance).findFirst().orElseThrow().getScene());
        assertEquals(List.of(), onFx(() -> popup.getRoot().lookupAll("*").stream().filter(node -> node.getEffect() != null && !node.getStyleClass().contains("list-cell"))
                .map(Object::toString).toList()), "shadows");
        WritableImage seen = onFx(() -> popup.snapshot(null));
        Pictures.write(Pictures.of(seen), theme, "popup-" + name);
        Tokens tokens = Tokens.of(theme);
        List<Color> own = List.of(tokens.colour("bg-2"), tokens.colour("line"), tokens.colour("control"), tokens.colour("bg-1"), tokens.colour("accent"));
        int right = (int) seen.getWidth() - 1;
        int bottom = (int) seen.getHeight() - 1;
        for (int[] at : new int[][] {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, {right / 2, bottom}, {right / 2, 0}, {0, bottom / 2}, {right, bottom / 2}}) {
            Color colour = seen.getPixelReader().getColor(at[0], at[1]);
            assertTrue(own.stream().anyMatch(its -> near(its, colour)), theme + " " + name + " at " + at[0] + ", " + at[1] + ": " + colour);
        }
    }

    /** An edge between two pixels is a mix of both. */
    private static boolean near(Color one, Color other) {
        return Math.abs(one.getRed() - other.getRed()) + Math.abs(one.getGreen() - other.getGreen()) + Math.abs(one.getBlue() - other.getBlue()) < 0.06 && other.isOpaque();
    }

    private String dress() {
        return onFx(() -> Window.getWindows().stream().filter(PopupWindow.class::isInstance).map(shown -> shown.getScene().getRoot().getStyleClass().stream()
                .filter(style -> style.equals("dark") || style.equals("light")).findFirst().orElse("none")).findFirst().orElse("no popup"));
    }
}
