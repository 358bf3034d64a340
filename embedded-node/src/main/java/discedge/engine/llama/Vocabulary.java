package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import discedge.engine.ChatTemplates;
import discedge.engine.EngineException;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A model's tokenizer. Safe for many threads; each id is checked before native code sees it, which would end the process. */
final class Vocabulary {
    private final LlamaLibrary library;
    private final MemorySegment address;
    private final int size;
    private final AtomicReferenceArray<byte[]> pieces;
    /** Held for reading during native calls, for writing when the model is freed. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
    private volatile int[] ends;
    private boolean closed;

    Vocabulary(LlamaLibrary library, MemorySegment address) throws Throwable {
        this.library = library;
        this.address = address;
        size = (int) library.function(LlamaFunction.VOCABULARY_SIZE).invoke(address);
        pieces = new AtomicReferenceArray<>(size);
    }

    /** Number of ids; every id is below it. */
    int size() {
        return size;
    }

    boolean has(int id) {
        return id >= 0 && id < size;
    }

    /** The ids of a text in which special tokens are text like any other. */
    TokenSequence tokenize(String text) {
        return tokenize(text, false);
    }

    /** The ids of a part of a template: here, and only here, special tokens are meant. */
    TokenSequence tokenizeTemplate(String text) {
        return tokenize(text, true);
    }

    private TokenSequence tokenize(String text, boolean specials) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return alive(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment in = arena.allocate(bytes.length + 1L);
                MemorySegment.copy(bytes, 0, in, JAVA_BYTE, 0, bytes.length);
                // An id stands for at least a byte, but for a space put before.
                int room = bytes.length + 8;
                MemorySegment out = arena.allocate(4L * room, 4);
                int count = (int) library.function(LlamaFunction.TOKENIZE).invoke(address, in, bytes.length, out, room, false, specials);
                if (count < 0) throw new EngineException("llama.cpp could not tokenize a text of " + bytes.length + " bytes");
                return TokenSequence.of(out.asSlice(0, 4L * count).toArray(JAVA_INT));
            }
        });
    }

    /** The id of a special token, if the vocabulary has it as one. */
    OptionalInt special(String written) {
        TokenSequence ids = tokenizeTemplate(written);
        boolean one = ids.length() == 1 && Arrays.equals(piece(ids.get(0)), written.getBytes(StandardCharsets.UTF_8));
        return one && tokenize(written).length() > 1 ? OptionalInt.of(ids.get(0)) : OptionalInt.empty();
    }

    /** The bytes of ids, a special token in its written form. @throws IllegalArgumentException if an id stands for nothing */
    byte[] detokenize(TokenSequence ids) {
        var out = new ByteArrayOutputStream(ids.length() * 4);
        for (int i = 0; i < ids.length(); i++) out.writeBytes(piece(ids.get(i)));
        return out.toByteArray();
    }

    /** The bytes of one id; not to be changed. @throws IllegalArgumentException if it stands for nothing */
    byte[] piece(int id) {
        if (!has(id)) throw new IllegalArgumentException("id " + id + " stands for nothing in a vocabulary of " + size + "; it comes from another model");
        byte[] known = pieces.get(id);
        if (known != null) return known;
        byte[] bytes = alive(() -> readPiece(id, 64));
        pieces.set(id, bytes);
        return bytes;
    }

    private byte[] readPiece(int id, int room) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(room);
            int length = (int) library.function(LlamaFunction.PIECE).invoke(address, id, out, room, 0, true);
            return length < 0 ? readPiece(id, -length) : Arrays.copyOf(out.toArray(JAVA_BYTE), length);
        }
    }

    /** True for ids that end an answer. */
    boolean isEnd(int id) {
        return Arrays.binarySearch(ends(), id) >= 0;
    }

    /** The ids that end an answer, ascending; not to be changed. */
    int[] ends() {
        if (ends == null) ends = alive(this::readEnds);
        return ends;
    }

    private int[] readEnds() throws Throwable {
        var is = library.function(LlamaFunction.VOCABULARY_IS_END);
        int[] found = new int[size];
        int count = 0;
        for (int id = 0; id < size; id++) if ((boolean) is.invoke(address, id)) found[count++] = id;
        return Arrays.copyOf(found, count);
    }

    /** The id that ends an answer; empty if the model has none. */
    OptionalInt end() {
        int id = alive(() -> (int) library.function(LlamaFunction.VOCABULARY_EOS).invoke(address));
        return has(id) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    /** The id that stands before every prompt, if the model was trained so. */
    OptionalInt begin() {
        boolean wanted = alive(() -> (boolean) library.function(LlamaFunction.VOCABULARY_ADD_BOS).invoke(address));
        int id = alive(() -> (int) library.function(LlamaFunction.VOCABULARY_BOS).invoke(address));
        return wanted && has(id) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    /** Applies a chat template that llama.cpp knows; empty if it does not know this one. */
    Optional<String> applyTemplate(String template, List<String> roles, String text) {
        if (!library.has(LlamaFunction.CHAT_TEMPLATE)) return Optional.empty();
        return alive(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment content = arena.allocateFrom(text);
                MemorySegment chat = arena.allocate(Structs.MESSAGE, roles.size());
                for (int i = 0; i < roles.size(); i++) {
                    chat.set(ADDRESS, i * Structs.MESSAGE.byteSize(), arena.allocateFrom(roles.get(i)));
                    chat.set(ADDRESS, i * Structs.MESSAGE.byteSize() + ADDRESS.byteSize(), content);
                }
                int room = 65_536;
                MemorySegment out = arena.allocate(room);
                int length = (int) library.function(LlamaFunction.CHAT_TEMPLATE).invoke(arena.allocateFrom(template), chat, (long) roles.size(), true, out, room);
                if (length < 0 || length > room) return Optional.<String>empty();
                return Optional.of(new String(out.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
            }
        });
    }

    /** The ids around messages. @param own the template that the model's file has */
    ChatTemplate template(Optional<String> own) {
        return ChatTemplates.of(new ChatTemplates.Source() {
            @Override
            public OptionalInt special(String written) {
                return Vocabulary.this.special(written);
            }

            @Override
            public TokenSequence tokenize(String text) {
                return Vocabulary.this.tokenize(text);
            }

            @Override
            public TokenSequence tokenizeTemplate(String text) {
                return Vocabulary.this.tokenizeTemplate(text);
            }

            @Override
            public OptionalInt end() {
                return Vocabulary.this.end();
            }

            @Override
            public Optional<String> apply(List<String> roles, String text) {
                return own.flatMap(template -> applyTemplate(template, roles, text));
            }
        });
    }

    private interface NativeCall<T> {
        T run() throws Throwable;
    }

    private <T> T alive(NativeCall<T> call) {
        life.readLock().lock();
        try {
            if (closed) throw new EngineException("the engine is closed; send the request to another node");
            return call.run();
        } catch (Throwable e) {
            throw LlamaLibrary.failure("use its vocabulary", e);
        } finally {
            life.readLock().unlock();
        }
    }

    /** Returns when nobody is inside any more. */
    void close() {
        life.writeLock().lock();
        closed = true;
        life.writeLock().unlock();
    }
}
