package discedge.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.event.EventJson;
import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.yaml.InvalidFileException;
import discedge.session.ContextMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final ScenarioPlayer.Settings SETTINGS = new ScenarioPlayer.Settings(ContextMode.TOKENIZED, Consistency.STRONG, Optional.empty(), 7);

    @TempDir
    private Path folder;
    private Path file;
    private Manifest manifest;
    private List<NodeEvent> events;

    @BeforeEach
    void writeARun() throws Exception {
        Scenario scenario = ScenarioReader.parse("nodes: [{name: A, position: [1.5, 2]}, {name: B}]\nlinks: [{between: [A, B], delay: 9ms}]\nmessages: [one, zwei – drei]\n", "s.yaml");
        manifest = Manifest.of(scenario, "0.1.0", 7, Instant.parse("2026-01-01T00:00:00Z"), List.of("tokenized"), "strong", "simulated", Optional.of("instant"));
        events = ScriptedPlayer.events(scenario, SETTINGS);
        file = folder.resolve("run.dcerun");
        try (var writer = new RunFileWriter(file, manifest)) {
            for (NodeEvent event : events) writer.write(event);
        }
    }

    @Test
    void aRunComesBackAsItWasWritten() throws Exception {
        RunFile run = RunFileReader.read(file);
        assertEquals(manifest, run.manifest());
        assertEquals(events, run.events().stream().map(RecordedEvent::event).toList());
        assertEquals(1, run.events().getFirst().id());
        assertEquals(events.size(), run.events().getLast().id());
        assertEquals(Optional.empty(), run.cutShort());
    }

    @Test
    void theFirstLineIsTheManifest() throws Exception {
        var json = EventJson.mapper().readTree(Files.readAllLines(file).getFirst());
        assertEquals(1, json.path("dcerun").asInt());
        assertEquals("0.1.0", json.path("version").asText());
        assertEquals(7, json.path("seed").asInt());
        assertEquals("A", json.path("nodes").path(0).path("name").asText());
        assertEquals("instant", json.path("nodes").path(1).path("profile").asText());
        assertEquals("simulated", json.path("engine").path("kind").asText());
        assertEquals("PT0.009S", json.path("links").path(0).path("delay").asText());
    }

    @Test
    void aFileCutShortAnywhereGivesAllBeforeThatPlace() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = header; length < whole.length; length++) {
            boolean nearLineEnd = whole[length - 1] == '\n' || whole[length] == '\n';
            if (!nearLineEnd && length % 97 != 0) continue;
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            RunFile run = RunFileReader.read(file);
            assertTrue(run.cutShort().isPresent(), "cut at byte " + length + " is not noticed");
            assertEquals(events.subList(0, run.events().size()), run.events().stream().map(RecordedEvent::event).toList());
            assertTrue(run.cutShort().get().line() <= run.events().size() + 1);
        }
    }

    @Test
    void damageInTheMiddleIsAnErrorWithItsLine() throws Exception {
        List<String> lines = Files.readAllLines(file);
        lines.set(3, "{\"id\": 3, \"type\":");
        Files.write(file, lines);
        assertTrue(assertThrows(InvalidFileException.class, () -> RunFileReader.read(file)).getMessage().startsWith(file + ":4: not an event"));
    }

    @Test
    void anotherFileOrANewerFormatIsRefused() throws Exception {
        Files.writeString(file, "hello\n");
        assertTrue(assertThrows(InvalidFileException.class, () -> RunFileReader.read(file)).getMessage().contains("this is no run file"));
        Files.writeString(file, "{\"dcerun\": 2, \"version\": \"9.0\"}\n");
        assertTrue(assertThrows(InvalidFileException.class, () -> RunFileReader.read(file)).getMessage().contains("written by DisCEdge 9.0 in a newer format (2)"));
        Files.writeString(file, "");
        assertTrue(assertThrows(InvalidFileException.class, () -> RunFileReader.read(file)).getMessage().contains("the file is empty"));
        assertTrue(assertThrows(InvalidFileException.class, () -> RunFileReader.read(folder.resolve("none"))).getMessage().contains("there is no such file"));
    }

    @Test
    void aFeedWritesEventsWithinASecondWhileTheRunGoesOn() throws Exception {
        Scenario scenario = ScenarioReader.parse("messages: [one]\n", "s.yaml");
        var ticked = new java.util.concurrent.CountDownLatch(3);
        RunWatcher watcher = new RunWatcher() {
            @Override
            public void event(NodeEvent event, TurnRows rows) {}

            @Override
            public void tick(Instant now, TurnRows rows) {
                ticked.countDown();
            }

            @Override
            public void end(TurnRows rows) {}
        };
        try (var writer = new RunFileWriter(file, manifest)) {
            var feed = new RunFeed(new TurnRows(scenario), writer, watcher);
            feed.emit(new LabEvent.Said(Instant.EPOCH, "lab", "hello"));
            assertTrue(ticked.await(20, java.util.concurrent.TimeUnit.SECONDS));
            RunFile soFar = RunFileReader.read(file);
            assertEquals(1, soFar.events().size());
            assertTrue(soFar.cutShort().isPresent());
            feed.finish();
        }
        assertFalse(RunFileReader.read(file).events().isEmpty());
    }

    @Test
    void mediansAreTheMiddle() {
        assertEquals(Optional.empty(), Totals.median(List.of()));
        assertEquals(Optional.of(Duration.ofMillis(3)), Totals.median(List.of(Duration.ofMillis(9), Duration.ofMillis(3), Duration.ofMillis(1))));
        assertEquals(Optional.of(Duration.ofMillis(2)), Totals.median(List.of(Duration.ofMillis(3), Duration.ofMillis(1))));
    }
}
