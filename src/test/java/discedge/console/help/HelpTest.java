package discedge.console.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.kit.Command;
import discedge.timeline.Story;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class HelpTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    private boolean isOpen(String sheet) {
        return robot.lookup(sheet).tryQuery().isPresent();
    }

    @Test
    void F1_lists_every_command_that_has_a_key_with_that_key() {
        robot.type(KeyCode.F1);
        paint();
        for (Command command : window.console().commands().all()) {
            if (command.shortcut().isEmpty() || command.id().matches("roam\\.[1-9]")) continue;
            var key = robot.lookup((Node node) -> ("shortcut-" + command.id()).equals(node.getId())).tryQueryAs(Labeled.class);
            assertTrue(key.isPresent(), command.id());
            assertEquals(command.key(), key.get().getText());
            assertFalse(command.key().isBlank(), command.id());
        }
        robot.type(KeyCode.ESCAPE);
        assertFalse(isOpen("#shortcuts"));
    }

    @Test
    void a_question_mark_opens_them_unless_it_is_typed_into_a_field() {
        robot.write("?");
        assertTrue(isOpen("#shortcuts"));
        robot.clickOn("#shortcuts-close");
        assertFalse(isOpen("#shortcuts"));
        robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);
        robot.write("why?");
        assertFalse(isOpen("#shortcuts"));
    }

    @Test
    void keys_do_nothing_else_while_a_sheet_is_read() {
        robot.type(KeyCode.F1);
        robot.type(KeyCode.DIGIT2);
        assertTrue(controls.done.isEmpty(), controls.done.toString());
    }

    @Test
    void about_says_the_versions_and_gives_them_to_who_reports_a_fault() {
        onFx(() -> window.console().commands().run("about"));
        paint();
        assertEquals(discedge.node.Version.text(), robot.lookup("#about-version").queryAs(Labeled.class).getText());
        assertTrue(robot.lookup("#about-java").queryAs(Labeled.class).getText().startsWith(Runtime.version().toString()));
        assertTrue(robot.lookup("#about-fonts").queryAs(Labeled.class).getText().contains("Open Font License"));
        robot.clickOn("#about-copy");
        assertTrue(onFx(() -> Clipboard.getSystemClipboard().getString()).contains("Java: " + Runtime.version()));
    }
}
