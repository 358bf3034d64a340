package discedge.console.sessions.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.kit.Theme;
import discedge.event.FredEvent;
import discedge.fred.kv.VectorClock;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.session.SessionId;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The replicas' tab shows what FReD holds of a session at each node, with FReD's versions. */
class FredRecordsTest extends ConsoleTest {
    private int asked;
    /** Turn 3 is everywhere, turn 4 is not asked yet. */
    private Instant afterThree;

    @Override
    protected void before(Story story) {
        for (String node : List.of("A", "B", "C")) story.tell(new FredEvent.Ready(story.now(), node, "127.0.0.1:9001", "fred" + node, "modelmf7",
                Map.of("fredA", "127.0.0.1:9001", "fredB", "127.0.0.1:9002", "fredC", "127.0.0.1:9003"), "127.0.0.1:7001", List.of(), Duration.ofMillis(120)));
        for (int turn = 1; turn <= 4; turn++) {
            story.turn(turn, turn < 3 ? "A" : "B").arrives(turn, turn < 3 ? "A" : "B", turn < 3 ? "B" : "A", 30).arrives(turn, turn < 3 ? "A" : "B", "C", 40);
            if (turn == 3) afterThree = story.now();
            story.pass(10);
        }
        controls.fred = (node, session) -> {
            asked++;
            return CompletableFuture.completedFuture(new SessionItems.Answer(items(session, node.equals("C") ? 3 : 4), Optional.empty()));
        };
    }

    private static List<KeptItem> items(SessionId session, int turns) {
        var items = new ArrayList<KeptItem>();
        for (int turn = 1; turn <= turns; turn++)
            items.add(new KeptItem(RandomLog.key(session, turn), new VectorClock(Map.of(turn < 3 ? "fredA" : "fredB", 1L)), turn < 3 ? "A" : "B", 300, false));
        return items;
    }

    private void open() throws Exception {
        robot.clickOn("#rail-sessions");
        paint();
        robot.clickOn("#sessions-tab-replicas");
        paint();
        robot.clickOn("#sessions-fred");
        paint();
        WaitForAsyncUtils.waitFor(8, TimeUnit.SECONDS, () -> {
            paint();
            return !table().getItems().isEmpty();
        });
    }

    private TableView<FredRow> table() {
        return robot.lookup("#sessions-fred-records").queryTableView();
    }

    private String words() {
        return robot.lookup("#sessions-fred-words").queryAs(Label.class).getText();
    }

    @Test
    void each_record_has_its_key_version_and_origin_at_every_node_that_holds_it() throws Exception {
        open();
        assertEquals(11, table().getItems().size());
        FredRow first = table().getItems().getFirst();
        assertEquals("A", first.node());
        assertEquals("fredA", first.member());
        assertEquals("fredA 1", first.version());
        assertEquals("A", first.origin());
        assertTrue(first.key().startsWith("t000001"), first.key());
        assertEquals("A has 4 records, B has 4 records, C has 3 records. 1 key is not the same at all nodes.", words());
        assertEquals("not at C", table().getItems().getLast().note());
        assertEquals(3, asked, "each node once");
        for (Theme theme : Theme.values()) for (int[] size : new int[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            picture("fred-records");
        }
    }

    @Test
    void nobody_is_asked_until_a_person_looks() {
        robot.clickOn("#rail-sessions");
        paint();
        robot.clickOn("#sessions-tab-replicas");
        paint();
        assertEquals(0, asked);
    }

    @Test
    void siblings_deletions_and_a_fred_that_cannot_be_read_are_said() throws Exception {
        controls.fred = (node, session) -> CompletableFuture.completedFuture(switch (node) {
            case "A" -> {
                var items = new ArrayList<>(items(session, 1));
                items.add(new KeptItem(RandomLog.key(session, 1), new VectorClock(Map.of("fredB", 1L)), "A", 300, false));
                items.add(new KeptItem(RandomLog.key(session, 2), new VectorClock(Map.of("fredA", 2L)), "", 0, true));
                yield new SessionItems.Answer(items, Optional.empty());
            }
            case "B" -> new SessionItems.Answer(List.of(), Optional.of("FReD did not answer in time"));
            default -> throw new discedge.experiment.live.Controls.Refused("Node C is down.");
        });
        open();
        assertEquals(List.of("sibling", "sibling", "deleted"), table().getItems().stream().map(FredRow::note).toList());
        assertTrue(words().startsWith("A has 1 record, 1 of them in several versions."), words());
        assertTrue(words().contains("FReD of B could not be read: FReD did not answer in time"), words());
        assertTrue(words().contains("Node C is down."), words());
    }

    @Test
    void FReD_is_asked_again_though_no_event_says_that_anything_changed() throws Exception {
        open();
        controls.fred = (_, _) -> CompletableFuture.completedFuture(new SessionItems.Answer(List.of(), Optional.of("FReD cannot be reached: Connection refused")));
        WaitForAsyncUtils.waitFor(15, TimeUnit.SECONDS, () -> {
            paint();
            return words().contains("FReD of B could not be read: FReD cannot be reached: Connection refused");
        });
    }

    @Test
    void in_replay_the_log_says_which_records_were_where_and_fred_is_not_asked() throws Exception {
        open();
        int before = asked;
        onFx(() -> {
            window.console().model().scrub(afterThree);
            return null;
        });
        paint();
        assertTrue(words().startsWith("From the log at the cursor"), words());
        assertTrue(table().getItems().stream().allMatch(row -> row.version().equals("—")));
        assertEquals(9, table().getItems().size(), "turn 4 was not there yet");
        paint();
        assertEquals(before, asked);
    }
}
