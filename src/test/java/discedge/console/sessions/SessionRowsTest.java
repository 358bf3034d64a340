package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.sessions.state.SessionLine;
import discedge.console.sessions.state.Surroundings;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionRowsTest {
    private static final Comparator<SessionRow> BY_ID = Comparator.comparing(SessionRow::id);

    @Test
    void going_anywhere_on_any_log_shows_what_a_fresh_look_shows() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var timeline = new Timeline(new EventStore(), Source.EMBEDDED);
        var log = new RandomLog(seed, 4, 40, Duration.ofMillis(3));
        for (int i = 0; i < 4000; i++) timeline.store().append(log.next());
        var rows = new SessionRows();
        for (int i = 0; i < 120; i++) {
            World world = timeline.at(random.nextLong(timeline.store().size() + 1));
            rows.update(world);
            assertEquals(fresh(world), shown(rows), "at event " + world.event() + ", seed " + seed);
            for (Quick quick : Quick.values())
                assertEquals(rows.arranged(new SessionFilter(List.of(), Set.of(quick)), BY_ID).size(), rows.count(quick), quick + " at event " + world.event() + ", seed " + seed);
        }
    }

    private static String fresh(World world) {
        var all = new TreeMap<String, String>();
        Surroundings around = Surroundings.of(world);
        world.sessionStates().forEach((id, state) -> all.put(id.value(), said(new SessionLine(state, around))));
        return String.join("\n", all.values());
    }

    private static String shown(SessionRows rows) {
        return String.join("\n", rows.arranged(SessionFilter.ALL, BY_ID).stream().map(row -> said(row.line())).toList());
    }

    private static String said(SessionLine line) {
        return line.session().id() + " " + line.condition() + " " + line.replicas() + " " + line.tokens() + " " + line.window() + " " + line.behind() + " " + line.lag();
    }

    @Test
    void of_ten_thousand_sessions_only_those_that_moved_are_looked_at() {
        var story = Story.threeNodes();
        var crowd = new Crowd(story).many(10_000);
        var rows = new SessionRows();
        assertEquals(SessionRows.Change.CAME, rows.update(story.world()));
        assertEquals(10_000, rows.size());
        long before = rows.looked();
        assertEquals(SessionRows.Change.NOTHING, rows.update(story.world()));
        assertEquals(before, rows.looked());
        for (int n = 0; n < 500; n++) crowd.receives(n * 20, "u", 2, "A");
        var first = rows.row(Crowd.id(0));
        assertEquals(SessionRows.Change.FIGURES, rows.update(story.world()));
        assertEquals(500, rows.looked() - before, "rows looked at for 500 sessions that moved");
        assertTrue(first == rows.row(Crowd.id(0)) && first.is(Quick.RUNNING), "a row stays itself while its figures change");
        assertEquals(500, rows.count(Quick.RUNNING));
    }

    @Test
    void a_beat_of_a_node_is_no_reason_to_look_at_any_session() {
        var story = Story.threeNodes();
        new Crowd(story).many(50);
        var rows = new SessionRows();
        rows.update(story.world());
        story.pass(900).beats();
        assertEquals(SessionRows.Change.NOTHING, rows.update(story.world()));
        story.cuts("A", "B");
        assertEquals(SessionRows.Change.FIGURES, rows.update(story.world()), "a cut may strand any replica");
    }

    @Test
    void the_same_order_says_nothing_and_another_order_only_that() {
        var story = Story.threeNodes();
        new Crowd(story).many(30);
        var rows = new SessionRows();
        rows.update(story.world());
        var arranged = new Arranged();
        var said = new ArrayList<String>();
        arranged.addListener((javafx.collections.ListChangeListener<SessionRow>) change -> {
            while (change.next()) said.add(change.wasPermutated() ? "order" : "rows");
        });
        assertTrue(arranged.set(rows.arranged(SessionFilter.ALL, BY_ID)));
        assertTrue(!arranged.set(rows.arranged(SessionFilter.ALL, BY_ID)));
        arranged.set(rows.arranged(SessionFilter.ALL, BY_ID.reversed()));
        arranged.set(rows.arranged(SessionFilter.of("user-7919", Set.of()), BY_ID));
        arranged.set(rows.arranged(SessionFilter.of("mode-that-is-none", Set.of()), BY_ID));
        assertEquals(List.of("rows", "order", "rows", "rows").subList(0, 2), said.subList(0, 2));
        assertEquals(0, arranged.size());
    }

    @Test
    void what_is_equal_keeps_its_order_and_what_is_empty_stands_last_either_way() {
        var story = Story.threeNodes();
        new Crowd(story).many(9).receives(50, "zoe", 1, "A");
        var rows = new SessionRows();
        rows.update(story.world());
        for (boolean descending : new boolean[] {false, true}) {
            Comparator<SessionLine> byTokens = SessionColumn.TOKENS.order(descending);
            List<SessionRow> order = rows.arranged(SessionFilter.ALL, ((Comparator<SessionRow>) (one, other) -> byTokens.compare(one.line(), other.line())).thenComparing(SessionRow::number));
            assertEquals("zoe", order.getLast().line().session().who().user());
            List<Integer> numbers = order.subList(0, 9).stream().map(SessionRow::number).toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    @Test
    void the_filter_finds_ids_users_nodes_modes_and_states() {
        var story = Story.threeNodes();
        new Crowd(story).session(1, "anna", 2).session(2, "ben", 1).forks(2, 1, "B").session(3, "مستخدم", 1).deletes(3).receives(1, "anna", 3, "B");
        var rows = new SessionRows();
        rows.update(story.world());
        assertEquals(List.of(Crowd.id(1)), found(rows, "ANNA"));
        assertEquals(List.of(Crowd.id(2)), found(rows, "forked"));
        assertEquals(List.of(Crowd.id(3)), found(rows, "مستخدم deleted"));
        assertEquals(List.of(Crowd.id(2)), found(rows, Crowd.id(2).value()));
        assertEquals(List.of(), found(rows, "anna ben"));
        assertEquals(List.of(Crowd.id(1)), rows.arranged(SessionFilter.of("", EnumSet.of(Quick.RUNNING)), BY_ID).stream().map(SessionRow::id).toList());
    }

    private static List<discedge.session.SessionId> found(SessionRows rows, String text) {
        return rows.arranged(SessionFilter.of(text, Set.of()), BY_ID).stream().map(SessionRow::id).toList();
    }
}
