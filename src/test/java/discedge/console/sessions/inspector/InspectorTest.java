package discedge.console.sessions.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.model.Run;
import discedge.console.sessions.Held;
import discedge.timeline.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class InspectorTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        for (int turn = 1; turn <= 6; turn++) {
            String at = turn < 4 ? "A" : "B";
            story.turn(turn, at).arrives(turn, at, turn < 4 ? "B" : "A", 30);
            if (turn < 4) story.arrives(turn, "A", "C", 40);
        }
        controls.look = Optional.of(Held.view(Story.SESSION, 6, 100));
    }

    private void open(String tab) {
        robot.clickOn("#rail-sessions");
        paint();
        robot.clickOn("#sessions-tab-" + tab);
        paint();
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(8, TimeUnit.SECONDS, () -> {
                paint();
                return condition.call();
            });
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(what + " did not happen within 8 s", e);
        }
    }

    private String text(String id) {
        return onFx(() -> robot.lookup(id).queryAs(Label.class).getText());
    }

    private Flow flow() {
        return robot.lookup("#sessions-flow").queryAs(Flow.class);
    }

    private void awaitIds() {
        await("the ids", () -> flow().end() > 0);
    }

    private void clickToken(int index) {
        double[] place = onFx(() -> flow().place(index)).orElseThrow(() -> new AssertionError("token " + index + " is not seen"));
        Point2D at = onFx(() -> flow().localToScreen(place[0], place[1]));
        robot.clickOn(at);
        paint();
    }

    private int id(int index) {
        return SessionTokens.of("A", controls.look.orElseThrow()).id(index);
    }

    // ---- interaction 9

    @Test
    void a_click_on_a_token_tells_its_piece_id_turn_role_and_bytes_and_it_lights_up_in_the_json_and_the_replicas() {
        open("tokens");
        awaitIds();
        clickToken(41);
        assertEquals("#42  id " + id(41) + "  “·w" + id(41) + "”  turn 1 assistant · " + (2 + ("" + id(41)).length()) + "\u00a0B text · "
                + PieceText.stored(id(41)) + "\u00a0B stored", text("#sessions-token"));
        robot.clickOn("#sessions-tab-json");
        ListView<String> json = robot.lookup("#sessions-json").queryListView();
        await("the json", () -> json.getItems().stream().anyMatch(line -> line.contains("▸" + id(41))));
        robot.clickOn("#sessions-tab-replicas");
        paint();
        assertEquals(List.of("here", "here", "here"), column("replicas-chosen"));
        robot.clickOn("#sessions-tab-tokens");
        paint();
        onFx(() -> {
            flow().look(500);
            return null;
        });
        clickToken(510);
        robot.clickOn("#sessions-tab-replicas");
        paint();
        assertEquals(List.of("here", "here", "not here"), column("replicas-chosen"));
    }

    private List<String> column(String id) {
        TableView<ReplicasPart.Row> table = robot.lookup("#sessions-replicas").queryTableView();
        return onFx(() -> table.getItems().stream().map(row -> id.equals("replicas-chosen") ? row.line().get().chosenText() : row.line().get().difference()).toList());
    }

    @Test
    void arrow_keys_go_from_token_to_token_and_line_to_line() {
        open("tokens");
        awaitIds();
        clickToken(40);
        robot.type(KeyCode.RIGHT);
        assertTrue(text("#sessions-token").startsWith("#42 "), text("#sessions-token"));
        robot.type(KeyCode.LEFT, KeyCode.LEFT);
        assertTrue(text("#sessions-token").startsWith("#40 "), text("#sessions-token"));
        robot.type(KeyCode.DOWN);
        int below = number();
        assertTrue(below > 40, "a line on: " + below);
        robot.type(KeyCode.UP);
        assertEquals(40, number(), 1);
        robot.press(KeyCode.CONTROL).type(KeyCode.END).release(KeyCode.CONTROL);
        assertEquals(600, number());
        assertEquals(600, onFx(() -> flow().end()));
    }

    private int number() {
        String text = text("#sessions-token");
        return Integer.parseInt(text.substring(1, text.indexOf(' ')));
    }

    @Test
    void the_head_says_how_full_the_window_is_and_how_the_replicas_stand() {
        open("turns");
        assertEquals("600 of 2,048 tokens (29\u00a0%, full in ≈ 14 turns)", text("#inspector-tokens"));
        assertEquals("u1", text("#inspector-user"));
        robot.clickOn("#inspector-copy");
        assertEquals(Story.SESSION.value(), onFx(() -> Clipboard.getSystemClipboard().getString()));
    }

    // ---- turns

    @Test
    void choosing_a_turn_shows_it_on_Operate() {
        open("turns");
        TableView<TurnsPart.Row> turns = robot.lookup("#sessions-turns").queryTableView();
        assertEquals(List.of(6, 5, 4, 3, 2, 1), onFx(() -> turns.getItems().stream().map(TurnsPart.Row::turn).toList()));
        assertEquals("roamed from A", turns.getItems().get(2).line().get().notes());
        onFx(() -> {
            turns.requestFocus();
            turns.getSelectionModel().select(2);
            return null;
        });
        assertEquals(Optional.of(4), onFx(() -> window.console().model().frame(story.now()).turn()));
        var fourth = turns.getItems().get(2);
        then(() -> story.sends(7, "B"));
        assertEquals(7, turns.getItems().getFirst().turn());
        assertEquals("sent", turns.getItems().getFirst().line().get().notes().replace("received", "sent"));
        assertEquals(fourth, onFx(() -> turns.getSelectionModel().getSelectedItem()), "the chosen turn stays chosen");
    }

    // ---- ids

    @Test
    void nobody_is_asked_for_ids_while_no_tab_shows_them_and_once_while_they_are_the_same() {
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        controls.looking = (_, _) -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(controls.look);
        };
        open("turns");
        paint();
        assertEquals(0, asked.get());
        robot.clickOn("#sessions-tab-tokens");
        awaitIds();
        for (int i = 0; i < 20; i++) paint();
        assertEquals(1, asked.get());
        controls.look = Optional.of(Held.view(Story.SESSION, 7, 100));
        then(() -> story.turn(7, "B"));
        await("the seventh turn", () -> ribbonIds().startsWith("700"));
        assertEquals(2, asked.get());
    }

    private String ribbonIds() {
        return text("#sessions-token");
    }

    @Test
    void while_a_node_is_asked_it_says_whom_and_since_when_and_its_refusal_stands_in_words() {
        var answer = new CompletableFuture<Optional<discedge.api.NodeService.SessionView>>();
        controls.looking = (_, _) -> answer;
        open("tokens");
        assertTrue(text("#sessions-no-ids").matches("Asking B for the ids · \\d+ s"), text("#sessions-no-ids"));
        answer.completeExceptionally(new IllegalStateException("connection reset"));
        await("the failure", () -> text("#sessions-no-ids").startsWith("B does not give the ids: connection reset. Next try in "));
    }

    @Test
    void in_replay_the_ids_are_those_of_then() {
        open("tokens");
        awaitIds();
        long event = 0;
        for (long id = 1; id <= story.timeline().store().size(); id++)
            if (story.timeline().store().get(id).event() instanceof discedge.event.ReplicaEvent.HeadMoved moved && moved.have() == 3) event = id;
        long third = event;
        onFx(() -> {
            window.console().model().goTo(third, Duration.ZERO);
            return null;
        });
        await("the third turn", () -> text("#sessions-token").startsWith("300 tokens"));
        assertEquals(List.of(300), List.of(onFx(() -> flow().paragraphs().getLast().end())));
    }

    @Test
    void an_opened_file_says_that_it_has_no_ids_and_shows_how_many_each_turn_added() {
        onFx(() -> {
            window.console().model().show(Run.opened(Path.of("some.dcerun"), story.timeline()));
            window.console().model().live();
            return null;
        });
        open("tokens");
        assertTrue(text("#sessions-no-ids").startsWith("The ids are not in the run file"), text("#sessions-no-ids"));
        assertTrue(robot.lookup("#sessions-no-ids").query().isVisible());
        Ribbon ribbon = robot.lookup("#sessions-ribbon").queryAs(Ribbon.class);
        robot.clickOn(onFx(() -> ribbon.localToScreen(ribbon.x(350), 26)));
        paint();
        assertEquals("turn 4 assistant", text("#sessions-token").replaceAll("#\\d+ +", ""));
    }

    @Test
    void mode_raw_has_texts_instead_of_ids() {
        controls.look = Optional.of(Held.raw(Story.SESSION, 6));
        open("tokens");
        await("the texts", () -> robot.lookup("#sessions-texts").queryAs(TextArea.class).getText().contains("What is SLAM, asked for the time number 1?"));
        assertTrue(robot.lookup("#sessions-texts").query().isVisible());
    }

    // ---- replicas

    @Test
    void replicas_say_in_words_who_lacks_what() {
        open("replicas");
        assertEquals("C lacks 3 turns, from turn 4 on.", text("#sessions-replica-words"));
        assertEquals(List.of("none", "none", "turn 4, token #301"), column("replicas-differs"));
        then(() -> story.cuts("A", "C").cuts("B", "C"));
        assertEquals("C lacks 3 turns, from turn 4 on, and nothing that has them reaches it.", text("#sessions-replica-words"));
    }

    // ---- json

    @Test
    void json_is_found_by_text_and_copied_whole() {
        open("json");
        ListView<String> json = robot.lookup("#sessions-json").queryListView();
        await("the json", () -> json.getItems().stream().anyMatch(line -> line.contains("held_by")));
        robot.clickOn("#sessions-json-search").write("chatml");
        await("a match", () -> text("#sessions-json-found").equals("1 of 1"));
        assertTrue(onFx(() -> json.getSelectionModel().getSelectedItem()).contains("\"template\": \"chatml\""));
        robot.clickOn("#sessions-json-copy");
        await("the copy", () -> onFx(() -> Clipboard.getSystemClipboard().hasString() && Clipboard.getSystemClipboard().getString().contains("" + id(599))));
        assertTrue(onFx(() -> Clipboard.getSystemClipboard().getString()).startsWith("{\n  \"session_id\": \"" + Story.SESSION));
    }

    @Test
    void a_hundred_thousand_ids_are_cut_to_be_read_and_whole_to_be_copied() throws Exception {
        var big = SessionTokens.of("A", Held.view(Story.SESSION, 10, 10_000));
        open("json");
        var frame = onFx(() -> window.console().model().frame(story.now()));
        var line = new discedge.console.sessions.state.SessionLine(frame.followed().orElseThrow(), discedge.console.sessions.state.Surroundings.of(frame.world()));
        var inspected = new Inspected(frame, line, Optional.of(big), big.map(), "");
        List<String> lines = JsonLines.lines(inspected, java.util.OptionalInt.of(54_321));
        assertTrue(lines.size() < 1000, lines.size() + " lines");
        assertEquals(10, lines.stream().filter(each -> each.contains("more ids")).count(), 1);
        assertTrue(lines.stream().anyMatch(each -> each.contains("▸" + big.id(54_321))), "the chosen id is shown");
        var whole = new com.fasterxml.jackson.databind.ObjectMapper().readTree(JsonLines.whole(inspected));
        int ids = 0;
        for (var record : whole.at("/held_by/records")) ids += record.get("ids").size();
        assertEquals(100_000, ids);
        assertEquals(big.id(54_321), whole.at("/held_by/records/5/ids/4321").asInt());
    }

    @Test
    void a_hundred_thousand_ids_cost_no_more_pieces_than_are_seen() {
        controls.look = Optional.of(Held.view(Story.SESSION, 6, 16_000));
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        var pieces = controls.pieces;
        controls.pieces = ids -> {
            asked.addAndGet(ids.length());
            return pieces.apply(ids);
        };
        open("tokens");
        awaitIds();
        robot.press(KeyCode.CONTROL).release(KeyCode.CONTROL);
        onFx(() -> {
            flow().look(90_000);
            return null;
        });
        await("the pieces there", () -> flow().first() > 80_000 && flow().place(flow().first()).isPresent());
        assertTrue(asked.get() < 12_000, asked.get() + " pieces asked for");
    }

    @Test
    void beside_fifty_nodes_the_head_still_says_whose_session_it_is() throws java.io.IOException {
        then(() -> {
            for (int i = 1; i <= 50; i++)
                story.tell(new discedge.event.LifeEvent.Started(story.now(), "N" + i, "1", "simulated", "m", "f", "apple-m2", true, 2048, false, 1, 2, List.of()));
            for (int i = 1; i <= 50; i++) story.arrives(3, "A", "N" + i, 40);
        });
        open("turns");
        size(960, 640);
        picture("sessions-50-nodes");
        assertEquals(List.of(), onFx(() -> discedge.console.Sight.cutShort(window.scene().lookup("#sessions-inspector").lookup(".inspector-head"))));
    }
}
