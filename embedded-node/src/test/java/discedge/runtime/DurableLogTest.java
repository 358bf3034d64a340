package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTest {
    @TempDir
    Path folder;

    private final Told told = new Told();

    @Test
    void entriesAreThereInOrderAfterClosingAndOpeningAgain() throws IOException {
        try (DurableLog log = DurableLog.open(folder.resolve("new/deep"))) {
            assertEquals(0, log.length());
            log.start(1, told);
            for (int i = 1; i <= 100; i++) log.append(i, bytes(i + ";"));
        }
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 100; i++) all.append(i).append(';');
        try (DurableLog log = DurableLog.open(folder.resolve("new/deep"))) {
            assertEquals(all.toString(), text(log));
            assertEquals(all.length(), log.length());
            log.start(101, told);
            log.append(101, bytes("more"));
        }
        assertEquals(all + "more", Files.readString(folder.resolve("new/deep/replica.log")));
    }

    @Test
    void anEntryIsToldWhenItIsOnTheDiskAndEntriesThatWaitShareOneSync() throws IOException {
        FaultyFile.Disk disk = new FaultyFile.Disk();
        try (DurableLog log = DurableLog.open(folder, disk)) {
            log.start(1, told);
            disk.holdForce();
            log.append(1, bytes("a"));
            disk.awaitForce();
            for (int i = 2; i <= 10; i++) log.append(i, bytes("b"));
            assertTrue(told.news.isEmpty(), "told before the sync was done");
            disk.letForcesGo();
            assertEquals("appended 1", told.next());
            assertEquals("appended 10", told.next());
            assertEquals(2, disk.forces());
        }
    }

    @Test
    void anEntryLargerThanTheBufferIsKeptWhole() throws IOException {
        byte[] large = new byte[1_000_003];
        for (int i = 0; i < large.length; i++) large[i] = (byte) (i * 31 >>> 3);
        try (DurableLog log = DurableLog.open(folder)) {
            log.start(1, told);
            log.append(1, bytes("x"));
            log.append(2, large);
        }
        byte[] all = Files.readAllBytes(folder.resolve("replica.log"));
        assertArrayEquals(large, java.util.Arrays.copyOfRange(all, 1, all.length));
    }

    @Test
    void aFolderInUseInThisProcessIsRefusedAndFreeAfterClosingOrKilling() throws IOException {
        DurableLog first = DurableLog.open(folder);
        String message = assertThrows(FolderInUseException.class, () -> DurableLog.open(folder)).getMessage();
        assertTrue(message.contains(folder.toString()), message);
        first.close();
        DurableLog second = DurableLog.open(folder);
        second.start(1, told);
        second.kill();
        DurableLog.open(folder).close();
    }

    @Test
    void aFolderInUseByAnotherProcessIsRefusedWithItsNumber() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process holder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), HoldsAFolder.class.getName(),
                folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("held", said.readLine());
            String message = assertThrows(FolderInUseException.class, () -> DurableLog.open(folder)).getMessage();
            assertTrue(message.contains("process " + holder.pid()), message);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        DurableLog.open(folder).close();
    }

    /** The other process of the test above. */
    static final class HoldsAFolder {
        public static void main(String[] args) throws IOException {
            DurableLog log = DurableLog.open(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
            log.close();
        }
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String message = assertThrows(IOException.class, () -> DurableLog.open(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
    }

    @Test
    void aFullDiskFailsTheEntriesOfTheWriteAndThoseBehindAndLeavesNothingOfThem() throws IOException {
        FaultyFile.Disk disk = new FaultyFile.Disk();
        try (DurableLog log = DurableLog.open(folder, disk)) {
            log.start(1, told);
            log.append(1, bytes("first;"));
            assertEquals("appended 1", told.next());
            disk.holdForce();
            log.append(2, bytes("second;"));
            disk.awaitForce();
            disk.freeBytes(4);
            for (int i = 3; i <= 6; i++) log.append(i, bytes("never;"));
            disk.letForcesGo();
            assertEquals("appended 2", told.next());
            String failed = told.next();
            assertTrue(failed.startsWith("failed 3 ") && failed.contains("No space left") && failed.contains(folder.toString()), failed);
            assertEquals("first;second;", text(log));

            log.append(7, bytes("behind;"));
            disk.freeBytes(Long.MAX_VALUE);
            log.append(8, bytes("behind;"));
            log.append(3, bytes("third;"));
            log.append(4, bytes("fourth;"));
            told.untilAppended(4);
            assertEquals("first;second;third;fourth;", text(log));
        }
    }

    @Test
    void afterAFullDiskACallerThatGoesOnNumberingSaysWhere() throws IOException {
        FaultyFile.Disk disk = new FaultyFile.Disk();
        try (DurableLog log = DurableLog.open(folder, disk)) {
            log.start(1, told);
            disk.freeBytes(0);
            log.append(1, bytes("lost;"));
            assertTrue(told.next().startsWith("failed 1 "));
            disk.freeBytes(Long.MAX_VALUE);
            log.append(2, bytes("behind;"));
            log.resume(3);
            log.append(3, bytes("kept;"));
            assertEquals("appended 3", told.next());
            assertEquals("kept;", text(log));
        }
    }

    @Test
    void aSyncThatFailsLosesTheEntryAlsoFromTheFileEvenIfTheCutFailsAtFirst() throws IOException {
        FaultyFile.Disk disk = new FaultyFile.Disk();
        try (DurableLog log = DurableLog.open(folder, disk)) {
            log.start(1, told);
            disk.failForces(2);
            log.append(1, bytes("a long entry that is lost"));
            assertTrue(told.next().startsWith("failed 1 "));
            log.append(1, bytes("short"));
            assertEquals("appended 1", told.next());
            assertEquals("short", text(log));
        }
    }

    @Test
    void killedAtOnceKeepsWhatWasSyncedAndTellsNothingMore() throws Exception {
        FaultyFile.Disk disk = new FaultyFile.Disk();
        DurableLog log = DurableLog.open(folder, disk);
        log.start(1, told);
        log.append(1, bytes("synced;"));
        assertEquals("appended 1", told.next());
        disk.holdForce();
        log.append(2, bytes("written;"));
        disk.awaitForce();
        log.append(3, bytes("queued;"));
        disk.failForces(1);
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                log.kill();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        while (killer.getState() != Thread.State.WAITING) Thread.onSpinWait();
        disk.letForcesGo();
        killer.join();
        assertTrue(told.news.isEmpty(), () -> "told after the end: " + told.news);
        assertEquals("synced;", Files.readString(folder.resolve("replica.log")));
        log.close();
    }

    @Test
    void aLogIsRewrittenWholeOrNotAtAll() throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("replica.log"), "good;dam#ge;good;");
        FaultyFile.Disk disk = new FaultyFile.Disk();
        try (DurableLog log = DurableLog.open(folder, disk)) {
            disk.freeBytes(3);
            assertThrows(IOException.class, () -> log.rewrite(List.of(bytes("good;"), bytes("good;"))));
            assertEquals("good;dam#ge;good;", text(log));
            disk.freeBytes(Long.MAX_VALUE);
            log.rewrite(List.of(bytes("good;"), bytes("good;")));
            assertEquals("good;good;", text(log));
            log.start(3, told);
            log.append(3, bytes("new;"));
        }
        assertEquals("good;good;new;", Files.readString(folder.resolve("replica.log")));
        try (var names = Files.list(folder)) {
            assertEquals(2, names.count(), "the log and its lock, nothing else");
        }
    }

    @Test
    void aTornTailIsCut() throws IOException {
        Files.writeString(folder.resolve("replica.log"), "good;tor");
        try (DurableLog log = DurableLog.open(folder)) {
            log.truncate(5);
            log.start(2, told);
            log.append(2, bytes("new;"));
        }
        assertEquals("good;new;", Files.readString(folder.resolve("replica.log")));
    }

    private static String text(DurableLog log) throws IOException {
        return new String(log.contents(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Told implements LogEvents {
        final BlockingQueue<String> news = new LinkedBlockingQueue<>();

        @Override
        public void appended(long lastPosition) {
            news.add("appended " + lastPosition);
        }

        @Override
        public void failed(long firstPosition, String why) {
            news.add("failed " + firstPosition + " " + why);
        }

        String next() {
            try {
                String next = news.poll(15, TimeUnit.SECONDS);
                assertNotNull(next, "nothing was told within 15 s");
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void untilAppended(long position) {
            List<String> before = new ArrayList<>();
            while (!before.contains("appended " + position)) before.add(next());
            assertTrue(before.stream().allMatch(each -> each.startsWith("appended")), () -> "" + before);
        }
    }
}
