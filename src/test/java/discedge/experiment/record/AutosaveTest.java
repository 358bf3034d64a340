package discedge.experiment.record;

import static discedge.experiment.record.TalkingProcess.MANIFEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.NodeEvent;
import discedge.experiment.run.RunFile;
import discedge.experiment.run.RunFileReader;
import discedge.timeline.RandomLog;
import discedge.timeline.log.EventStore;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

@Timeout(60)
class AutosaveTest {
    @TempDir
    private Path folder;
    private final EventStore store = new EventStore();
    private final RandomLog log = new RandomLog(4, 3, 10, Duration.ofMillis(20));
    private final List<NodeEvent> told = new ArrayList<>();
    private final BlockingQueue<Autosave.State> changes = new LinkedBlockingQueue<>();

    private void happens(int events) {
        for (int i = 0; i < events; i++) {
            told.add(log.next());
            store.append(told.getLast());
        }
    }

    private Autosave autosave(Path where, Disk disk) {
        return new Autosave(store, MANIFEST, AutosaveFolder.in(where), disk, InstantSource.system(), changes::add, Duration.ofMillis(20));
    }

    private Autosave.State next() throws InterruptedException {
        Autosave.State state = changes.poll(30, TimeUnit.SECONDS);
        assertTrue(state != null, "nothing changed");
        return state;
    }

    private static List<NodeEvent> events(RunFile file) {
        return file.events().stream().map(event -> event.event()).toList();
    }

    @Test
    void a_closed_run_is_whole_and_offered_to_nobody() throws Exception {
        Autosave saving = autosave(folder, Disk.REAL);
        happens(500);
        saving.close();
        Path file = assertInstanceOf(Autosave.State.Saved.class, saving.state()).file();
        RunFile run = RunFileReader.read(file);
        assertEquals(told, events(run));
        assertTrue(run.cutShort().isEmpty());
        assertTrue(AutosaveFolder.in(folder).abandoned().isEmpty());
        assertTrue(changes.isEmpty());
    }

    @Test
    void a_run_of_nothing_leaves_no_file() throws IOException {
        autosave(folder, Disk.REAL).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void a_process_killed_loses_at_most_the_last_second() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), TalkingProcess.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        // What it had, and when.
        var said = new ArrayList<long[]>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            while (names().isEmpty() || Files.size(folder.resolve(names().getFirst())) < 1_000) out.readLine();
            do said.add(new long[] {System.nanoTime(), Long.parseLong(out.readLine())});
            while (said.getLast()[0] - said.getFirst()[0] < Duration.ofMillis(2_600).toNanos());
            assertTrue(AutosaveFolder.in(folder).abandoned().isEmpty(), "a run that is being written is offered to another console");
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
        long killed = said.getLast()[0];
        long due = said.stream().filter(line -> line[0] < killed - 1_000_000_000L).mapToLong(line -> line[1]).max().orElseThrow();
        AutosaveFolder.Abandoned abandoned = AutosaveFolder.in(folder).abandoned().orElseThrow();
        RunFile run = RunFileReader.read(abandoned.file());
        assertTrue(run.events().size() >= due, run.events().size() + " events were saved; a second before it was killed there were " + due);
        assertTrue(run.cutShort().isPresent());
        assertTrue(Duration.between(abandoned.ended(), Instant.now()).compareTo(Duration.ofSeconds(30)) < 0);
        var same = new RandomLog(TalkingProcess.SEED, 4, 20, Duration.ofMillis(5));
        for (var event : run.events()) assertEquals(same.next(), event.event());
    }

    @Test
    void a_full_disk_is_told_once_and_nothing_is_lost_when_there_is_room_again() throws Exception {
        var disk = new SmallDisk();
        Autosave saving = autosave(folder, disk);
        happens(300);
        disk.room = 20_000;
        var full = assertInstanceOf(Autosave.State.NotSaved.class, next());
        assertEquals("the disk is full", full.why());
        assertEquals(folder, full.folder());
        happens(300);
        assertEquals(full.since(), assertInstanceOf(Autosave.State.NotSaved.class, saving.state()).since());
        disk.room = Long.MAX_VALUE;
        assertInstanceOf(Autosave.State.Saved.class, next());
        happens(300);
        saving.close();
        assertTrue(changes.isEmpty(), "told more than once");
        RunFile run = RunFileReader.read(assertInstanceOf(Autosave.State.Saved.class, saving.state()).file());
        assertEquals(told, events(run));
        assertTrue(run.cutShort().isEmpty());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_told_and_tried_again() throws Exception {
        Path taken = Files.writeString(folder.resolve("autosave"), "a file");
        Autosave saving = autosave(taken, Disk.REAL);
        happens(10);
        assertEquals("there is a file where the folder should be", assertInstanceOf(Autosave.State.NotSaved.class, next()).why());
        Files.delete(taken);
        var saved = assertInstanceOf(Autosave.State.Saved.class, next());
        saving.close();
        assertEquals(told, events(RunFileReader.read(saved.file())));
    }

    @Test
    void a_file_deleted_while_it_is_written_is_written_once_more_whole() throws Exception {
        Autosave saving = autosave(folder, Disk.REAL);
        happens(50);
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> saving.state() instanceof Autosave.State.Saved);
        Files.delete(assertInstanceOf(Autosave.State.Saved.class, saving.state()).file());
        happens(50);
        saving.close();
        assertEquals(told, events(RunFileReader.read(assertInstanceOf(Autosave.State.Saved.class, saving.state()).file())));
    }

    @Test
    void old_runs_are_bounded_in_number_and_size() throws Exception {
        for (int i = 0; i < 6; i++) {
            Path old = Files.write(folder.resolve("old-" + i + ".dcerun"), new byte[1_000]);
            Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH.plusSeconds(i)));
        }
        Path other = Files.writeString(folder.resolve("mine.txt"), "not ours");
        new AutosaveFolder(folder, 4, 1_000_000).prune(folder.resolve("none"));
        assertEquals(List.of("mine.txt", "old-2.dcerun", "old-3.dcerun", "old-4.dcerun", "old-5.dcerun"), names());
        new AutosaveFolder(folder, 4, 2_000).prune(folder.resolve("old-5.dcerun"));
        assertEquals(List.of("mine.txt", "old-3.dcerun", "old-4.dcerun", "old-5.dcerun"), names());
        try (FileChannel another = FileChannel.open(folder.resolve("old-3.dcerun"), StandardOpenOption.WRITE)) {
            assertTrue(Disk.lock(another));
            new AutosaveFolder(folder, 1, 2_000).prune(folder.resolve("old-5.dcerun"));
            assertTrue(names().contains("old-3.dcerun"), "another console writes it");
        }
        assertTrue(Files.exists(other));
    }

    @Test
    void a_run_written_by_another_console_or_a_damaged_one_is_not_offered() throws Exception {
        assertFalse(AutosaveFolder.in(folder.resolve("none")).abandoned().isPresent());
        Files.writeString(folder.resolve("x.dcerun"), "hello");
        assertFalse(AutosaveFolder.in(folder).abandoned().isPresent());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Has room for so many bytes. */
    private static final class SmallDisk implements Disk {
        volatile long room = 20_000;
        private long used;

        @Override
        public OutputStream begin(Path file) throws IOException {
            used = 0;
            return limited(REAL.begin(file));
        }

        @Override
        public OutputStream goOn(Path file, long length) throws IOException {
            used = length;
            return limited(REAL.goOn(file, length));
        }

        private OutputStream limited(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    int fits = (int) Math.min(length, Math.max(0, room - used));
                    out.write(bytes, from, fits);
                    used += fits;
                    if (fits < length) throw new IOException("No space left on device");
                }
            };
        }
    }
}
