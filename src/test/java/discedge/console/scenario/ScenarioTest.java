package discedge.console.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.FakeChoosers;
import discedge.console.kit.Theme;
import discedge.event.NodeEvent;
import discedge.experiment.live.LabPlan;
import discedge.experiment.live.LiveLab;
import discedge.experiment.run.RunFileReader;
import discedge.experiment.scenario.ScenarioReader;
import discedge.timeline.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Interaction 10 of docs/console.md, with a lab that only tells what the test lets it tell. */
class ScenarioTest extends ConsoleTest {
    private static final String BROKEN = """
            name: "Broken"
            nodes:
              - {name: A}
              - {name: B}
            mesages:
              - "one"
            messages:
              - "one"
              - {text: "two", node: D}
            """;

    @TempDir
    private Path folder;
    private final FakeChoosers choosers = new FakeChoosers();

    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38);
    }

    @BeforeEach
    void openScreen() throws Exception {
        window.console().files().choosers(choosers);
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        awaitText("#scenario-about", "9 turns · 3 nodes · 1 fault");
    }

    private String text(String id) {
        return onFx(() -> robot.lookup(id).tryQueryAs(Labeled.class).map(Labeled::getText).orElse(""));
    }

    private void awaitText(String id, String expected) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
                paint();
                return text(id).equals(expected);
            });
        } catch (java.util.concurrent.TimeoutException e) {
            assertEquals(expected, text(id));
        }
    }

    private TextArea yaml() {
        return robot.lookup("#scenario-yaml").queryAs(TextArea.class);
    }

    private void type(String text) {
        onFx(() -> {
            yaml().setText(text);
            return null;
        });
    }

    private List<Step> steps() {
        return onFx(() -> List.copyOf(robot.lookup("#scenario-steps").<Step>queryListView().getItems()));
    }

    private boolean enabled(String id) {
        return !robot.lookup(id).query().isDisabled();
    }

    private void choose(String item) {
        robot.clickOn("#scenario-choose");
        paint();
        robot.clickOn(item);
        paint();
    }

    @Test
    void it_is_checked_first_with_the_line_of_what_is_wrong() throws Exception {
        assertTrue(enabled("#scenario-play"));
        type(BROKEN);
        awaitText("#scenario-title", "2 problems");
        assertFalse(enabled("#scenario-play"));
        picture("scenario-problems");
        theme(Theme.LIGHT);
        picture("scenario-problems");
        size(960, 640);
        picture("scenario-problems");
        theme(Theme.DARK);
        picture("scenario-problems");
        robot.clickOn("unknown key 'mesages'; did you mean 'messages'?");
        paint();
        assertEquals("mesages:", onFx(() -> yaml().getSelectedText()));
        assertTrue(onFx(() -> yaml().isFocused()));
        robot.write("#");
        type(BROKEN.replace("mesages:\n  - \"one\"\n", "").replace("node: D", "node: B"));
        awaitText("#scenario-about", "2 turns · 2 nodes · 0 faults");
        assertTrue(enabled("#scenario-play"));
        assertEquals(List.of("A", "B"), steps().stream().map(Step::node).toList());
        assertTrue(steps().get(1).roams());
    }

    @Test
    void the_steps_say_what_will_happen_before_it_does() throws Exception {
        List<Step> steps = steps();
        assertEquals(10, steps.size());
        assertEquals("A Berlin", steps.getFirst().node());
        assertTrue(steps.get(2).roams() && steps.get(2).node().equals("C Dresden"), steps.get(2).toString());
        assertEquals("Cut B for 8.00 s", steps.get(4).title().replace('\u00a0', ' '));
        assertEquals("as turn 5 is sent", steps.get(4).detail());
        picture("scenario-idle");
        theme(Theme.LIGHT);
        picture("scenario-idle");
        size(960, 640);
        picture("scenario-idle");
        theme(Theme.DARK);
        picture("scenario-idle");
    }

    @Test
    void a_play_shows_its_progress_and_the_whole_window_shows_its_log() throws Exception {
        type("name: A test\nnodes: [{name: A, label: Berlin}, {name: B, label: Potsdam}]\nmessages: [\"What is SLAM?\", {text: \"And on a small robot?\", node: B}, three]\n");
        awaitText("#scenario-about", "3 turns · 2 nodes · 0 faults");
        robot.clickOn("#scenario-play");
        paint();
        assertEquals("play A test 1", controls.done.getLast());
        awaitText("#scenario-title", "Starting the lab");
        assertEquals("A test – DisCEdge", onFx(stage::getTitle));
        Story played = new Story();
        play(played.started("A", "f", false).started("B", "f", false).tell(new discedge.event.LabEvent.ScenarioStarted(played.now(), "lab", "A test", "tokenized", "strong", 1)).turn(1, "A")
                .arrives(1, "A", "B", 30).pass(500).sends(2, "B").decodes(2, "B"), 0);
        awaitText("#scenario-title", "Turn 2 of 3");
        List<Step> steps = steps();
        assertEquals(List.of(Step.State.DONE, Step.State.RUNNING, Step.State.PLANNED), steps.stream().map(Step::state).toList());
        assertEquals("first token 48 ms · 70 tokens", steps.getFirst().detail().replace('\u00a0', ' '));
        assertEquals("decoding", steps.get(1).detail());
        assertFalse(robot.lookup("#scenario-play").query().isVisible());
        picture("scenario-playing");
        theme(Theme.LIGHT);
        picture("scenario-playing");
        size(960, 640);
        picture("scenario-playing");
        theme(Theme.DARK);
        picture("scenario-playing");
        size(1440, 900);
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.CONTROL);
        paint();
        assertEquals("LIVE", text("#mode"));
        assertTrue(window.console().model().acting().isEmpty(), "a scenario plays by itself");
        picture("scenario-watched");
        robot.clickOn("#back");
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        paint();
        assertEquals("Watch it", text("#scenario-watch"));
        assertEquals(Step.State.RUNNING, steps().get(1).state(), "it plays on behind the lab");
        robot.clickOn("#scenario-watch");
        paint();
        assertEquals("Shown in the window", text("#scenario-watch"));
    }

    /** Tells the window what the played lab would. @return events told */
    private int play(Story story, int from) {
        List<NodeEvent> events = new ArrayList<>();
        story.timeline().store().forEach(from + 1, story.timeline().store().size(), seen -> events.add(seen.event()));
        events.forEach(controls.watched::emit);
        return (int) story.timeline().store().size();
    }

    @Test
    void the_result_is_said_in_words_once_it_is_saved() throws Exception {
        type("name: A test\nnodes: [{name: A, label: Berlin}, {name: B, label: Potsdam}]\nmessages: [\"What is SLAM?\", {text: \"And on a small robot?\", node: B}]\n");
        awaitText("#scenario-about", "2 turns · 2 nodes · 0 faults");
        robot.clickOn("#scenario-play");
        paint();
        Story played = new Story();
        played.started("A", "f", false).started("B", "f", false).tell(new discedge.event.LabEvent.ScenarioStarted(played.now(), "lab", "A test", "tokenized", "strong", 1))
                .turn(1, "A").arrives(1, "A", "B", 30).turn(2, "B");
        play(played.tell(new discedge.event.LabEvent.ScenarioEnded(played.now(), "lab", "A test", "tokenized", "done")), 0);
        awaitText("#scenario-title", "Turn 2 of 2");
        assertFalse(robot.lookup("#scenario-result").query().isVisible(), "it is not saved yet");
        controls.saved.complete(folder);
        awaitText("#scenario-title", "2 of 2 turns");
        assertEquals("EVERY TURN ANSWERED", text("#scenario-outcome"));
        assertEquals("saved in " + folder, text("#scenario-folder"));
        String summary = text("#scenario-summary").replace('\u00a0', ' ');
        assertTrue(summary.startsWith("2 of 2 turns answered, after 1 roam.\nA turn took a median of "), summary);
        assertTrue(summary.endsWith("Prefill, decode and texts are simulated."), summary);
        picture("scenario-done");
        theme(Theme.LIGHT);
        picture("scenario-done");
        size(960, 640);
        picture("scenario-done");
        theme(Theme.DARK);
        picture("scenario-done");
        robot.clickOn("#scenario-show");
        assertEquals("show " + folder, choosers.asked.getLast());
        assertTrue(robot.lookup("#scenario-play").query().isVisible(), "it can be played again");
    }

    @Test
    void a_play_that_is_stopped_and_one_that_cannot_be_saved_say_so() throws Exception {
        robot.clickOn("#scenario-play");
        paint();
        robot.clickOn("#scenario-stop");
        paint();
        assertEquals("stop playing", controls.done.getLast());
        assertEquals("Stopping, and saving what there is", text("#scenario-title"));
        Story played = new Story();
        played.started("A", "f", false).tell(new discedge.event.LabEvent.ScenarioStarted(played.now(), "lab", "x", "tokenized", "strong", 1)).sends(1, "A").decodes(1, "A");
        play(played.tell(new discedge.event.LabEvent.ScenarioEnded(played.now(), "lab", "x", "tokenized", "interrupted")), 0);
        controls.saved.completeExceptionally(new discedge.experiment.live.Controls.Refused("The run could not be saved in runs/x: No space left on device."));
        awaitText("#scenario-title", "0 of 9 turns");
        assertEquals("STOPPED", text("#scenario-outcome"));
        assertEquals("its files could not be saved", text("#scenario-folder"));
        String summary = text("#scenario-summary");
        assertTrue(summary.contains("Turn 1 at A was broken off.") && summary.endsWith("No space left on device."), summary);
        assertFalse(robot.lookup("#scenario-replay").query().isVisible());
        assertEquals(Step.State.FAILED, steps().getFirst().state());
        picture("scenario-stopped");
        theme(Theme.LIGHT);
        size(960, 640);
        picture("scenario-stopped");
    }

    @Test
    void Ctrl_S_in_the_text_saves_the_scenario_and_what_was_typed_is_not_lost_unasked() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "messages: [one]\n");
        choosers.then(file);
        choose("Open a file…");
        awaitText("#scenario-about", "1 turn · 2 nodes · 0 faults");
        assertEquals("mine.yaml", text("#scenario-name"));
        robot.clickOn("#scenario-yaml");
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        assertEquals("messages: [one]\n", onFx(() -> yaml().getText()), "undo does not lead to another file's text");
        robot.press(KeyCode.CONTROL, KeyCode.END).release(KeyCode.END, KeyCode.CONTROL);
        robot.write("user_id: me");
        paint();
        assertEquals("edited", text("#scenario-edited"));
        choose("paper-roaming.yaml");
        assertTrue(robot.lookup("#question").tryQuery().isPresent());
        robot.type(KeyCode.ESCAPE);
        paint();
        assertEquals("mine.yaml", text("#scenario-name"));
        robot.clickOn("#scenario-yaml");
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z).release(KeyCode.Z, KeyCode.SHIFT, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.S).release(KeyCode.S, KeyCode.CONTROL);
        paint();
        assertEquals("messages: [one]\nuser_id: me", Files.readString(file));
        assertEquals("", text("#scenario-edited"));
        assertTrue(choosers.asked.stream().noneMatch(asked -> asked.startsWith("save")), "it has a file already: " + choosers.asked);
        choose("paper-roaming.yaml");
        assertEquals("paper-roaming.yaml", text("#scenario-name"));
    }

    @Test
    void a_shipped_one_is_saved_under_another_name() throws Exception {
        Path file = folder.resolve("copy.yaml");
        choosers.then(file);
        robot.clickOn("#scenario-save");
        paint();
        assertEquals("save scenario cut-during-roam.yaml", choosers.asked.getLast());
        assertEquals(ScenarioReader.shippedText("cut-during-roam.yaml"), Files.readString(file));
        assertEquals("copy.yaml", text("#scenario-name"));
    }

    @Test
    void a_seed_that_is_no_number_cannot_be_played() {
        robot.clickOn("#scenario-seed");
        robot.write("x");
        paint();
        assertFalse(enabled("#scenario-play"));
    }

    @Test
    void all_shipped_scenarios_are_in_the_list() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("..", "scenarios"))) {
            assertEquals(files.map(file -> file.getFileName().toString()).sorted().toList(), ScenarioReader.SHIPPED);
        }
        assertEquals(ScenarioReader.SHIPPED, robot.lookup("#scenario-choose").queryAs(MenuButton.class).getItems().stream().map(item -> item.getText()).limit(ScenarioReader.SHIPPED.size()).toList());
    }
}
