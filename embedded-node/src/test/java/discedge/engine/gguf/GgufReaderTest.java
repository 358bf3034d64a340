package discedge.engine.gguf;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufReaderTest {
    private static final byte[] TINY = TinyModel.chatMl().bytes();

    @TempDir
    Path folder;

    @Test
    void itSaysWhatTheFileSays() throws IOException {
        GgufInfo info = read(TINY);
        assertEquals("llama", info.architecture());
        assertEquals(Optional.of("Tiny"), info.name());
        assertEquals(Optional.of("cc0-1.0"), info.licence());
        assertEquals(512, info.window());
        assertEquals(258, info.vocabulary());
        assertEquals(20, info.tensors().count());
        assertEquals(2 * 2 * 64 * 2, info.kvBytesPerId());
        assertEquals(Optional.empty(), info.whyNoGenerator());
        assertEquals(TINY.length, info.bytes());
    }

    /** Wherever a download breaks off: words, never an index out of bounds or a file taken for whole. */
    @Test
    void aFileCutShortIsRefusedWhereverItIsCut() {
        for (int length = 0; length < TINY.length; length += length < 9_000 ? 7 : 4_099) {
            byte[] cut = Arrays.copyOf(TINY, length);
            var refusal = assertThrows(GgufException.class, () -> read(cut), "cut at " + length);
            assertTrue(refusal.getMessage().startsWith("m.gguf is no model that can be used: "), refusal.getMessage());
        }
        String half = assertThrows(GgufException.class, () -> read(Arrays.copyOf(TINY, TINY.length / 2))).getMessage();
        assertTrue(half.contains("cut short: it has " + TINY.length / 2 + " bytes"), half);
    }

    @Test
    void noDamageIsMoreThanAnError() throws IOException {
        var random = new SplittableRandom(3);
        int description = TINY.length - 64;
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = TINY.clone();
            for (int i = 0; i <= random.nextInt(4); i++) damaged[random.nextInt(Math.min(description, 9_000))] = (byte) random.nextInt();
            try {
                read(damaged).whyNoGenerator();
            } catch (GgufException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "tensors  |  8 | tensors follow",
        "entries  | 16 | entries follow",
        "a name   | 24 | bytes of a name follow"})
    void hugeCountsAreNotBelieved(String what, int at, String words) {
        for (long count : new long[] {Long.MAX_VALUE, -1, 1L << 40}) {
            byte[] damaged = TINY.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(at, count);
            String why = assertThrows(GgufException.class, () -> read(damaged), what).getMessage();
            assertTrue(why.contains(words) && why.contains(Long.toUnsignedString(count)), why);
        }
    }

    @Test
    void aFileOfAnotherKindIsCalledByItsName() {
        assertWords("a JPEG image", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'});
        assertWords("a PNG image", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        assertWords("a web page", "<!doctype html><title>404</title>".getBytes(StandardCharsets.US_ASCII));
        assertWords("a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII));
        assertWords("a ZIP archive", new byte[] {'P', 'K', 3, 4, 20, 0});
        assertWords("it is empty", new byte[0]);
        assertWords("does not begin as a GGUF file does", "hello".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anotherVersionOrByteOrderIsSaid() {
        byte[] other = TINY.clone();
        other[4] = 9;
        assertWords("GGUF version 9", other);
        byte[] big = TINY.clone();
        ByteBuffer.wrap(big).order(ByteOrder.BIG_ENDIAN).putInt(4, 3);
        assertWords("big-endian", big);
    }

    @Test
    void whatCannotAnswerIsSaid() throws IOException {
        assertEquals(Optional.of("its architecture 'bert' does not generate text"),
                read(TinyModel.described(List.of(), 0, 512, "bert").tensor("x", _ -> 0f, 32).bytes()).whyNoGenerator());
        assertTrue(read(TinyModel.described(List.of(), 0, 512, "llama").bytes()).whyNoGenerator().orElseThrow().contains("no weights"));
        assertTrue(read(new GgufWriter().text("general.architecture", "llama").tensor("x", _ -> 0f, 32).bytes()).whyNoGenerator().orElseThrow().contains("no tokenizer"));
        assertEquals(Optional.of("it does not say its architecture"), read(new GgufWriter().tensor("x", _ -> 0f, 32).bytes()).whyNoGenerator());
    }

    @Test
    void whatIsNotThereIsSaid() {
        String why = assertThrows(GgufException.class, () -> GgufReader.read(folder.resolve("none.gguf"))).getMessage();
        assertTrue(why.startsWith("there is no file "), why);
        assertThrows(GgufException.class, () -> GgufReader.read(folder));
    }

    private void assertWords(String words, byte[] bytes) {
        String why = assertThrows(GgufException.class, () -> read(bytes)).getMessage();
        assertTrue(why.contains(words), why);
    }

    private GgufInfo read(byte[] bytes) throws IOException {
        return GgufReader.read(Files.write(folder.resolve("m.gguf"), bytes));
    }
}
