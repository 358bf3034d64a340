package discedge.console.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.FakeChoosers;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.experiment.record.AutosaveFolder;
import discedge.experiment.record.RunOpener;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFileWriter;
import discedge.timeline.Story;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class FilesTest extends ConsoleTest {
    private static final Manifest MANIFEST = new Manifest(Manifest.FORMAT, "0.1.0", "A cut", "cut.yaml", 7, Instant.EPOCH, List.of("tokenized"), "strong",
            List.of(new Manifest.Node("A", "Berlin", 0, 0, "apple-m2"), new Manifest.Node("B", "Leipzig", -70, -131, "apple-m2")),
            new Manifest.Engine("simulated", Optional.empty()), List.of());

    @TempDir
    private Path folder;
    private final FakeChoosers choosers = new FakeChoosers();
    private Optional<Autosaving> saving = Optional.empty();

    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38).arrives(1, "A", "C", 52).turn(2, "B");
    }

    @BeforeEach
    void answer() {
        window.console().files().choosers(choosers);
    }

    @AfterEach
    void endSaving() {
        saving.ifPresent(Autosaving::close);
    }

    private Path file(String name, boolean whole) throws Exception {
        Path file = folder.resolve(name);
        try (var writer = new RunFileWriter(file, MANIFEST)) {
            var told = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 20).turn(2, "B").turn(3, "A").timeline().store();
            for (long id = 1; id <= told.size(); id++) writer.write(told.get(id).event());
            if (whole) writer.end();
        }
        return file;
    }

    private void press(KeyCode... keys) {
        robot.press(keys).release(keys);
        paint();
    }

    private String notice(String name) {
        return onFx(() -> robot.lookup("#notice-" + name + " .label").tryQueryAs(Label.class).map(Label::getText).orElse(""));
    }

    private String awaitNotice(String name) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !notice(name).isEmpty());
        return notice(name);
    }

    private void clickIn(String notice, String button) {
        paint();
        Node found = robot.lookup("#notice-" + notice + " .button").match((Button each) -> button.equals(each.getText())).query();
        robot.clickOn(found);
        paint();
    }

    private String text(String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    private void awaitFile() throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> window.console().model().run().file().isPresent()));
        paint();
    }

    @Test
    void Ctrl_O_opens_a_run_held_at_its_begin_and_Back_to_the_lab_returns_to_it_live() throws Exception {
        choosers.then(file("cut.dcerun", true));
        press(KeyCode.CONTROL, KeyCode.O);
        awaitFile();
        assertEquals(List.of("open run"), choosers.asked);
        assertEquals("FILE", text("#source"));
        assertTrue(text("#mode").startsWith("REPLAY"));
        assertEquals("cut.dcerun – DisCEdge", onFx(stage::getTitle));
        assertEquals(List.of("A", "B"), window.console().model().run().sites().stream().map(site -> site.name()).toList());
        assertTrue(window.console().model().acting().isEmpty(), "there is nothing to act on in a file");
        assertEquals("", notice("open-run"), "a whole file needs no word");
        picture("file-opened");
        robot.clickOn("#back");
        paint();
        assertEquals("LIVE", text("#mode"));
        assertEquals("EMBEDDED", text("#source"));
        assertEquals("DisCEdge", onFx(stage::getTitle));
        assertFalse(robot.lookup("#back").query().isVisible());
    }

    @Test
    void a_window_that_began_with_a_file_is_not_live_while_that_is_opened_nor_if_it_could_not_be() throws Exception {
        var read = new CountDownLatch(1);
        onFx(() -> {
            window.console().model().show(Run.unread(folder.resolve("lost.dcerun")));
            window.console().files().work().start("open-run", _ -> read.await(20, TimeUnit.SECONDS), _ -> {}, _ -> {});
            return null;
        });
        paint();
        assertEquals("OPENING", text("#mode"));
        assertEquals("FILE", text("#source"));
        assertEquals("Opening lost.dcerun", text("#topology-empty-title"));
        assertFalse(robot.lookup("#topology-empty-open").query().isVisible());
        picture("file-opening");
        read.countDown();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> !window.console().files().work().isBusy()));
        paint();
        assertEquals("NOT OPENED", text("#mode"));
        assertEquals("FILE", text("#source"));
        assertEquals("lost.dcerun was not opened.", text("#topology-empty-title"));
        theme(Theme.LIGHT);
        size(960, 640);
        picture("file-not-opened");
        choosers.then(file("good.dcerun", true));
        robot.clickOn("#topology-empty-open");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(() -> window.console().model().run().name().equals("good.dcerun")));
        paint();
        assertTrue(text("#mode").startsWith("REPLAY"));
    }

    @Test
    void a_file_cut_short_opens_and_says_so() throws Exception {
        choosers.then(file("crashed.dcerun", false));
        press(KeyCode.CONTROL, KeyCode.O);
        awaitFile();
        String said = awaitNotice("open-run");
        assertTrue(said.matches("crashed\\.dcerun ends early: the run's end is not in the file\\. The \\d+ events before that are here\\."), said);
        theme(Theme.LIGHT);
        size(960, 640);
        picture("file-cut-short");
    }

    @Test
    void a_file_of_a_newer_version_opens_without_what_is_not_known_here_and_says_so() throws Exception {
        Path file = file("new.dcerun", false);
        String text = Files.readString(file).replaceFirst("\"version\":\"0.1.0\"", "\"version\":\"9.9.9\"");
        String dreamt = "{\"id\":90,\"type\":\"turn.dreamt\"}\n";
        Files.writeString(file, text + dreamt + dreamt + "{\"id\":92,\"type\":\"life.killed\",\"node\":\"A\"}\n{\"end\":" + (text.lines().count() + 2) + "}\n");
        choosers.then(file);
        press(KeyCode.CONTROL, KeyCode.O);
        awaitFile();
        assertEquals("new.dcerun was written by DisCEdge 9.9.9, which is newer; 2 events of kinds that are not known here were left out. In new.dcerun, line "
                + (text.lines().count() + 3) + " is no whole event (at is missing) and was left out.", awaitNotice("open-run"));
        size(960, 640);
        picture("file-newer");
    }

    @Test
    void what_is_no_run_is_refused_in_words_and_another_can_be_chosen() throws Exception {
        Path photo = Files.write(folder.resolve("photo.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', '\n'});
        choosers.then(photo).then(file("good.dcerun", true));
        press(KeyCode.CONTROL, KeyCode.O);
        assertEquals("photo.jpg cannot be opened: this is no run file: its first line is no manifest.", awaitNotice("open-run"));
        size(960, 640);
        picture("file-refused");
        assertEquals("LIVE", text("#mode"));
        clickIn("open-run", "Open another…");
        awaitFile();
        assertEquals("FILE", text("#source"));
    }

    @Test
    void Ctrl_S_saves_the_whole_log_which_opens_to_the_same_world() throws Exception {
        Path file = folder.resolve("mine.dcerun");
        choosers.then(file);
        press(KeyCode.CONTROL, KeyCode.S);
        String said = awaitNotice("save-run");
        long events = story.timeline().store().size();
        assertEquals("Saved " + events + " events in mine.dcerun.", said);
        assertTrue(choosers.asked.getFirst().matches("save run lab-\\d{8}-\\d{6}\\.dcerun"), choosers.asked.toString());
        RunOpener.Opened opened = RunOpener.open(file, (_, _, _) -> true);
        assertTrue(opened.cutShort().isEmpty());
        assertEquals(story.timeline().newest(), opened.timeline().newest());
        assertEquals(42, opened.manifest().seed());
        assertEquals("Berlin", opened.manifest().nodes().getFirst().label());
        clickIn("save-run", "Show folder");
        assertEquals("show " + folder, choosers.asked.getLast());
    }

    @Test
    void a_save_that_fails_says_why_and_offers_another_place() throws Exception {
        Path file = folder.resolve("mine.dcerun");
        choosers.then(folder.resolve("gone").resolve("x.dcerun")).then(file);
        press(KeyCode.CONTROL, KeyCode.S);
        assertEquals("x.dcerun could not be written: the folder is not there. Nothing is lost; it is all still here.", awaitNotice("save-run"));
        clickIn("save-run", "Save elsewhere…");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> notice("save-run").startsWith("Saved"));
        assertTrue(Files.exists(file));
    }

    @Test
    void an_opened_run_keeps_its_first_line_when_it_is_saved_again() throws Exception {
        Path copy = folder.resolve("copy.dcerun");
        choosers.then(file("cut.dcerun", true)).then(copy);
        press(KeyCode.CONTROL, KeyCode.O);
        awaitFile();
        press(KeyCode.CONTROL, KeyCode.S);
        awaitNotice("save-run");
        assertEquals(MANIFEST, RunOpener.open(copy, (_, _, _) -> true).manifest());
    }

    @Test
    void turns_are_exported_as_csv_and_json_and_the_window_as_a_picture_of_twice_its_size() throws Exception {
        choosers.then(folder.resolve("t.csv")).then(folder.resolve("t.json")).then(folder.resolve("w.png"));
        for (String command : List.of("export-csv", "export-json", "export-png")) {
            onFx(() -> window.console().commands().run(command));
            awaitNotice("export");
            onFx(() -> {
                window.console().notices().close("export");
                return null;
            });
        }
        assertEquals(3, Files.readAllLines(folder.resolve("t.csv")).size());
        assertTrue(Files.readString(folder.resolve("t.json")).contains(Story.hash(2).toString()));
        var picture = ImageIO.read(folder.resolve("w.png").toFile());
        assertEquals(2 * 1440, picture.getWidth());
        assertEquals(2 * 900, picture.getHeight());
    }

    @Test
    void the_menu_leads_to_all_of_it() throws Exception {
        robot.clickOn("#menu");
        paint();
        for (String title : List.of("Open a run…", "Save the run as…", "Export turns as CSV…", "Export turns as JSON…", "Export the window as PNG…", "Settings"))
            assertTrue(robot.lookup(title).tryQuery().isPresent(), title);
        robot.clickOn("Open a run…");
        paint();
        assertEquals(List.of("open run"), choosers.asked);
    }

    @Test
    void what_takes_long_says_how_far_it_is_and_can_be_cancelled() throws Exception {
        var cancelled = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        onFx(() -> {
            window.console().files().work().start("open-run", report -> {
                while (report.at("Opening long.dcerun: 1,204,000 events, 214.0 MB of 512.0 MB", 0.42)) java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                cancelled.countDown();
                return "given";
            }, _ -> ended.set(true), _ -> ended.set(true));
            return null;
        });
        assertEquals("Opening long.dcerun: 1,204,000 events, 214.0 MB of 512.0 MB", awaitNotice("open-run"));
        size(960, 640);
        picture("file-opening");
        theme(Theme.LIGHT);
        picture("file-opening");
        clickIn("open-run", "Cancel");
        assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("", notice("open-run"));
        assertFalse(ended.get());
        assertFalse(onFx(() -> window.console().files().work().isBusy()));
    }

    private void autosave(Path where) {
        onFx(() -> {
            var begun = Autosaving.begin(window.console().files(), window.console().notices(), InstantSource.system(), story.timeline().store(), MANIFEST, AutosaveFolder.in(where));
            saving = Optional.of(begun);
            window.shell().saving(begun::words, begun::isTroubled);
            return null;
        });
    }

    @Test
    void the_status_bar_says_when_the_run_was_saved_last() throws Exception {
        autosave(folder.resolve("autosave"));
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
            paint();
            return text("#saving").matches("saved \\d+ s ago");
        });
    }

    @Test
    void a_run_that_cannot_be_saved_says_so_once_and_Save_as_still_works() throws Exception {
        Path taken = Files.writeString(folder.resolve("autosave"), "a file");
        Path file = folder.resolve("mine.dcerun");
        choosers.then(file);
        autosave(taken);
        String said = awaitNotice("autosave");
        assertTrue(said.startsWith("The run is not being saved: there is a file where the folder should be (" + taken + ")."), said);
        paint();
        assertEquals("not saved: there is a file where the folder should be", text("#saving"));
        size(960, 640);
        picture("autosave-failed");
        theme(Theme.LIGHT);
        size(1440, 900);
        picture("autosave-failed");
        clickIn("autosave", "Save as…");
        assertTrue(awaitNotice("save-run").startsWith("Saved"));
        Files.delete(taken);
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
            paint();
            return text("#saving").startsWith("saved");
        });
        assertEquals("", notice("autosave"));
    }

    @Test
    void after_a_crash_the_next_start_offers_the_run_that_ended_then() throws Exception {
        Path autosaves = Files.createDirectory(folder.resolve("autosave"));
        Path left = file("autosave/20260101-120000-lab.dcerun", false);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
        String time = java.time.format.DateTimeFormatter.ofPattern("HH:mm").withZone(java.time.ZoneId.systemDefault()).format(Instant.now().minusSeconds(60));
        autosave(autosaves);
        awaitNotice("abandoned");
        paint();
        Button open = robot.lookup("#notice-abandoned .button").match((Button each) -> each.getText().startsWith("Open the run that ended at ")).query();
        assertTrue(open.getText().endsWith(time), open.getText());
        picture("abandoned");
        robot.clickOn(open);
        awaitFile();
        assertEquals(left, window.console().model().run().file().orElseThrow());
    }
}
