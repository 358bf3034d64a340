package discedge.console.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import discedge.console.Sight;
import discedge.console.kit.Theme;
import discedge.console.operate.OperateStory;
import discedge.event.LabEvent;
import discedge.timeline.Story;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        OperateStory.busy(story, transcripts);
        story.tell(new LabEvent.Said(story.now(), "lab", "B is 9 ms behind: the client goes there all the same."));
    }

    private Node lookup(String id) {
        return onFx(() -> window.scene().lookup(id));
    }

    private Bounds bounds(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            return node.localToScene(node.getLayoutBounds());
        });
    }

    @Test
    void F11_presents_and_F11_or_Esc_give_the_window_back() {
        double small = bounds("#topology").getHeight();
        for (KeyCode leaves : new KeyCode[] {KeyCode.F11, KeyCode.ESCAPE}) {
            robot.type(KeyCode.F11);
            paint();
            assertTrue(onFx(() -> stage.isFullScreen()));
            assertTrue(onFx(() -> window.scene().lookup("#present").getLayoutBounds().contains(window.scene().lookup("#present").sceneToLocal(bounds("#topology")))), "the topology is in it");
            assertFalse(onFx(() -> window.scene().lookup("#kpis").getParent().isVisible() && window.scene().lookup(".shell-frame").isVisible()), "what is behind is not seen, and so does not work");
            robot.type(leaves);
            paint();
            assertFalse(onFx(() -> stage.isFullScreen()));
            assertNull(lookup("#present"));
            assertEquals(small, bounds("#topology").getHeight(), 1);
        }
    }

    @Test
    void it_can_be_left_with_the_mouse_and_entered_from_any_screen() {
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT7).release(KeyCode.DIGIT7, KeyCode.CONTROL);
        robot.type(KeyCode.F11);
        paint();
        assertEquals(Screen.OPERATE, window.shell().shown());
        robot.clickOn("#present-leave");
        assertNull(lookup("#present"));
    }

    @Test
    void the_caption_and_the_figures_are_large() {
        robot.type(KeyCode.F11);
        paint();
        assertEquals("B is 9 ms behind: the client goes there all the same.", ((Label) lookup("#present-caption")).getText());
        for (String tile : new String[] {"first-token-p95", "wait-p95", "retries", "worst-lag", "conflicts", "sync-bytes"}) {
            assertNotNull(lookup("#tile-" + tile), tile);
            assertTrue(bounds("#tile-" + tile).getHeight() >= FigureTile.LOWEST, tile + " " + bounds("#tile-" + tile));
        }
    }

    @Test
    void the_client_is_moved_by_its_digits_here_too() {
        robot.type(KeyCode.F11);
        paint();
        robot.type(KeyCode.DIGIT2);
        assertTrue(controls.done.contains("roam client B"), controls.done.toString());
    }

    @ParameterizedTest
    @CsvSource({"960, 640", "1280, 720", "1440, 900", "1920, 1080"})
    void nothing_is_cut_short_on_a_screen_of_any_size(double width, double height) throws Exception {
        then(() -> story.tell(new LabEvent.Said(story.now(), "lab", "The client roams to B, which lacks turn 12: it waits rather than answer without it.")));
        robot.type(KeyCode.F11);
        size(width, height);
        picture("present-caption");
        assertEquals(List.of(), onFx(() -> Sight.cutShort(window.scene().lookup("#present"))));
    }

    @Test
    void pictures() throws Exception {
        robot.type(KeyCode.F11);
        for (Theme theme : Theme.values()) {
            theme(theme);
            picture("present");
            size(1920, 1080);
            picture("present");
            size(1280, 720);
            picture("present");
        }
    }
}
