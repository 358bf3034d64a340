package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.NodeEvent;
import discedge.session.TurnHash;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import discedge.simulation.check.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the checker's tests share. */
final class Judged {
    private Judged() {}

    /** The record of turn 2 that lost, in {@link Told#fork}. */
    static TurnHash branch(Story story) {
        TurnHash log = story.nodes.get("a").log(Story.session(1), 2).orElseThrow().hash();
        return story.nodes.get("a").at(Story.session(1), 2).stream().map(StoryNode.Rec::hash)
                .filter(h -> !h.equals(log)).findFirst().orElseThrow();
    }

    static List<TurnHash> twice(List<TurnHash> context) {
        var longer = new ArrayList<>(context);
        longer.add(context.getFirst());
        return longer;
    }

    static FinalState withHead(FinalState state, TurnHash head) {
        var sessions = new HashMap<>(state.sessions());
        sessions.computeIfPresent(Story.session(1).value(), (id, s) ->
                new FinalState.Session(s.records(), Optional.of(head.toString()), false));
        return new FinalState(state.node(), sessions);
    }

    static FinalState withRecords(FinalState state, Set<String> more) {
        var sessions = new HashMap<>(state.sessions());
        sessions.computeIfPresent(Story.session(1).value(), (id, s) -> {
            var records = new HashSet<>(s.records());
            records.addAll(more);
            return new FinalState.Session(records, s.head(), false);
        });
        return new FinalState(state.node(), sessions);
    }

    static void caught(String invariant, Story story, List<NodeEvent> edited) {
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())), "before the edit");
        assertCaught(invariant, HistoryChecker.check(edited, Ending.quiet(story.states())));
    }

    static void assertCaught(String invariant, List<Violation> violations) {
        assertTrue(violations.stream().anyMatch(v -> v.invariant().equals(invariant)), () -> invariant + " expected, but only "
                + violations);
    }
}
