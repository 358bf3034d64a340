package discedge.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final LoadPlan PLAN = new LoadPlan(6, 300, 60, 1_000, Duration.ofSeconds(30), true, 3);

    private static List<NodeEvent> events(int of) {
        var load = new Load(PLAN, BEGIN);
        var all = new ArrayList<>(load.past());
        for (int i = 0; i < of; i++) all.add(load.next());
        return all;
    }

    @Test
    void the_same_plan_gives_the_same_events_in_the_order_of_their_times() {
        List<NodeEvent> events = events(5_000);
        assertEquals(events, events(5_000));
        for (int i = 1; i < events.size(); i++) assertTrue(!events.get(i).at().isBefore(events.get(i - 1).at()), events.get(i - 1) + " comes before " + events.get(i));
    }

    @Test
    void as_many_events_a_second_come_as_planned() {
        List<NodeEvent> events = events(40_000);
        Duration took = Duration.between(BEGIN.plusSeconds(10), events.getLast().at());
        long counted = events.stream().filter(event -> event.at().isAfter(BEGIN.plusSeconds(10))).count();
        assertEquals(PLAN.perSecond(), counted / (took.toMillis() / 1e3), PLAN.perSecond() * 0.03);
    }

    @Test
    void the_world_they_tell_is_one_that_nodes_could_be_in() {
        var store = new EventStore();
        events(40_000).forEach(store::append);
        World world = new Timeline(store, Source.EMBEDDED).catchUp();
        assertEquals(PLAN.nodes(), world.nodes().size());
        assertEquals(PLAN.sessions(), world.sessionStates().size());
        assertEquals(PLAN.moving(), world.clients().size());
        assertTrue(world.nodeLinks().stream().allMatch(link -> link.isFresh(world.now())), "every link is measured all the time");
        assertEquals(List.of(), world.alarms());
        for (SessionState session : world.sessions()) assertEquals(PLAN.nodes(), world.heads(session).size(), () -> "nodes that have something of " + session.id());
        assertTrue(world.nodes().stream().mapToInt(node -> node.running()).sum() > 0, "turns are under way");
        assertTrue(store.events(1, store.size()).stream().anyMatch(event -> event.event() instanceof LabEvent.FaultEnded), "a cut has healed");
    }
}
