package discedge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.experiment.run.ScriptedPlayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    private Path folder;
    private final TestCommand command = new TestCommand(ScriptedPlayer.good());

    @ParameterizedTest
    @ValueSource(strings = {"", "console", "run", "simulate", "bench", "bench sync", "bench node", "bench handover", "bench store", "bench console", "node", "model", "model get", "model import", "model list", "model remove"})
    void helpAndVersionAreEverywhere(String words) {
        String[] help = (words + " --help").strip().split(" ");
        String[] version = (words + " --version").strip().split(" ");
        assertEquals(0, command.run(help));
        assertTrue(command.out().contains("Usage: discedge " + words), command.out());
        assertEquals(0, command.run(version));
        assertTrue(command.out().contains("DisCEdge 0."), command.out());
        assertEquals("", command.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rum", "--nope", "run", "run a.yaml b.yaml", "run a.yaml --mode tokenised", "run a.yaml --consistency weak", "run a.yaml --profile m2",
        "run a.yaml --seed x", "run a.yaml --prewarm some", "bench handover --policy none", "simulate", "simulate --seeds x", "simulate --seeds 9-1", "simulate --seeds 1-2 --nodes 0", "bench", "bench nod", "node --peer x", "node --engine lama", "run a.yaml --engine lama-cpp", "run a.yaml --url here", "model", "model fetch", "model import", "model remove"})
    void wrongUsageExitsWith2AndSaysWhatIsRight(String words) {
        assertEquals(2, command.run(words.split(" ")));
        assertEquals("", command.out());
        assertTrue(command.err().contains("--help"), command.err());
        assertTrue(!command.err().contains("\tat "), command.err());
    }

    @Test
    void aWrongNameGetsTheNearestRightOne() {
        command.run("rum");
        command.run("run", "a.yaml", "--sed", "1");
        command.run("run", "a.yaml", "--profile", "aple-m2");
        command.run("bench", "nod");
        String err = command.err();
        assertTrue(err.contains("unknown command 'rum'; did you mean 'run'?; the commands are console, run, simulate, bench, node"), err);
        assertTrue(err.contains("unknown option '--sed'; did you mean '--seed'?; the options here are --engine, --model, --url, --fred-bin, --fred, --mode, --consistency, --profile, --prewarm, --seed, --out, --help, --version"), err);
        assertTrue(err.contains("'aple-m2' is none of instant, jetson-tx2, apple-m2, raspberry-pi-4; did you mean 'apple-m2'?"), err);
        assertTrue(err.contains("unknown command 'nod'; did you mean 'node'?"), err);
    }

    @Test
    void simulateAddsUpItsSeeds() throws Exception {
        Path json = folder.resolve("sub").resolve("r.json");
        assertEquals(0, command.run("simulate", "--seeds", "1-300", "--json", json.toString()));
        assertTrue(command.out().contains("3000 acknowledged turns, 0 violations"), command.out());
        var root = new ObjectMapper().readTree(json.toFile());
        assertEquals(300, root.path("seeds").asInt());
        assertEquals(3000, root.path("acknowledged_turns").asInt());
        assertEquals(300, root.at("/faults/crash").asInt());
        assertEquals(0, root.path("failing_seeds").size());
    }

    @Test
    void aFailingSeedPrintsTheCommandThatReplaysIt() throws Exception {
        Path json = folder.resolve("r.json");
        var failing = new TestCommand(ScriptedPlayer.good(), (seed, nodes) ->
                new SimulationRunner.Result(1, Map.of(), seed % 100 == 17 ? List.of("I1: turn 3 is missing") : List.of()));
        assertEquals(1, failing.run("simulate", "--seeds", "1-200", "--nodes", "3", "--json", json.toString()));
        assertTrue(failing.out().contains("seed 17 violates: I1: turn 3 is missing"), failing.out());
        assertTrue(failing.out().contains("simulate --seeds 117-117 --nodes 3"), failing.out());
        assertEquals("[17,117]", new ObjectMapper().readTree(json.toFile()).path("failing_seeds").toString());
    }

    @Test
    void benchSaysAndWritesWhatItMeasured() throws Exception {
        Path json = folder.resolve("b.json");
        assertEquals(0, command.run("bench", "sync", "--json", json.toString()));
        assertEquals("measuring\nvalues 3 B\n", command.out().replace("\r\n", "\n"));
        assertEquals(3, new ObjectMapper().readTree(json.toFile()).path("value_bytes").asInt());
    }

    @Test
    void theNodeCommandIsTheNodesOwn() {
        assertEquals(0, command.run("node", "--id", "B"));
        assertEquals("node B", command.out().strip());
    }

    @Test
    void anUnexpectedFailureHasNoStackTrace() {
        var broken = new TestCommand(ScriptedPlayer.good(), (seed, nodes) -> {
            throw new IllegalStateException("out of luck");
        });
        assertEquals(1, broken.run("simulate", "--seeds", "1-1"));
        assertEquals("discedge simulate failed: IllegalStateException: out of luck", broken.err().strip());
    }
}
