package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One random change to a history that holds to the rules: is it seen? */
class HistoryMutationTest {
    private static final int STORIES = 600;

    /** Changes one event of a history at random; empty if it has none to change. */
    private interface Mutation extends BiFunction<List<NodeEvent>, Random, Optional<List<NodeEvent>>> {}

    private static final Map<String, Mutation> MUTATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("drop received", dropping(TurnEvent.Received.class)),
            Map.entry("drop prompt-built", dropping(TurnEvent.PromptBuilt.class)),
            Map.entry("drop committed", dropping(TurnEvent.Committed.class)),
            Map.entry("drop answered", dropping(TurnEvent.Answered.class)),
            Map.entry("drop fork-seen", dropping(ReplicaEvent.ForkSeen.class)),
            Map.entry("drop deleted", dropping(ReplicaEvent.Deleted.class)),
            Map.entry("answered twice", HistoryMutationTest::answeredTwice),
            Map.entry("committed's before", changing(TurnEvent.Committed.class, (c, r) -> Edits.with(c, "before", Story.hash("other")))),
            Map.entry("committed's hash", changing(TurnEvent.Committed.class, (c, r) -> Edits.with(c, "hash", Story.hash("other")))),
            Map.entry("answered's hash", changing(TurnEvent.Answered.class, (a, r) ->
                    Edits.with(a, "hash", Optional.of(Story.hash("other"))))),
            Map.entry("acknowledged's hash", changing(ClientEvent.Acknowledged.class, (a, r) ->
                    Edits.with(a, "hash", Optional.of(Story.hash("other"))))),
            Map.entry("a hash of a context", changing(TurnEvent.PromptBuilt.class, HistoryMutationTest::otherContext)),
            Map.entry("a context one shorter", changing(TurnEvent.PromptBuilt.class, HistoryMutationTest::shorterContext)),
            Map.entry("missing unsaid", changing(TurnEvent.PromptBuilt.class, (p, r) -> p.missing().isEmpty() ? null
                    : Edits.with(p, "missing", List.of()))),
            Map.entry("context digest", changing(TurnEvent.PromptBuilt.class, (p, r) -> p.context().isEmpty() ? null
                    : Edits.with(p, "contextDigest", 3L))),
            Map.entry("slot owner", changing(TurnEvent.Prefilled.class, (p, r) -> p.cachedTokens() == 0 ? null
                    : Edits.with(p, "slotOwner", Story.session(9).value())))));

    /**
     * How many in a hundred must be seen, where it is less than 90; beside it what was seen over 20,000 stories, and why not
     * all: not every change is a violation. Of another hash in Answered 97 are seen (it may be the record of a node that died
     * while it wrote), of every other kind all.
     */
    private static final Map<String, Integer> LEAST = Map.of(
            "drop received", 80,        // 88: no outcome was due, as its node died
            "drop answered", 65,        // 76: likewise
            "drop prompt-built", 70,    // 81: the turn was never committed
            "drop fork-seen", 70,       // 81: a later one names the same records, or the node died
            "drop deleted", 30,         // 39: the tombstone is in its final state, and nobody asked there before or after
            "context digest", 80);      // 88: its base left turns out

    @Test
    void seesMostChangesOfEvents() {
        assertRates(ofEvents(STORIES));
    }

    @Test
    void seesMostChangesOfFinalStates() {
        assertRates(ofStates(STORIES));
    }

    /** Changes seen and changes made, by kind. */
    static Map<String, int[]> ofEvents(int stories) {
        Map<String, int[]> counts = new TreeMap<>();
        for (long seed = 0; seed < stories; seed++) {
            Story story = RandomStory.tell(seed, 60);
            Ending ending = Ending.quiet(story.states());
            var random = new Random(seed);
            MUTATIONS.forEach((name, mutation) -> mutation.apply(story.events, random).ifPresent(changed ->
                    count(counts, name, !HistoryChecker.check(changed, ending).isEmpty())));
        }
        return counts;
    }

    static Map<String, int[]> ofStates(int stories) {
        Map<String, int[]> counts = new TreeMap<>();
        for (long seed = 0; seed < stories; seed++) {
            Story story = RandomStory.tell(seed, 60);
            int at = new Random(seed).nextInt(story.states().size());
            for (String kind : List.of("a record lost", "no head", "tombstone lost")) {
                List<FinalState> states = new ArrayList<>(story.states());
                FinalState changed = changed(states.get(at), kind);
                if (changed.equals(states.set(at, changed))) continue;
                count(counts, kind, !HistoryChecker.check(story.events, Ending.quiet(states)).isEmpty());
            }
        }
        return counts;
    }

    private static void count(Map<String, int[]> counts, String name, boolean seen) {
        int[] count = counts.computeIfAbsent(name, n -> new int[2]);
        count[0] += seen ? 1 : 0;
        count[1]++;
    }

    private static void assertRates(Map<String, int[]> counts) {
        counts.forEach((name, count) -> assertTrue(100 * count[0] >= LEAST.getOrDefault(name, 90) * count[1] && count[1] > 20,
                () -> name + ": " + count[0] + " of " + count[1] + " seen, seeds 0 to " + STORIES));
    }

    private static FinalState changed(FinalState state, String kind) {
        var sessions = new HashMap<>(state.sessions());
        sessions.replaceAll((id, s) -> switch (kind) {
            case "a record lost" -> {
                Set<String> less = new HashSet<>(s.records());
                less.stream().sorted().findFirst().ifPresent(less::remove);
                yield new FinalState.Session(less, s.head(), s.deleted());
            }
            case "no head" -> new FinalState.Session(s.records(), Optional.empty(), s.deleted());
            default -> new FinalState.Session(s.records(), s.head(), false);
        });
        return new FinalState(state.node(), sessions);
    }

    private static <E extends NodeEvent> Optional<Integer> any(List<NodeEvent> history, Class<E> kind, Random random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) if (kind.isInstance(history.get(i))) places.add(i);
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(random.nextInt(places.size())));
    }

    private static Mutation dropping(Class<? extends NodeEvent> kind) {
        return (history, random) -> any(history, kind, random).map(at -> Edits.dropAt(history, at));
    }

    private static <E extends NodeEvent> Mutation changing(Class<E> kind, BiFunction<E, Random, E> how) {
        return (history, random) -> any(history, kind, random).flatMap(at ->
                Optional.ofNullable(how.apply(kind.cast(history.get(at)), random)).map(event -> {
            List<NodeEvent> changed = new ArrayList<>(history);
            changed.set(at, event);
            return changed;
        }));
    }

    private static Optional<List<NodeEvent>> answeredTwice(List<NodeEvent> history, Random random) {
        return any(history, TurnEvent.Answered.class, random).map(at -> Edits.insert(history, at, history.get(at)));
    }

    private static TurnEvent.PromptBuilt otherContext(TurnEvent.PromptBuilt p, Random random) {
        if (p.context().isEmpty()) return null;
        List<TurnHash> context = new ArrayList<>(p.context());
        context.set(random.nextInt(context.size()), Story.hash("other"));
        return Edits.with(p, "context", context);
    }

    private static TurnEvent.PromptBuilt shorterContext(TurnEvent.PromptBuilt p, Random random) {
        if (p.context().isEmpty()) return null;
        List<TurnHash> context = new ArrayList<>(p.context());
        context.remove(random.nextInt(context.size()));
        return Edits.with(p, "context", context);
    }
}
