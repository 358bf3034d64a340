package discedge.console.operate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.event.ClientEvent;
import discedge.timeline.Story;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class ChatTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        for (int turn = 1; turn <= 6; turn++) {
            transcripts.asked(Story.SESSION, turn, "Prompt " + turn, story.now());
            story.sends(turn, "A").decodes(turn, "A");
            transcripts.heard(Story.SESSION, turn, "Answer " + turn + ". It is some lines long, so that a few of them fill the pane and the first ones are out of sight.", story.now());
            story.pass(900).commits(turn, "A").acknowledges(turn, "A");
        }
    }

    private String answer(int turn) {
        return onFx(() -> window.scene().lookup("#answer-" + turn) instanceof SelectableText said ? said.text() : "");
    }

    /** Without a display the wheel turns the other way round, and a step is one px. */
    private void wheelUp(int px) {
        robot.scroll(px, javafx.geometry.VerticalDirection.DOWN);
    }

    private void wheelDown(int px) {
        robot.scroll(px, javafx.geometry.VerticalDirection.UP);
    }

    private double scrolled() {
        return onFx(() -> ((ScrollPane) window.scene().lookup("#conversation")).getVvalue());
    }

    private boolean jumps() {
        return onFx(() -> window.scene().lookup("#jump-to-latest").isVisible());
    }

    private String said(int turn) {
        return onFx(() -> {
            var words = new StringBuilder();
            window.scene().lookup("#turn-card-" + turn).lookupAll(".label").forEach(label -> words.append(((Label) label).getText()).append('\n'));
            return words.toString();
        });
    }

    /** Interaction 3. */
    @Test
    void type_a_prompt_and_press_Enter_and_tokens_appear_as_they_decode() {
        robot.clickOn("#prompt").write("Where am I?").type(KeyCode.ENTER);
        assertEquals(List.of("ask client Where am I?", "pause"), controls.done);
        controls.asking = true;
        then(() -> {
            transcripts.asked(Story.SESSION, 7, "Where am I?", story.now());
            story.sends(7, "A");
        });
        assertTrue(said(7).contains("A Berlin reads the session"), said(7));
        then(() -> {
            story.decodes(7, "A");
            transcripts.heard(Story.SESSION, 7, "You are", story.now());
        });
        assertEquals("You are", answer(7));
        double before = onFx(() -> total());
        then(() -> {
            story.pass(300);
            transcripts.heard(Story.SESSION, 7, " in Berlin.", story.now());
        });
        assertEquals("You are in Berlin.", answer(7));
        assertEquals(300, onFx(() -> total()) - before, 1, "the waterfall grows with the turn");
        assertEquals(1.0, scrolled(), "the newest is in sight");
        assertFalse(jumps());

        robot.moveTo("#conversation");
        wheelUp(60);
        assertTrue(jumps(), "scrolling up stops following");
        double reads = pixels();
        then(() -> {
            story.pass(300);
            transcripts.heard(Story.SESSION, 7, " And here is much more that makes the conversation longer while a person reads further up.".repeat(10), story.now());
        });
        assertEquals(reads, pixels(), 1, "what is read stays where it is");
        assertTrue(jumps());

        robot.clickOn("#jump-to-latest");
        paint();
        assertEquals(1.0, scrolled());
        assertFalse(jumps());
    }

    /** Ms that the turn pane says. */
    private double total() {
        String words = ((Label) window.scene().lookup("#turn-total")).getText();
        return Double.parseDouble(words.substring(0, words.indexOf('\u00a0')));
    }

    private double pixels() {
        return onFx(() -> {
            var pane = (ScrollPane) window.scene().lookup("#conversation");
            return pane.getVvalue() * (pane.getContent().getLayoutBounds().getHeight() - pane.getViewportBounds().getHeight());
        });
    }

    @Test
    void scrolling_back_to_the_end_follows_again() {
        robot.moveTo("#conversation");
        wheelUp(40);
        assertTrue(jumps());
        wheelDown(300);
        assertFalse(jumps());
    }

    @Test
    void a_card_says_who_answered_when_and_what_it_took() {
        String words = said(6);
        assertTrue(words.contains("You") && words.contains("turn 6") && words.contains("Berlin") && words.contains("simulated"), words);
        assertEquals("952\u00a0ms · first token 48\u00a0ms · 70 tokens", onFx(() -> ((FigureLine) window.scene().lookup("#cost-6 .figure-line")).whole()));
    }

    @Test
    void a_click_on_what_an_answer_took_shows_that_turn() {
        robot.clickOn("#cost-6");
        robot.clickOn("#turn-earlier");
        paint();
        assertEquals("Turn 5 at A Berlin", onFx(() -> ((Label) window.scene().lookup("#turn-title")).getText()));
        robot.clickOn("#cost-6");
        paint();
        assertEquals("Turn 6 at A Berlin", onFx(() -> ((Label) window.scene().lookup("#turn-title")).getText()));
    }

    @Test
    void a_roam_is_noted_between_the_turns() {
        then(() -> {
            story.tell(new ClientEvent.Roamed(story.now(), "B", "client", Optional.of(Story.SESSION), "A", "chosen")).pass(10);
            story.sends(7, "B");
        });
        assertTrue(said(7).contains("Roamed A Berlin → B Potsdam"), said(7));
    }

    @Test
    void a_409_and_the_attempt_after_it_are_told() {
        then(() -> {
            story.sends(7, "B").pass(250);
            story.tell(new ClientEvent.Failed(story.now(), "B", "client", Story.SESSION, 7, 1, 409, "replica_behind", false));
        });
        assertTrue(said(7).contains("B Potsdam: the replica is behind (409). Asked again."), said(7));
    }

    @Test
    void a_click_on_a_409_goes_to_5_s_before_it() {
        then(() -> {
            story.sends(7, "B").pass(250);
            story.tell(new ClientEvent.Failed(story.now(), "B", "client", Story.SESSION, 7, 1, 409, "replica_behind", false));
        });
        robot.clickOn("5 s before");
        paint();
        assertFalse(window.console().model().playhead().isLive());
        assertEquals(story.now().minusSeconds(5), onFx(() -> window.console().model().frame(story.now()).world().now()));
    }

    @Test
    void a_turn_given_up_says_what_to_do_and_can_be_asked_again() {
        then(() -> {
            transcripts.asked(Story.SESSION, 7, "Anyone?", story.now());
            story.sends(7, "B").pass(250);
            story.tell(new ClientEvent.Failed(story.now(), "B", "client", Story.SESSION, 7, 1, 0, "unreachable", true));
        });
        assertTrue(said(7).contains("No answer. B Potsdam: unreachable. Go to another node, or heal what is cut."), said(7));
        robot.clickOn("#ask-again");
        assertTrue(controls.done.contains("ask client Anyone?"), controls.done.toString());
    }

    @Test
    void texts_that_were_not_heard_are_counted_instead() {
        then(() -> story.turn(7, "A"));
        assertTrue(said(7).contains("The text was not heard here: 30 tokens were asked, 70 answered."), said(7));
    }

    @Test
    void going_back_shows_what_had_been_heard_by_then() {
        then(() -> {
            transcripts.asked(Story.SESSION, 7, "Where am I?", story.now());
            story.sends(7, "A").decodes(7, "A");
            transcripts.heard(Story.SESSION, 7, "You", story.now());
            story.pass(500);
            transcripts.heard(Story.SESSION, 7, " are here", story.now());
            story.pass(200).commits(7, "A").acknowledges(7, "A");
        });
        assertEquals("You are here", answer(7));
        onFx(() -> {
            window.console().model().scrub(story.now().minusMillis(400));
            return null;
        });
        paint();
        assertEquals("You", answer(7));
        onFx(() -> {
            window.console().model().live();
            return null;
        });
        paint();
        assertEquals("You are here", answer(7));
    }

    @Test
    void text_is_selected_with_the_mouse_and_copied() {
        Node answer = window.scene().lookup("#answer-6");
        robot.doubleClickOn(robot.point(answer).atPosition(javafx.geometry.Pos.TOP_LEFT).atOffset(10, 8).query());
        assertEquals("Answer", onFx(() -> ((SelectableText) answer).selected()));
        robot.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
        assertEquals("Answer", onFx(() -> javafx.scene.input.Clipboard.getSystemClipboard().getString()));
    }

    @Test
    void only_the_newest_turns_are_laid_out_until_earlier_ones_are_wanted() {
        then(() -> {
            for (int turn = 7; turn <= 130; turn++) {
                transcripts.asked(Story.SESSION, turn, "Prompt " + turn, story.now());
                story.sends(turn, "A").decodes(turn, "A");
                transcripts.heard(Story.SESSION, turn, "Answer " + turn, story.now());
                story.pass(900).commits(turn, "A").acknowledges(turn, "A");
            }
        });
        assertEquals(ConversationPane.PAGE, onFx(() -> window.scene().getRoot().lookupAll(".turn-card").size()));
        scrollToTheTop();
        assertEquals("Show 50 earlier of 80", onFx(() -> ((Labeled) window.scene().lookup("#show-earlier")).getText()));
        double end = onFx(() -> distanceToEnd());
        robot.clickOn("#show-earlier");
        paint();
        assertEquals(2 * ConversationPane.PAGE, onFx(() -> window.scene().getRoot().lookupAll(".turn-card").size()));
        assertEquals(end, onFx(() -> distanceToEnd()), 2, "what was read stays where it was");
    }

    /** One turn of a wheel that is as far as it takes: the robot's is a px a step. */
    private void scrollToTheTop() {
        onFx(() -> {
            Node content = ((ScrollPane) window.scene().lookup("#conversation")).getContent();
            javafx.event.Event.fireEvent(content, new ScrollEvent(ScrollEvent.SCROLL, 0, 0, 0, 0, false, false, false, false, false, false, 0, 100_000, 0, 100_000,
                    ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
            return null;
        });
        paint();
    }

    private double distanceToEnd() {
        var pane = (ScrollPane) window.scene().lookup("#conversation");
        return (1 - pane.getVvalue()) * (pane.getContent().getLayoutBounds().getHeight() - pane.getViewportBounds().getHeight());
    }

    @Test
    void another_session_begins_at_its_end() {
        robot.moveTo("#conversation");
        wheelUp(60);
        assertTrue(jumps());
        onFx(() -> {
            window.console().model().follow(discedge.session.SessionId.ofBits(7, 7));
            return null;
        });
        paint();
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(jumps());
        assertEquals(0, onFx(() -> window.scene().getRoot().lookupAll(".turn-card").size()));
    }
}
