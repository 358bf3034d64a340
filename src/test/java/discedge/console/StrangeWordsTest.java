package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Notices;
import discedge.console.kit.Question;
import discedge.console.kit.Theme;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.TurnEvent;
import discedge.experiment.live.Controls.Site;
import discedge.lab.client.Position;
import discedge.session.RequestHash;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Words as users, nodes and models may have them, on every screen that shows them. JavaFX 25 fails in the layout of broken lines that are written from right to left. */
class StrangeWordsTest extends ConsoleTest {
    private static final String ARABIC = "أين أنا الآن؟ أريد أن أعرف كيف يعرف الروبوت (SLAM) مكانه على الخريطة. ".repeat(6).strip();
    private static final String USER = "مستخدم-" + "a-user-whose-name-is-eighty-characters-long-so-that-nothing-shows-it-all".substring(0, 66) + "-🤖-0080";
    private static final String NODE = "محطة الإسكندرية، الطابق الثاني عشر، الرف الثاني من اليسار، بجانب النافذة";
    private static final String EMOJI = "🤖➡️🗺️ 👩‍🚀👨‍👩‍👧‍👦 🇩🇪🏳️‍🌈 ok?";
    private static final List<double[]> SIZES = List.of(new double[] {960, 640}, new double[] {1440, 900});

    @Override
    protected void before(Story story) {
        controls.sites = List.of(new Site("A", NODE, new Position(0, 0)), new Site("B", "Berlin-Adlershof, roof of building 12, second rack from the left", new Position(60, 20)),
                new Site("C", "🚋 tram 12", new Position(20, 70)));
        say(story, 1, ARABIC, "A map is a guess that is kept and corrected. ".repeat(89).substring(0, 4_000));
        say(story, 2, EMOJI, ARABIC);
        story.tell(new LabEvent.Said(story.now(), "lab", ARABIC));
    }

    private void say(Story story, int turn, String prompt, String answer) {
        var after = turn == 1 ? Optional.<discedge.session.TurnHash>empty() : Optional.of(Story.hash(turn - 1));
        transcripts.asked(Story.SESSION, turn, prompt, story.now());
        story.tell(new ClientEvent.Sent(story.now(), "A", USER, Story.SESSION, turn, 1, "raw", "strong", after)).pass(4);
        story.tell(new TurnEvent.Received(story.now(), "A", turn, Story.SESSION, turn, USER, "raw", "strong", 1, RequestHash.ofBytes(new byte[16]), Optional.empty(), after, Duration.ofMillis(250)));
        story.decodes(turn, "A");
        transcripts.heard(Story.SESSION, turn, answer, story.now());
        story.pass(900).commits(turn, "A").acknowledges(turn, "A").arrives(turn, "A", "B", 20);
    }

    private void follow() {
        onFx(() -> {
            window.console().model().follow(Story.SESSION);
            return null;
        });
        paint();
    }

    private void everyLook(String name) throws Exception {
        for (double[] size : SIZES) {
            size(size[0], size[1]);
            for (Theme theme : Theme.values()) {
                theme(theme);
                picture("strange-" + name);
            }
        }
        theme(Theme.DARK);
    }

    private void go(Screen screen) {
        onFx(() -> {
            window.shell().go(screen);
            return null;
        });
        paint();
    }

    @Test
    void on_operate() throws Exception {
        follow();
        everyLook("operate");
    }

    @Test
    void in_the_session_table_and_its_inspector() throws Exception {
        follow();
        go(Screen.SESSIONS);
        for (String tab : List.of("turns", "tokens", "replicas", "json")) {
            robot.clickOn("#sessions-tab-" + tab);
            paint();
            everyLook("sessions-" + tab);
        }
        assertEquals(1, robot.lookup("#sessions-table").<TableView<?>>query().getItems().size());
    }

    @Test
    void in_events_and_what_is_looked_for_there() throws Exception {
        follow();
        go(Screen.EVENTS);
        onFx(() -> {
            window.console().model().chooseEvent(Optional.of(window.console().model().run().timeline().store().size()));
            return null;
        });
        everyLook("events");
    }

    @Test
    void in_the_palette() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        robot.write("roam to");
        everyLook("palette");
    }

    @Test
    void in_notices_and_questions() throws Exception {
        onFx(() -> {
            window.console().notices().show("arabic", ARABIC, Optional.of(new Notices.Action("أعد المحاولة", () -> { })));
            window.console().notices().show("mixed", "runs/" + NODE + ".dcerun could not be written: No space left on device. " + EMOJI);
            return null;
        });
        everyLook("notices");
        onFx(() -> {
            Question.ask(window.shell().root(), "Close while “" + NODE + "” plays?", ARABIC, "Close", () -> { });
            return null;
        });
        everyLook("question");
    }

    @Test
    void in_the_faults_drawer_and_the_question_before_a_kill() throws Exception {
        robot.type(KeyCode.F8);
        paint();
        robot.clickOn("#fault-kill");
        everyLook("faults");
    }

    @Test
    void what_is_written_in_the_composer() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);
        robot.write("Where am I? أين أنا الآن؟ أريد أن أعرف كيف يعرف الروبوت مكانه على الخريطة 🤖");
        everyLook("composer");
        Bounds prompt = bounds("#prompt");
        Bounds composer = bounds("#composer");
        assertTrue(prompt.getMaxX() <= composer.getMaxX() && prompt.getMinX() >= composer.getMinX(), prompt + " hangs out of " + composer);
    }

    private Bounds bounds(String id) {
        return onFx(() -> {
            Node node = window.scene().lookup(id);
            return node.localToScene(node.getLayoutBounds());
        });
    }
}
