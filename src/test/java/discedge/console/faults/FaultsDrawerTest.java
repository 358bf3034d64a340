package discedge.console.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Drama;
import discedge.console.kit.Theme;
import discedge.event.LabEvent;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsDrawerTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 20);
    }

    @BeforeEach
    void open() {
        robot.type(KeyCode.F8);
        paint();
    }

    // ---- beginning

    @Test
    void a_cut_is_begun_by_a_button_that_says_what_it_does() {
        assertEquals("Cut A–B for 30\u00a0s", begin().getText());
        choose("A–C");
        robot.clickOn("#fault-for-10");
        assertEquals("Cut A–C for 10\u00a0s", begin().getText());
        robot.clickOn(begin());
        assertEquals(List.of("begin cut A-C 10 s"), controls.done);
    }

    @Test
    void every_kind_is_begun_on_every_target() {
        robot.clickOn("#fault-silent");
        choose("every link of B Potsdam");
        robot.clickOn("#fault-for-0");
        robot.clickOn(begin());
        robot.clickOn("#fault-delay");
        choose("client–C Jetson");
        write("#fault-amount", "80");
        robot.clickOn("#fault-for-60");
        assertEquals("Delay client–C to 80\u00a0ms for 1\u00a0min", begin().getText());
        robot.clickOn(begin());
        robot.clickOn("#fault-jitter");
        robot.clickOn(begin());
        robot.clickOn("#fault-bandwidth");
        write("#fault-amount", "2 Mbit/s");
        robot.clickOn(begin());
        robot.clickOn("#fault-kill");
        choose("C Jetson");
        robot.clickOn(begin());
        robot.clickOn("#fault-restart");
        assertEquals("Restart node C", begin().getText());
        robot.clickOn(begin());
        assertEquals(List.of("begin silent-cut B 0 s", "begin delay client-C 60 s", "begin jitter client-C 60 s", "begin bandwidth client-C 60 s", "begin kill C 60 s",
                "begin restart C 0 s"), controls.done);
    }

    @Test
    void a_node_that_is_down_is_not_killed_again_but_started() {
        then(() -> story.kills("C"));
        robot.clickOn("#fault-kill");
        choose("C Jetson");
        assertTrue(begin().isDisabled());
        assertEquals("Node C is down already.", text("#fault-wrong"));
        robot.clickOn("#fault-restart");
        assertEquals("Start node C", begin().getText());
        robot.clickOn(begin());
        assertEquals(List.of("restart C"), controls.done);
    }

    @Test
    void killing_says_what_the_node_holds() {
        robot.clickOn("#fault-kill");
        choose("B Potsdam");
        assertEquals("B holds 1 session, in memory only: its peers send them again when it is back.", text("#fault-note"));
    }

    @Test
    void only_links_that_can_be_broken_are_offered() {
        controls.breakable = false;
        robot.clickOn("#fault-where");
        assertFalse(onFx(() -> where().getItems().stream().anyMatch(choice -> choice.label().equals("A–B"))));
    }

    // ---- what is typed

    @Test
    void a_length_of_ones_own_is_checked_with_words() {
        robot.clickOn("#fault-for-own");
        write("#fault-own", "soon");
        assertEquals("That is no time. Write 90 s, 2 min, or a number of seconds.", text("#fault-wrong"));
        assertTrue(begin().isDisabled());
        write("#fault-own", "0");
        assertTrue(begin().isDisabled());
        write("#fault-own", "90");
        assertEquals("Cut A–B for 90\u00a0s", begin().getText());
        robot.type(KeyCode.ENTER);
        assertEquals(List.of("begin cut A-B 90 s"), controls.done);
    }

    @Test
    void sizes_are_checked_with_words() {
        robot.clickOn("#fault-delay");
        write("#fault-amount", "much");
        assertEquals("That is no time. Write 80 ms, 1.5 s, or a number of ms.", text("#fault-wrong"));
        write("#fault-amount", "2min");
        assertEquals("At most 60 s. To let nothing through, cut the link.", text("#fault-wrong"));
        robot.clickOn("#fault-bandwidth");
        assertEquals("Limit A–B to 62.5\u00a0kB/s for 30\u00a0s", begin().getText());
        write("#fault-amount", "fast");
        assertEquals("That is no bandwidth. Write 500 kbit/s or 10 Mbit/s.", text("#fault-wrong"));
    }

    // ---- what is broken

    @Test
    void active_faults_count_down_and_each_is_healed_by_its_own_button() {
        then(() -> {
            Drama.cut(story, 7, "A-B");
            story.pass(12_000);
        });
        assertEquals("00:18", label(".fault-left").getText());
        robot.clickOn("#fault-heal-7");
        assertEquals(List.of("heal 7"), controls.done);
        then(() -> Drama.heal(story, 7, "A-B"));
        assertTrue(robot.lookup("Nothing is broken.").tryQuery().isPresent());
    }

    @Test
    void Shift_Esc_and_the_button_heal_everything() {
        robot.press(KeyCode.SHIFT, KeyCode.ESCAPE).release(KeyCode.ESCAPE, KeyCode.SHIFT);
        robot.clickOn("#faults-heal-all");
        assertEquals(List.of("heal all", "heal all"), controls.done);
    }

    @Test
    void in_the_replay_nothing_can_be_broken_and_the_drawer_says_why() {
        then(() -> Drama.cut(story, 7, "A-B"));
        onFx(() -> {
            window.console().model().hold();
            return null;
        });
        paint();
        assertTrue(begin().isDisabled());
        assertTrue(robot.lookup("#fault-heal-7").query().isDisabled());
        assertEquals("This is a replay: nothing can be broken in it. End returns to live.", text("#faults-why"));
        robot.type(KeyCode.END);
        paint();
        assertFalse(begin().isDisabled());
    }

    // ---- the keyboard

    @Test
    void the_whole_drawer_is_reached_without_a_mouse() {
        assertEquals("fault-cut", focused());
        robot.type(KeyCode.RIGHT);
        assertEquals("fault-delay", focused());
        robot.type(KeyCode.SPACE);
        paint();
        assertTrue(begin().getText().startsWith("Delay A–B"), begin().getText());
        for (int i = 0; i < 12 && !onFx(() -> begin().isFocused()); i++) robot.type(KeyCode.TAB);
        robot.type(KeyCode.SPACE);
        assertEquals(List.of("begin delay A-B 30 s"), controls.done);
        robot.type(KeyCode.F8);
        paint();
        assertTrue(robot.lookup("#faults").tryQuery().isEmpty());
    }

    @Test
    void pictures() throws Exception {
        for (Theme theme : Theme.values()) for (double[] size : new double[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            robot.clickOn("#fault-cut");
            picture("faults-none");
        }
        then(() -> {
            Drama.cut(story, 7, "A-B");
            story.pass(4000);
            story.tell(new LabEvent.FaultBegan(story.now(), "lab", 8, "delay", "client-C", Duration.ZERO));
            story.tell(new LabEvent.FaultBegan(story.now(), "lab", 9, "kill", "C", Duration.ofSeconds(60))).kills("C");
            story.pass(3000);
        });
        robot.clickOn("#fault-delay");
        robot.clickOn("#fault-for-own");
        for (Theme theme : Theme.values()) for (double[] size : new double[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            picture("faults-active");
        }
    }

    private Button begin() {
        paint();
        return robot.lookup("#fault-begin").queryAs(Button.class);
    }

    private void choose(String label) {
        onFx(() -> {
            where().setValue(where().getItems().stream().filter(choice -> choice.label().equals(label)).findFirst().orElseThrow());
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Targets.Choice> where() {
        return robot.lookup("#fault-where").queryAs(ComboBox.class);
    }

    private void write(String field, String text) {
        robot.clickOn(field);
        onFx(() -> {
            robot.lookup(field).queryAs(TextField.class).selectAll();
            return null;
        });
        robot.write(text);
        paint();
    }

    private String focused() {
        return onFx(() -> window.scene().getFocusOwner().getId());
    }

    private Label label(String query) {
        return robot.lookup(query).queryAs(Label.class);
    }

    private String text(String query) {
        paint();
        return label(query).getText();
    }
}
