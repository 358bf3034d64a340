package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Interaction 2: press 2 with the client selected; and R for a list. */
class RoamByKeyTest extends TopologyTest {
    @Override
    protected void before(Story story) {
        roaming(story);
    }

    @Test
    void press_2_with_the_client_selected_does_what_the_drag_does() {
        robot.clickOn("#client");
        robot.type(KeyCode.DIGIT2);
        assertEquals(List.of("roam client B"), controls.done);
    }

    @Test
    void the_digit_of_the_node_it_is_at_and_of_no_node_do_nothing() {
        robot.type(KeyCode.DIGIT1);
        robot.type(KeyCode.DIGIT4);
        assertEquals(List.of(), controls.done);
    }

    @Test
    void digits_act_outside_text_fields_only() {
        robot.type(KeyCode.R);
        paint();
        robot.type(KeyCode.DIGIT2);
        assertEquals("2", robot.lookup("#roam-to-field").queryAs(TextField.class).getText());
        assertEquals(List.of(), controls.done);
    }

    @Test
    void in_a_replay_digits_do_nothing() {
        onFx(() -> {
            window.console().model().goTo(5, Duration.ZERO);
            return null;
        });
        paint();
        robot.type(KeyCode.DIGIT2);
        assertEquals(List.of(), controls.done);
    }

    @Test
    void R_opens_a_list_that_typing_filters_and_Enter_goes() throws Exception {
        robot.type(KeyCode.R);
        paint();
        picture("topology-roam-to-592");
        robot.write("jet");
        paint();
        assertTrue(shows("#roam-to-box"));
        assertEquals(1, robot.lookup("#roam-to-list").queryListView().getItems().size());
        robot.type(KeyCode.ENTER);
        paint();
        assertEquals(List.of("roam client C"), controls.done);
        assertFalse(shows("#roam-to-box"));
    }

    @Test
    void the_list_is_in_the_order_of_first_tokens_and_arrows_choose() {
        robot.type(KeyCode.R);
        paint();
        List<String> order = robot.lookup("#roam-to-list").<NodeFacts>queryListView().getItems().stream().map(NodeFacts::name).toList();
        assertEquals(List.of("B", "C"), order);
        robot.type(KeyCode.DOWN, KeyCode.ENTER);
        assertEquals(List.of("roam client C"), controls.done);
    }

    @Test
    void Enter_on_the_client_opens_the_list() {
        robot.clickOn("#client").type(KeyCode.ENTER);
        paint();
        assertTrue(shows("#roam-to-box"));
        robot.type(KeyCode.ENTER);
        assertEquals(List.of("roam client B"), controls.done);
    }

    @Test
    void Esc_closes_the_list_and_nothing_happened() {
        robot.clickOn("#roam-to");
        paint();
        assertTrue(shows("#roam-to-box"));
        robot.type(KeyCode.ESCAPE);
        paint();
        assertFalse(shows("#roam-to-box"));
        assertEquals(List.of(), controls.done);
    }

    @Test
    void a_node_that_is_down_is_refused_with_a_notice() {
        then(() -> story.kills("B"));
        robot.type(KeyCode.DIGIT2);
        paint();
        assertEquals(List.of(), controls.done);
        assertTrue(shows("#notice-roam"));
    }

    @Test
    void arrows_walk_the_cards_and_Enter_opens_what_can_be_done_there() throws Exception {
        onFx(() -> {
            card("A").requestFocus();
            return null;
        });
        robot.type(KeyCode.RIGHT);
        assertTrue(card("B").isFocused(), "B is right of A");
        robot.type(KeyCode.UP);
        assertTrue(card("C").isFocused(), "C is above B");
        robot.type(KeyCode.ENTER);
        robot.clickOn("#roam-here");
        assertEquals(List.of("roam client C"), controls.done);
    }
}
