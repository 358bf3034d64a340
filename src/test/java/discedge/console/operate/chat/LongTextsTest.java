package discedge.console.operate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.event.ClientEvent;
import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;

/** Texts as people and models write them: long, from right to left, of many code points a letter. */
class LongTextsTest extends ConsoleTest {
    private static final String USER = "a-user-whose-name-is-eighty-characters-long-so-that-nothing-can-show-it-all-0080";
    private static final String LONG = "A map is a guess that is kept and corrected. ".repeat(89).substring(0, 4_000);
    private static final String ARABIC = "أين أنا الآن؟ أريد أن أعرف كيف يعرف الروبوت (SLAM) مكانه على الخريطة.";
    private static final String EMOJI = "🤖➡️🗺️ 👩‍🚀👨‍👩‍👧‍👦 🇩🇪🏳️‍🌈 ok?";

    @Override
    protected void before(Story story) {
        say(story, 1, "Tell me everything about maps.", LONG);
        say(story, 2, ARABIC, ARABIC + " " + ARABIC);
        say(story, 3, EMOJI, EMOJI + " 🎉🎉🎉 and a word");
    }

    private void say(Story story, int turn, String prompt, String answer) {
        transcripts.asked(Story.SESSION, turn, prompt, story.now());
        story.tell(new ClientEvent.Sent(story.now(), "A", USER, Story.SESSION, turn, 1, "tokenized", "strong", turn == 1 ? Optional.empty() : Optional.of(Story.hash(turn - 1)))).pass(4);
        story.tell(new TurnEvent.Received(story.now(), "A", turn, Story.SESSION, turn, USER, "tokenized", "strong", 1, RequestHash.ofBytes(new byte[16]), Optional.empty(),
                turn == 1 ? Optional.empty() : Optional.of(Story.hash(turn - 1)), Duration.ofMillis(250)));
        story.decodes(turn, "A");
        transcripts.heard(Story.SESSION, turn, answer, story.now());
        story.pass(900).commits(turn, "A").acknowledges(turn, "A");
    }

    private void follow() {
        onFx(() -> {
            window.console().model().follow(Story.SESSION);
            return null;
        });
        paint();
    }

    @Test
    void long_texts_and_names_stay_within_the_pane() throws Exception {
        for (double[] size : new double[][] {{1440, 900}, {960, 640}}) {
            size(size[0], size[1]);
            follow();
            Bounds pane = bounds("#conversation");
            for (int turn = 1; turn <= 3; turn++) for (String part : new String[] {"#prompt-" + turn, "#answer-" + turn, "#turn-card-" + turn}) {
                Bounds its = bounds(part);
                assertTrue(its.getMinX() >= pane.getMinX() && its.getMaxX() <= pane.getMaxX(), part + " " + its + " is wider than " + pane);
            }
            assertTrue(bounds("#target").getMaxX() <= bounds("#composer").getMaxX());
            picture("operate-long-texts");
            theme(window.console().theming().theme().other());
            picture("operate-long-texts");
            theme(Theme.DARK);
        }
    }

    private Bounds bounds(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            return node.localToScene(node.getLayoutBounds());
        });
    }

    @Test
    void four_thousand_characters_are_shown_whole() {
        follow();
        assertEquals(LONG, onFx(() -> ((SelectableText) window.scene().lookup("#answer-1")).text()));
    }

    @Test
    void what_is_written_from_right_to_left_is_shown_so() {
        follow();
        assertEquals(NodeOrientation.RIGHT_TO_LEFT, orientation("#answer-2"));
        assertEquals(NodeOrientation.LEFT_TO_RIGHT, orientation("#answer-3"));
        assertFalse(SelectableText.isRightToLeft(EMOJI));
        assertTrue(SelectableText.isRightToLeft("«" + ARABIC));
    }

    private NodeOrientation orientation(String id) {
        return onFx(() -> window.scene().lookup(id).lookup(".said-flow") instanceof TextFlow flow ? flow.getNodeOrientation() : null);
    }

    @Test
    void a_word_written_from_right_to_left_is_selected_where_it_is_clicked() {
        follow();
        Node prompt = window.scene().lookup("#prompt-2");
        // Its first word stands at the right.
        onFx(() -> {
            var pane = (javafx.scene.control.ScrollPane) window.scene().lookup("#conversation");
            prompt.requestFocus();
            return pane;
        });
        robot.moveTo("#conversation");
        for (int i = 0; i < 60 && bounds("#prompt-2").getMinY() < bounds("#conversation").getMinY() + 10; i++) robot.scroll(10, javafx.geometry.VerticalDirection.DOWN);
        robot.doubleClickOn(robot.point(prompt).atPosition(javafx.geometry.Pos.TOP_RIGHT).atOffset(-16, 16).query());
        assertEquals("أين", onFx(() -> ((SelectableText) prompt).selected()));
    }

    @Test
    void a_prompt_of_100_kB_is_shown_by_its_beginning() {
        then(() -> say(story, 4, "All work and no play. ".repeat(5_000), "Yes."));
        follow();
        String shown = onFx(() -> ((SelectableText) window.scene().lookup("#prompt-4")).text());
        assertTrue(shown.length() < 5_000 && shown.endsWith("…"), "shown: " + shown.length());
        assertTrue(onFx(() -> window.scene().lookup("#turn-card-4").lookupAll(".label").stream().anyMatch(label -> label instanceof javafx.scene.control.Label its && its.getText().startsWith("106,000 more characters of 110.0"))));
    }

    @Test
    void a_copy_has_no_line_breaks_of_ours() {
        follow();
        assertEquals(ARABIC + " " + ARABIC, onFx(() -> {
            var answer = (SelectableText) window.scene().lookup("#answer-2");
            answer.selectAll();
            return answer.selected();
        }));
        var lines = new OwnLines();
        javafx.scene.text.Font font = onFx(() -> window.console().theming().tokens().font("body"));
        String broken = onFx(() -> lines.broken("a-word-that-is-longer-than-a-line and more", font, 60));
        assertTrue(broken.lines().count() > 3, broken);
        assertEquals("a-word-that-is-longer-than-a-line and more".length(), lines.original(broken.length()));
    }
}
