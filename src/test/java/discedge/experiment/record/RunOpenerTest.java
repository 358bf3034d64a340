package discedge.experiment.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.NodeEvent;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFile;
import discedge.experiment.run.RunFileWriter;
import discedge.node.yaml.InvalidFileException;
import discedge.timeline.RandomLog;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.Source;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOpenerTest {
    private static final Manifest MANIFEST = new Manifest(Manifest.FORMAT, "0.1.0", "lab", "", 7, Instant.EPOCH, List.of(), "", List.of(),
            new Manifest.Engine("simulated", Optional.empty()), List.of());

    @TempDir
    private Path folder;

    private Path write(List<NodeEvent> events, boolean end) throws IOException {
        Path file = folder.resolve("run.dcerun");
        try (var writer = new RunFileWriter(file, MANIFEST)) {
            for (NodeEvent event : events) writer.write(event);
            if (end) writer.end();
        }
        return file;
    }

    private static List<NodeEvent> random(long seed, int size) {
        var log = new RandomLog(seed, 4, 30, Duration.ofMillis(40));
        var events = new ArrayList<NodeEvent>();
        for (int i = 0; i < size; i++) events.add(log.next());
        return events;
    }

    private static RunOpener.Opened open(Path file) throws InvalidFileException {
        return RunOpener.open(file, (_, _, _) -> true);
    }

    @Test
    void any_log_written_and_opened_gives_equal_worlds_wherever_one_scrubs() throws Exception {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        List<NodeEvent> events = random(seed, 9_000);
        var store = new EventStore();
        var live = new Timeline(store, Source.EMBEDDED);
        for (NodeEvent event : events) {
            store.append(event);
            if (random.nextInt(300) == 0) live.catchUp();
        }
        RunOpener.Opened opened = open(write(events, true));
        assertEquals(Optional.empty(), opened.cutShort());
        assertEquals(MANIFEST, opened.manifest());
        assertEquals(events.size(), opened.timeline().newest().event());
        for (int i = 0; i < 80; i++) {
            int id = 1 + random.nextInt(events.size());
            String where = "at event " + id + ", seed " + seed;
            assertEquals(store.get(id), opened.timeline().store().get(id), where);
            assertEquals(live.at(id), opened.timeline().at(id), where);
            Instant moment = store.time(id).plusMillis(random.nextInt(50));
            assertEquals(live.at(moment), opened.timeline().at(moment), where);
        }
    }

    @Test
    void a_file_cut_short_opens_up_to_the_cut_and_says_so() throws Exception {
        List<NodeEvent> events = random(3, 500);
        Path file = write(events, true);
        byte[] whole = Files.readAllBytes(file);
        int lastEvent = new String(whole, StandardCharsets.ISO_8859_1).indexOf("{\"end\":");
        for (int length : List.of(whole.length - 3, lastEvent, lastEvent - 1, lastEvent - 40, whole.length / 2)) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            RunOpener.Opened opened = open(file);
            assertTrue(opened.cutShort().isPresent(), "cut at byte " + length + " of " + whole.length + " is not noticed");
            long there = opened.timeline().store().size();
            assertTrue(there >= 100 && there <= events.size(), there + " events");
            for (int id = 1; id <= there; id++) assertEquals(events.get(id - 1), opened.timeline().store().get(id).event());
        }
    }

    @Test
    void a_file_whose_events_are_fewer_than_its_end_says_is_cut_short() throws Exception {
        Path file = write(random(3, 50), true);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(20);
        Files.write(file, lines);
        assertTrue(open(file).cutShort().isPresent());
    }

    @Test
    void events_of_unknown_kinds_and_those_that_are_not_whole_are_left_out_and_counted() throws Exception {
        List<NodeEvent> events = random(3, 50);
        Path file = write(events, true);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(20, "{\"id\":20,\"type\":\"turn.dreamt\",\"node\":\"A\",\"at\":\"2026-01-01T00:00:00Z\"}");
        lines.add(21, "{\"id\":21,\"type\":\"life.killed\",\"node\":\"A\",\"at\":null}");
        lines.add(22, "{\"id\":22,\"type\":\"replica.head-moved\"}");
        lines.set(lines.size() - 1, "{\"end\":53}");
        Files.write(file, lines);
        RunOpener.Opened opened = open(file);
        assertEquals(new RunFile.LeftOut(1, 2, 22, "at is missing"), opened.leftOut());
        assertEquals(Optional.empty(), opened.cutShort());
        assertEquals(events, opened.timeline().store().events(1, 50).stream().map(TimedEvent::event).toList());
        lines.set(30, "{\"id\":30,");
        Files.write(file, lines);
        assertTrue(refusal(file).startsWith(file + ":31: not an event"), refusal(file));
    }

    @Test
    void progress_is_told_while_it_opens_and_can_end_it() throws Exception {
        Path file = write(random(5, 10_000), true);
        var seen = new ArrayList<Long>();
        RunOpener.open(file, (events, read, size) -> {
            assertTrue(read <= size && size == file.toFile().length());
            seen.add(events);
            return true;
        });
        assertTrue(seen.size() >= 4, seen.toString());
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(10_000, seen.getLast());
        assertThrows(CancellationException.class, () -> RunOpener.open(file, (events, _, _) -> events < 3_000));
    }

    @Test
    void what_is_no_run_file_is_refused_in_words() throws Exception {
        assertEquals(folder + ": this is a folder, not a file", refusal(folder));
        assertEquals(folder.resolve("none") + ": there is no such file", refusal(folder.resolve("none")));
        Path file = folder.resolve("x.dcerun");
        Files.write(file, new byte[0]);
        assertTrue(refusal(file).endsWith(": the file is empty"), refusal(file));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, '\n', 3, 4});
        assertTrue(refusal(file).endsWith("this is no run file: its first line is no manifest"), refusal(file));
        Files.writeString(file, "[1, 2]\n");
        assertTrue(refusal(file).endsWith("this is no run file: its first line is no manifest"), refusal(file));
        Files.writeString(file, "{\"dcerun\": 9, \"version\": \"7.1\"}\n");
        assertTrue(refusal(file).endsWith("written by DisCEdge 7.1 in a newer format (9); this one reads up to 1"), refusal(file));
        try (var zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(0);
            zeros.setLength(200_000_000);
        }
        assertTrue(refusal(file).contains("longer than 16 MB"), refusal(file));
    }

    private static String refusal(Path file) {
        return assertThrows(InvalidFileException.class, () -> open(file)).getMessage();
    }
}
