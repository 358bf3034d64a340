package discedge.experiment.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.experiment.run.TurnsCsv;
import discedge.timeline.Story;
import discedge.timeline.transcript.Transcripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnExportTest {
    @TempDir
    private Path folder;
    private final Story story = Story.threeNodes();
    private final Transcripts transcripts = new Transcripts();

    @BeforeEach
    void tell() {
        transcripts.asked(Story.SESSION, 1, "What is SLAM?", story.now());
        transcripts.heard(Story.SESSION, 1, "It is, \"roughly\", a map.", story.now());
        story.turn(1, "A").arrives(1, "A", "B", 38).turn(2, "B");
    }

    private TurnTable table() {
        return new TurnTable("lab", transcripts).read(story.timeline().store(), (_, _) -> true);
    }

    private List<Map<String, String>> rows(Path file) throws Exception {
        List<String> lines = Files.readString(file).lines().toList();
        List<String> header = List.of(lines.getFirst().split(","));
        var rows = new ArrayList<Map<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertEquals(header.size(), cells.length, line);
            var row = new HashMap<String, String>();
            for (int i = 0; i < cells.length; i++) row.put(header.get(i), cells[i]);
            rows.add(row);
        }
        return rows;
    }

    @Test
    void a_csv_has_one_row_a_turn_under_the_prototype_s_names() throws Exception {
        Path file = folder.resolve("turns.csv");
        assertEquals(2, TurnExport.csv(table(), file));
        assertTrue(Files.readString(file).startsWith("Timestamp,Operation,DurationMs,InferenceMode,ScenarioName,SessionID,Turn,PromptLength,"));
        List<Map<String, String>> rows = rows(file);
        assertEquals(2, rows.size());
        Map<String, String> first = rows.getFirst();
        assertEquals("completion", first.get("Operation"));
        assertEquals("tokenized", first.get("InferenceMode"));
        assertEquals("lab", first.get("ScenarioName"));
        assertEquals(Story.SESSION.value(), first.get("SessionID"));
        assertEquals("13", first.get("PromptLength"));
        assertEquals("A", first.get("node"));
        assertEquals("38.000", first.get("lag_ms_B"));
        assertEquals("", first.get("lag_ms_C"));
        Map<String, String> second = rows.get(1);
        assertEquals("", second.get("PromptLength"), "an unknown prompt has no length; 0 would be measured");
        assertEquals("true", second.get("roamed"));
        assertEquals("B", second.get("node"));
    }

    @Test
    void a_json_has_the_manifest_and_the_turns_with_what_is_not_known_as_null() throws Exception {
        Path file = folder.resolve("turns.json");
        assertEquals(2, TurnExport.json(table(), TalkingProcess.MANIFEST, file));
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals("lab", json.path("run").path("scenario").asText());
        JsonNode first = json.path("turns").path(0);
        assertEquals("u1", first.path("user").asText());
        assertEquals("What is SLAM?", first.path("prompt").asText());
        assertEquals("It is, \"roughly\", a map.", first.path("text").asText());
        assertEquals(38.0, first.path("lag_ms").path("B").asDouble());
        JsonNode second = json.path("turns").path(1);
        assertTrue(second.path("prompt").isNull() && second.path("text").isNull());
        assertEquals(Story.hash(2).toString(), second.path("hash").asText());
    }

    @Test
    void the_columns_do_not_depend_on_which_turns_there_are() {
        assertEquals(new TreeSet<>(List.of("A", "B", "C")), table().nodes());
        assertTrue(TurnsCsv.header(table().nodes()).endsWith(",lag_ms_A,lag_ms_B,lag_ms_C\r\n"));
    }

    @Test
    void a_file_that_cannot_be_written_leaves_the_old_one_as_it_was() throws Exception {
        Path file = Files.writeString(folder.resolve("turns.csv"), "old");
        try {
            RunSaver.whole(file, out -> {
                out.write(1);
                throw new java.io.IOException("No space left on device");
            });
        } catch (java.io.IOException e) {
            assertEquals("the disk is full", Trouble.words(e));
        }
        assertEquals("old", Files.readString(file));
        assertEquals(1, folder.toFile().list().length);
    }
}
