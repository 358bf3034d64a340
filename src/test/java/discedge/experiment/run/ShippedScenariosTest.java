package discedge.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.session.ContextMode;
import discedge.simulation.HistoryChecker;
import discedge.simulation.check.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario that is shipped, in every mode, played on instant nodes: the history checker finds nothing, and the seed repeats it. */
@Timeout(120)
class ShippedScenariosTest {
    private static final Path FOLDER = Path.of("..", "scenarios");
    private static final long SEED = 11;
    private static final Map<Play, Future<Played>> RUNS = new LinkedHashMap<>();

    /** @param take 1, or 2 for the same once more */
    record Play(String file, ContextMode mode, Consistency consistency, int take) {}

    record Played(Scenario scenario, ScenarioPlayer.Ending ending, List<NodeEvent> events, List<TurnRow> rows) {}

    /** Most of a run is waiting, so they run beside each other. */
    @BeforeAll
    static void playAll() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER); var pool = Executors.newFixedThreadPool(4)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                String name = file.getFileName().toString();
                for (ContextMode mode : ContextMode.values()) submit(pool, new Play(name, mode, Consistency.STRONG, 1));
                submit(pool, new Play(name, ContextMode.TOKENIZED, Consistency.STRONG, 2));
                submit(pool, new Play(name, ContextMode.TOKENIZED, Consistency.AVAILABLE, 1));
            }
        }
    }

    private static void submit(java.util.concurrent.ExecutorService pool, Play play) {
        RUNS.put(play, pool.submit(() -> play(play)));
    }

    private static Played play(Play play) throws Exception {
        Scenario scenario = ScenarioReader.read(FOLDER.resolve(play.file()));
        var events = new ArrayList<NodeEvent>();
        var rows = new TurnRows(scenario);
        var sink = new PlaySink() {
            @Override
            public synchronized void emit(NodeEvent event) {
                events.add(event);
                rows.apply(event);
            }

            @Override
            public synchronized void piece(int turn, int attempt, String text) {
                rows.piece(turn, attempt, text);
            }
        };
        ScenarioPlayer.Ending ending = new LabPlayer().play(scenario, new ScenarioPlayer.Settings(play.mode(), play.consistency(), Optional.of("instant"), SEED), sink);
        return new Played(scenario, ending, List.copyOf(events), List.copyOf(rows.rows()));
    }

    static List<Play> plays() {
        return List.copyOf(RUNS.keySet());
    }

    static List<String> files() {
        return RUNS.keySet().stream().map(Play::file).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("plays")
    void every_turn_is_answered_and_the_history_checker_finds_nothing(Play play) throws Exception {
        Played played = RUNS.get(play).get();
        assertEquals(ScenarioPlayer.Ending.DONE, played.ending());
        assertEquals(played.scenario().turns().size(), played.rows().size());
        for (TurnRow row : played.rows()) {
            assertTrue(row.outcome().answered() && !row.outcome().text().isBlank(), "turn " + row.turn());
            assertEquals(play.mode() != ContextMode.CLIENT_SIDE, row.outcome().hash().isPresent(), "turn " + row.turn());
        }
        assertFalse(played.events().stream().noneMatch(TurnEvent.Answered.class::isInstance));
        assertEquals(List.of(), HistoryChecker.check(played.events(), Ending.quiet()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_same_seed_gives_the_same_texts_ids_and_hashes(String file) throws Exception {
        assertEquals(turns(RUNS.get(new Play(file, ContextMode.TOKENIZED, Consistency.STRONG, 1)).get()),
                turns(RUNS.get(new Play(file, ContextMode.TOKENIZED, Consistency.STRONG, 2)).get()));
    }

    private static List<String> turns(Played played) {
        return played.rows().stream().map(r -> r.turn() + " at " + r.node() + " context " + r.tokens().context() + " added " + r.tokens().added() + " prompt "
                + r.tokens().prompt() + " answer " + r.tokens().answer() + " hash " + r.outcome().hash().orElseThrow() + " " + r.outcome().text()).toList();
    }

    @Test
    void with_the_link_cut_available_says_what_it_had_not_seen_and_strong_waits() throws Exception {
        List<TurnRow> available = RUNS.get(new Play("cut-during-roam.yaml", ContextMode.TOKENIZED, Consistency.AVAILABLE, 1)).get().rows();
        assertTrue(available.get(5).outcome().missing().contains(5), "turn 5 was answered while B was cut off");
        assertTrue(available.get(5).outcome().stale());
        TurnRow strong = RUNS.get(new Play("cut-during-roam.yaml", ContextMode.TOKENIZED, Consistency.STRONG, 1)).get().rows().get(5);
        assertFalse(strong.outcome().stale());
        assertTrue(strong.outcome().refusals().contains("replica_behind"), strong.toString());
    }
}
