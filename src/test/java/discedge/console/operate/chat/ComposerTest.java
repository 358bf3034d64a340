package discedge.console.operate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.experiment.live.Controls.Demonstration;
import discedge.timeline.Story;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ComposerTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    private TextArea field() {
        return (TextArea) window.scene().lookup("#prompt");
    }

    private String text() {
        return onFx(() -> field().getText());
    }

    private String button() {
        return onFx(() -> ((Button) window.scene().lookup("#send")).getText());
    }

    private boolean shown(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            return node.isVisible() && node.getParent().isVisible();
        });
    }

    private String words(String id) {
        return onFx(() -> ((Label) window.scene().lookup(id)).getText());
    }

    private void keys(KeyCode... codes) {
        robot.press(codes).release(codes);
    }

    private void paste(String text) {
        onFx(() -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            field().requestFocus();
            field().paste();
            return null;
        });
        paint();
    }

    @Test
    void Enter_sends_and_empties_the_field_and_pauses_the_demonstration() {
        controls.demonstration = Demonstration.PLAYING;
        robot.clickOn("#prompt").write("Hello").type(KeyCode.ENTER);
        assertEquals(List.of("ask client Hello", "pause"), controls.done);
        assertEquals("", text());
    }

    @Test
    void Shift_and_Enter_begin_a_line_and_the_field_grows_to_five() {
        double one = onFx(() -> field().getHeight());
        robot.clickOn("#prompt").write("one");
        keys(KeyCode.SHIFT, KeyCode.ENTER);
        robot.write("two");
        paint();
        assertEquals("one\ntwo", text());
        double two = onFx(() -> field().getHeight());
        assertTrue(two > one + 10, one + " → " + two);
        for (int i = 0; i < 9; i++) keys(KeyCode.SHIFT, KeyCode.ENTER);
        paint();
        double most = onFx(() -> field().getHeight());
        assertEquals(one + 4 * (two - one), most, 2, "five lines at most");
        assertEquals(List.of(), controls.done);
    }

    @Test
    void a_blank_prompt_is_not_sent() {
        robot.clickOn("#prompt").write("  ").type(KeyCode.ENTER);
        robot.clickOn("#send");
        assertEquals(List.of(), controls.done);
    }

    @Test
    void while_an_answer_decodes_the_button_stops_it_and_so_does_Esc() {
        controls.asking = true;
        then(() -> story.sends(2, "A").decodes(2, "A"));
        assertEquals("Stop", button());
        robot.clickOn("#send");
        assertEquals(List.of("stop client"), controls.done);
        robot.clickOn("#prompt").type(KeyCode.ESCAPE);
        assertEquals(List.of("stop client", "stop client"), controls.done);
    }

    @Test
    void while_a_turn_waits_the_button_gives_it_up() {
        controls.asking = true;
        then(() -> story.sends(2, "A"));
        assertEquals("Cancel", button());
        robot.clickOn("#send");
        assertEquals(List.of("cancel client"), controls.done);
    }

    @Test
    void while_the_demonstration_asks_a_person_can_ask_too_and_is_told_when() {
        controls.demonstration = Demonstration.PLAYING;
        controls.asking = true;
        then(() -> story.sends(2, "A").decodes(2, "A"));
        assertEquals("Send", button());
        robot.clickOn("#prompt").write("Me").type(KeyCode.ENTER);
        paint();
        assertEquals("Goes out after turn 2.", words("#prompt-warning"));
        then(() -> story.commits(2, "A").acknowledges(2, "A").sends(3, "A"));
        assertFalse(shown("#prompt-warning"));
    }

    @Test
    void a_prompt_that_waits_is_taken_back_into_the_field_and_only_then_is_the_turn_given_up() {
        controls.demonstration = Demonstration.PLAYING;
        controls.asking = true;
        then(() -> story.sends(2, "A"));
        robot.clickOn("#prompt").write("Me").type(KeyCode.ENTER);
        controls.waiting = Optional.of("Me");
        paint();
        assertEquals("Goes out after turn 2.", words("#prompt-warning"));
        robot.clickOn("#prompt").write("too").type(KeyCode.ESCAPE);
        paint();
        assertEquals("Me\n\ntoo", text());
        assertFalse(shown("#prompt-warning"));
        assertEquals("Cancel", button());
        robot.clickOn("#send");
        assertEquals(List.of("ask client Me", "pause", "take back client", "cancel client"), controls.done);
        assertEquals("Me\n\ntoo", text());
    }

    @Test
    void a_long_prompt_that_is_taken_back_stands_beside_the_field() {
        controls.asking = true;
        controls.waiting = Optional.of("word ".repeat(20_000));
        then(() -> story.sends(2, "A"));
        robot.clickOn("#send");
        assertEquals("", text());
        assertTrue(shown("#pasted"));
    }

    @Test
    void what_is_refused_is_said_and_the_prompt_stays() {
        controls.refusal = "A turn is being asked. Stop it, or wait for its answer.";
        robot.clickOn("#prompt").write("Hello").type(KeyCode.ENTER);
        assertEquals("Hello", text());
        assertTrue(onFx(() -> window.scene().lookup("#notice-chat").lookupAll(".label").stream().anyMatch(label -> ((Label) label).getText().equals(controls.refusal))));
    }

    @Test
    void Ctrl_L_goes_to_the_field_from_anywhere_and_Ctrl_N_begins_a_chat() {
        keys(KeyCode.CONTROL, KeyCode.DIGIT7);
        keys(KeyCode.CONTROL, KeyCode.L);
        paint();
        assertTrue(onFx(() -> field().isFocused()));
        keys(KeyCode.CONTROL, KeyCode.N);
        assertEquals(List.of("new client tokenized strong", "pause"), controls.done);
    }

    @Test
    void the_line_says_who_asks_whom_and_how_and_opens_what_can_be_changed() {
        assertEquals("u1 asks A Berlin, tokenized, strong. Opens what can be changed", onFx(() -> window.scene().lookup("#target").getAccessibleText()));
        robot.clickOn("#target");
        robot.clickOn("available: answer from what is here");
        robot.clickOn("#target");
        robot.clickOn("raw: text is stored, tokenized each turn");
        robot.clickOn("#target");
        robot.clickOn("B Potsdam");
        robot.clickOn("#new-chat");
        assertEquals(List.of("consistency client available", "roam client B", "new client raw available", "pause"), controls.done);
    }

    @Test
    void in_replay_nothing_can_be_asked_and_one_click_returns_to_live() {
        onFx(() -> {
            window.console().model().hold();
            return null;
        });
        paint();
        assertTrue(shown("#composer-off"));
        assertTrue(onFx(() -> field().isDisabled() && window.scene().lookup("#send").isDisabled() && window.scene().lookup("#new-chat").isDisabled()));
        robot.clickOn("#composer-live");
        paint();
        assertFalse(shown("#composer-off"));
        assertFalse(onFx(() -> field().isDisabled()));
    }

    @Test
    void a_long_text_that_is_pasted_stands_beside_the_field_and_goes_out_with_it() {
        String book = "All work and no play. ".repeat(5_000);
        robot.clickOn("#prompt").write("Sum up");
        paste(book);
        assertEquals("Sum up", text());
        assertEquals("Pasted text · 110.0\u00a0kB · ≈ 27,500 tokens", words("#pasted .label"));
        robot.clickOn("#prompt").type(KeyCode.ENTER);
        assertEquals("ask client Sum up\n\n" + book, controls.done.getFirst());
        paint();
        assertFalse(shown("#pasted"));
    }

    @Test
    void a_pasted_text_can_be_removed() {
        paste("x".repeat(100_000));
        robot.clickOn("#remove-pasted");
        assertFalse(shown("#pasted"));
        robot.clickOn("#prompt").type(KeyCode.ENTER);
        assertEquals(List.of(), controls.done);
    }

    @Test
    void a_short_text_that_is_pasted_is_in_the_field() {
        paste("a short one");
        assertEquals("a short one", text());
        assertFalse(shown("#pasted"));
    }

    @Test
    void a_prompt_larger_than_a_node_takes_is_not_sent_and_says_so() {
        paste("x".repeat(2_100_000));
        assertEquals("The prompt has 2.1\u00a0MB; a node takes at most 2.0\u00a0MB. Shorten it.", words("#prompt-warning"));
        robot.clickOn("#prompt").type(KeyCode.ENTER);
        assertEquals(List.of(), controls.done);
        assertTrue(onFx(() -> window.scene().lookup("#send").isDisabled()));
    }

    @Test
    void a_prompt_beyond_the_window_is_warned_of() {
        paste("word ".repeat(2_000));
        assertTrue(words("#prompt-warning").startsWith("≈ 2,500 tokens, estimated: the model’s window holds 2,048."), words("#prompt-warning"));
    }

    @Test
    void a_prompt_from_right_to_left_can_be_written_and_taken_back() {
        String arabic = "أين أنا الآن؟ أريد أن أعرف كيف يعرف الروبوت مكانه على الخريطة. ".repeat(3);
        paste(arabic);
        assertEquals(arabic, text());
        assertFalse(onFx(() -> field().isWrapText()), "JavaFX cannot break its lines");
        onFx(() -> {
            field().clear();
            return null;
        });
        paste("now from left to right");
        assertTrue(onFx(() -> field().isWrapText()));
    }
}
