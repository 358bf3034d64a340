package discedge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.experiment.run.RunFile;
import discedge.experiment.run.RunFileReader;
import discedge.experiment.run.ScriptedPlayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String CUT = Path.of("..", "scenarios", "cut-during-roam.yaml").toString();

    @TempDir
    private Path folder;

    @Test
    void aRunLeavesItsFilesAndSaysWhatWasSeen() throws Exception {
        var command = new TestCommand(ScriptedPlayer.good());
        assertEquals(0, command.run("run", CUT, "--out", folder.toString(), "--seed", "5"));
        RunFile run = RunFileReader.read(folder.resolve("run.dcerun"));
        assertEquals(5, run.manifest().seed());
        assertTrue(run.cutShort().isEmpty());
        String out = command.out();
        assertTrue(out.contains("9 of 9 turns answered on 3 nodes; the client roamed 3 times."), out);
        assertTrue(out.contains("B is cut off from the other nodes for 8 s"), out);
        assertTrue(out.replaceAll("\\s+", " ").contains("turn 6 at B was held for 2.50 s (3 attempts, refused as replica_behind), then answered"), out);
        assertTrue(out.contains("simulated"), out);
        assertTrue(out.contains("flat over the conversation"), out);
    }

    @Test
    void where_records_are_kept_stands_in_the_summary() throws Exception {
        assertEquals(0, new TestCommand(ScriptedPlayer.good()).run("run", CUT, "--out", folder.toString()));
        assertEquals("embedded", new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).path("store").asText());
    }

    @Test
    void a_FReD_that_cannot_be_had_is_said_before_anything_runs() throws Exception {
        var noProgram = new TestCommand(ScriptedPlayer.good());
        assertEquals(1, noProgram.run("run", CUT, "--fred-bin", folder.toString()));
        assertTrue(noProgram.err().contains("there is no program " + folder.resolve("frednode")) && noProgram.err().contains("docs/fred.md"), noProgram.err());
        Path file = Files.writeString(folder.resolve("fred.yaml"), "nodes: [{name: A, address: nowhere}]\ncert: a.crt\n");
        var badFile = new TestCommand(ScriptedPlayer.good());
        assertEquals(1, badFile.run("run", CUT, "--fred", file.toString()));
        assertTrue(badFile.err().contains("'nowhere' is no HOST:PORT") && badFile.err().contains("mTLS needs all of cert, key and ca"), badFile.err());
        assertEquals(2, new TestCommand(ScriptedPlayer.good()).run("run", CUT, "--fred", file.toString(), "--fred-bin", folder.toString()));
    }

    @Test
    void theSummaryHasThePromisedFieldsAndItsStagesSum() throws Exception {
        assertEquals(0, new TestCommand(ScriptedPlayer.good()).run("run", CUT, "--out", folder.toString()));
        JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
        for (String name : List.of("scenario", "seed", "engine", "profile", "nodes", "modes")) assertTrue(summary.has(name), name);
        JsonNode turns = summary.at("/modes/tokenized/turns");
        assertEquals(9, turns.size());
        List<String> promised = List.of("turn", "node", "roamed", "context_tokens", "new_tokens", "request_bytes", "response_bytes", "wait_ms", "prefill_ms",
                "prefill_cached_tokens", "decode_ms", "commit_ms", "total_ms", "ttft_ms", "sync_value_bytes", "sync_link_bytes", "lag_ms", "hash", "text");
        var names = new ArrayList<String>();
        for (Iterator<String> i = turns.get(5).fieldNames(); i.hasNext();) names.add(i.next());
        assertEquals(promised, names.subList(0, promised.size()));
        JsonNode held = turns.get(5);
        assertEquals("B", held.path("node").asText());
        assertTrue(held.path("roamed").asBoolean());
        assertEquals(500, held.path("context_tokens").asInt());
        assertEquals("answer 6", held.path("text").asText());
        assertEquals(9.0, held.at("/lag_ms/A").asDouble());
        // Two waits of 250 ms at the node, two pauses of 1 s, and 4 ms in the attempt that was answered.
        assertEquals(2504.0, held.path("wait_ms").asDouble());
        for (JsonNode turn : turns) {
            double sum = 0;
            for (String stage : List.of("queue_ms", "wait_ms", "prefill_ms", "decode_ms", "commit_ms", "network_ms")) sum += turn.path(stage).asDouble();
            assertEquals(turn.path("total_ms").asDouble(), sum, 0.001);
        }
        JsonNode totals = summary.at("/modes/tokenized/totals");
        assertEquals(9 * 240, totals.path("request_bytes").asInt());
        assertEquals(9 * 300, totals.path("sync_link_bytes").asInt());
        assertEquals(100, totals.path("sync_setup_bytes").asInt());
        assertEquals(900, totals.path("new_tokens").asInt());
        assertEquals(105.0, totals.path("total_ms").asDouble());
        assertEquals(9.0, totals.at("/lag_ms/B").asDouble());
    }

    @Test
    void theCsvHasThePrototypesColumnsFirst() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals(0, new TestCommand(ScriptedPlayer.good()).run("run", CUT, "--out", folder.toString()));
        } finally {
            Locale.setDefault(before);
        }
        List<String> lines = Files.readAllLines(folder.resolve("turns.csv"));
        assertEquals(10, lines.size());
        assertTrue(lines.getFirst().startsWith("Timestamp,Operation,DurationMs,InferenceMode,ScenarioName,SessionID,Turn,PromptLength,PromptTokens,PromptProcMs,"
                + "PromptPerSecond,PredictedTokens,PredictedMs,PredictedPerSecond,TokensCached,TokensEvaluated,ContextProcessed,HTTPStatusCode,Details,node,roamed,"), lines.getFirst());
        assertTrue(lines.getFirst().endsWith(",lag_ms_A,lag_ms_B,lag_ms_C"), lines.getFirst());
        assertTrue(lines.get(1).startsWith("2026-01-01T00:00:00Z,completion,101.000,tokenized,A cut during a roam,abcdefghijklmnopqrstuvwxyz,1,66,20,10.000,2000.00,80,80.000,1000.00,0,20,0,200,,A,false,"), lines.get(1));
        assertTrue(lines.get(6).contains(",200,replica_behind replica_behind,B,true,"), lines.get(6));
        assertEquals(lines.getFirst().split(",", -1).length, lines.get(1).split(",", -1).length);
    }

    @Test
    void severalModesAreComparedByTheirRequestBytes() throws Exception {
        var command = new TestCommand(ScriptedPlayer.good());
        assertEquals(0, command.run("run", CUT, "--mode", "tokenized,client-side", "--out", folder.toString()));
        JsonNode modes = new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).path("modes");
        assertEquals(2, modes.size());
        assertTrue(modes.at("/client-side/turns/0/hash").isNull());
        assertTrue(command.out().contains("Request bytes saved against client-side (median over turns): tokenized 90 %."), command.out());
        assertTrue(command.out().contains("growing with the conversation"), command.out());
        assertEquals(19, Files.readAllLines(folder.resolve("turns.csv")).size());
    }

    @Test
    void aTurnWithoutAnAnswerMakesTheRunFail() throws Exception {
        var command = new TestCommand(ScriptedPlayer.failingAt(3));
        assertEquals(1, command.run("run", CUT, "--out", folder.toString()));
        assertTrue(command.out().contains("2 of 9 turns answered"), command.out());
        assertTrue(command.out().contains("The run failed: turn 3 was given up."), command.out());
        JsonNode turn = new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).at("/modes/tokenized/turns/2");
        assertFalse(turn.path("answered").asBoolean());
        assertTrue(turn.path("total_ms").isNull());
        assertEquals("replica_behind", turn.at("/refusals/1").asText());
    }

    @Test
    void anInterruptedRunIsSaved() throws Exception {
        var command = new TestCommand(ScriptedPlayer.interruptedAt(4));
        assertEquals(1, command.run("run", CUT, "--out", folder.toString(), "--mode", "tokenized,raw"));
        JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
        assertEquals(3, summary.at("/modes/tokenized/turns").size());
        assertEquals("interrupted", summary.at("/modes/tokenized/ending").asText());
        assertFalse(summary.path("modes").has("raw"));
        assertEquals(4, Files.readAllLines(folder.resolve("turns.csv")).size());
        assertTrue(RunFileReader.read(folder.resolve("run.dcerun")).cutShort().isPresent());
    }

    @Test
    void aWrongScenarioIsReportedBeforeAnythingStarts() throws Exception {
        Path file = Files.writeString(folder.resolve("x.yaml"), "nodes: [{name: A}]\nmesages: [x]\nmessages: [{text: y, node: D}]\n");
        var command = new TestCommand((scenario, settings, sink) -> {
            throw new AssertionError("played");
        });
        assertEquals(1, command.run("run", file.toString(), "--out", folder.resolve("out").toString()));
        assertEquals(file + ":2: unknown key 'mesages'; did you mean 'messages'?\n" + file + ":3: unknown node 'D'; the nodes are A", command.err().strip());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneLine() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("f"), "");
        var command = new TestCommand(ScriptedPlayer.good());
        assertEquals(1, command.run("run", CUT, "--out", inTheWay.resolve("sub").toString()));
        assertTrue(command.err().contains("choose another with --out"), command.err());
    }

    @Test
    void theDemonstrationIsTheCutDuringARoam() throws Exception {
        assertEquals("A cut during a roam", discedge.experiment.scenario.ScenarioReader.shipped(DiscedgeCommand.DEMONSTRATION).name());
    }
}
