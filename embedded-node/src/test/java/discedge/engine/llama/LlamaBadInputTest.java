package discedge.engine.llama;

import static discedge.engine.llama.Tiny.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.gguf.GgufWriter;
import discedge.engine.gguf.TinyModel;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files, libraries and machines that do not fit: an error in words, and a process that goes on. */
@Timeout(120)
class LlamaBadInputTest {
    private static final String LLAMA_3 = "{% for message in messages %}{{'<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] + '<|eot_id|>'}}{% endfor %}";

    @TempDir
    Path folder;

    @Test
    void filesThatAreNoModel() throws IOException {
        byte[] tiny = TinyModel.chatMl().bytes();
        assertRefused("it is a JPEG image", write("a.gguf", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 1, 2, 3}));
        assertRefused("cut short", write("b.gguf", Arrays.copyOf(tiny, tiny.length / 2)));
        assertRefused("there is no file", folder.resolve("none.gguf"));
        assertRefused("is a folder", folder);
        assertRefused("does not generate text", TinyModel.described(List.of(), 0, 512, "bert").tensor("x", _ -> 0f, 32).write(folder.resolve("c.gguf")));
    }

    /** What only the library can tell comes from it, in its own words. */
    @Test
    void modelsThatTheLibraryDoesNotKnow() throws IOException {
        assertRefused("unknown model architecture: 'strangeformer'", TinyModel.described(List.of(), 0, 512, "strangeformer").tensor("x", _ -> 0f, 32).write(folder.resolve("a.gguf")));
        assertRefused("missing tensor", TinyModel.described(List.of("<|end|>"), 256, 512, "llama").tensor("token_embd.weight", _ -> 0f, 64, 257).write(folder.resolve("b.gguf")));
        assertRefused("wrong shape", TinyModel.described(List.of("<|end|>"), 256, 512, "llama").tensor("token_embd.weight", _ -> 0f, 64, 999).write(folder.resolve("c.gguf")));
    }

    /** Loaded in a process of its own first: one that native code gives up on ends that process. */
    @Test
    void aModelIsTriedOnceInAProcessOfItsOwn() throws Exception {
        var settings = LlamaSettings.of(model(folder)).withContext(512, 2);
        Tiny.host(folder);
        var host = new LlamaHost(folder.resolve("cache"));
        ModelFacts facts = host.inspect(settings).orElseThrow();
        assertEquals("chatml", facts.template());
        try (var engine = host.open(settings)) {
            assertEquals(facts.fingerprint(), engine.info().fingerprint());
        }
        try (var remembered = Files.list(folder.resolve("cache/tried"))) {
            Path one = remembered.toList().getFirst();
            Files.writeString(one, "0123456789abcdef plain");
            assertEquals("plain", host.inspect(settings).orElseThrow().template(), "not tried again");
        }
        Path bad = TinyModel.described(List.of(), 0, 512, "strangeformer").tensor("x", _ -> 0f, 32).write(folder.resolve("bad.gguf"));
        var refusal = assertThrows(EngineException.class, () -> host.inspect(LlamaSettings.of(bad)));
        assertTrue(refusal.getMessage().contains("unknown model architecture: 'strangeformer'"), refusal.getMessage());
    }

    @Test
    void librariesThatAreNone() throws IOException {
        Path model = model(folder);
        assertLibrary("it does not exist", model, folder.resolve("nowhere"));
        assertLibrary("has no libllama", model, Files.createDirectories(folder.resolve("empty")));
        Path fake = Files.createDirectories(folder.resolve("fake"));
        Files.writeString(fake.resolve("libllama.so"), "not a library");
        assertLibrary("cannot be loaded", model, fake);
    }

    @Test
    void aLibraryWithoutTheFunctionsIsSaidToHaveNone() throws IOException {
        Optional<Path> other = List.of("/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6", "/usr/lib/libSystem.B.dylib").stream().map(Path::of).filter(Files::exists).findFirst();
        org.junit.jupiter.api.Assumptions.assumeTrue(other.isPresent(), "no library to try with");
        assertLibrary("none of llama.cpp's C functions", model(folder), other.get());
    }

    @Test
    void machinesWithoutABundledLibrary() {
        assertTrue(BundledLibrary.place("Linux", "amd64").endsWith("Linux/x86_64/libjllama.so"));
        assertTrue(BundledLibrary.place("Mac OS X", "aarch64").endsWith("Mac/aarch64/libjllama.dylib"));
        for (String[] machine : new String[][] {{"Windows 11", "amd64"}, {"Linux", "riscv64"}, {"SunOS", "sparcv9"}}) {
            String why = assertThrows(EngineException.class, () -> BundledLibrary.place(machine[0], machine[1])).getMessage();
            assertTrue(why.contains(machine[0] + " on " + machine[1]) && why.contains("llama-server"), why);
        }
    }

    @Test
    void anExtractedLibraryThatWasChangedIsReplaced() throws IOException {
        Tiny.host(folder);
        Path file = BundledLibrary.extract(folder).main();
        long size = Files.size(file);
        Files.writeString(file, "something else");
        assertEquals(file, BundledLibrary.extract(folder).main());
        assertEquals(size, Files.size(file));
    }

    @Test
    void aContextThatNoMemoryHoldsOrTheModelWasNotMadeFor() throws IOException {
        Path model = model(folder);
        String trained = assertThrows(EngineException.class, () -> host(folder).open(LlamaSettings.of(model).withContext(1024, 1))).getMessage();
        assertTrue(trained.contains("a context of 1024 ids is more than the 512"), trained);
        org.junit.jupiter.api.Assumptions.assumeTrue(FreeMemory.available().isPresent(), "this system does not say what is free");
        Path wide = model(folder, "wide.gguf", TinyModel.with(List.of("<|im_start|>", "<|im_end|>"), 257, 2_000_000_000));
        String memory = assertThrows(EngineException.class, () -> host(folder).open(LlamaSettings.of(wide).withContext(2_000_000_000, 1))).getMessage();
        assertTrue(memory.contains("too little memory") && memory.contains("choose a smaller context"), memory);
    }

    @Test
    void aModelWithAnotherTemplateKeepsItsOwn() throws Exception {
        var specials = List.of("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>");
        Path model = model(folder, "l3.gguf", TinyModel.with(specials, 258, 512).text("tokenizer.chat_template", LLAMA_3));
        try (var engine = host(folder).open(LlamaSettings.of(model).withContext(512, 2))) {
            var template = engine.template();
            assertEquals("own", template.name());
            assertEquals("<|start_header_id|>user<|end_header_id|>\n\n", text(engine.detokenize(template.open("user"))));
            assertEquals("<|start_header_id|>assistant<|end_header_id|>\n\n", text(engine.detokenize(template.open("assistant"))));
            assertEquals(TokenSequence.of(258), template.close());
            assertEquals(256, template.open("user").get(0), "the special tokens are in by id");
        }
    }

    @Test
    void aModelWithoutAKnownTemplateGetsAPlainOne() throws Exception {
        for (GgufWriter writer : List.of(TinyModel.with(List.of("<|end|>"), 256, 512), TinyModel.with(List.of("<|end|>"), 256, 512).text("tokenizer.chat_template", "{{ nonsense }}"))) {
            try (var engine = host(folder).open(LlamaSettings.of(model(folder, "plain.gguf", writer)).withContext(512, 2))) {
                assertEquals("plain", engine.template().name());
                TokenSequence prompt = TokenSequence.concat(engine.template().open("user"), engine.tokenize("hello"), engine.template().close(), engine.template().open("assistant"));
                assertEquals("User: hello\n\nAssistant:", text(engine.detokenize(prompt)));
                var heard = new Heard();
                assertEquals(StopReason.LIMIT, engine.generate(request(ANNA, prompt, greedy(4)), heard).stop());
                assertEquals(4, heard.sampled.size());
            }
        }
    }

    @Test
    void aModelThatWantsABeginningGetsItAndNobodySeesIt() throws Exception {
        Path model = model(folder, "bos.gguf", new BosModel().writer());
        try (var engine = host(folder).open(LlamaSettings.of(model).withContext(512, 2))) {
            assertEquals(511, engine.info().window(), "its place is taken off the window");
            TokenSequence prompt = engine.tokenize("hello");
            assertEquals(5, prompt.length());
            var heard = new Heard();
            engine.generate(request(ANNA, prompt, greedy(4)), heard);
            assertEquals(5, heard.prompt);
            assertEquals(0, heard.cached);
            var again = new Heard();
            engine.generate(request(ANNA, TokenSequence.concat(prompt, heard.answer(), engine.tokenize("!")), greedy(4)), again);
            assertEquals(8, again.cached);
        }
    }

    /** As {@link TinyModel}, wanting a token before every prompt. */
    private static final class BosModel {
        GgufWriter writer() throws IOException {
            byte[] bytes = TinyModel.chatMl().bytes();
            byte[] key = "tokenizer.ggml.add_bos_token".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < bytes.length - key.length; i++) if (Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) bytes[i + key.length + 4] = 1;
            byte[] changed = bytes;
            return new GgufWriter() {
                @Override
                public byte[] bytes() {
                    return changed;
                }
            };
        }
    }

    private void assertRefused(String words, Path file) {
        String why = assertThrows(EngineException.class, () -> host(folder).open(LlamaSettings.of(file)), words).getMessage();
        assertTrue(why.contains(words), why);
    }

    private void assertLibrary(String words, Path model, Path library) {
        String why = assertThrows(EngineException.class, () -> host(folder).open(LlamaSettings.of(model).withLibrary(library)), words).getMessage();
        assertTrue(why.contains(words), why);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
