package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import discedge.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** A llama.cpp context: KV cells that several sequences share. For one thread at a time, but for the question whether to abort. */
final class KvContext {
    /** Ids in one native call: larger batches are no faster, and keep everyone else waiting. */
    static final int BATCH = 64;
    private static final int ABORTED = 2;

    private final Weights weights;
    private final LlamaLibrary library;
    private final MemorySegment context;
    private final int cells;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment batch = arena.allocate(Structs.BATCH);
    private final MemorySegment ids = arena.allocate(JAVA_INT, BATCH);
    private final MemorySegment positions = arena.allocate(JAVA_INT, BATCH);
    private final MemorySegment sequences = arena.allocate(JAVA_INT, BATCH);
    private final MemorySegment wanted = arena.allocate(JAVA_BYTE, BATCH);
    private final BooleanSupplier abort;

    /** How an evaluation ended. */
    enum Ending { DONE, ABORTED, NO_ROOM }

    /**
     * @param cells ids that all sequences together hold
     * @param decodeThreads threads that sample one id; {@code batchThreads} evaluate many
     * @param abort asked often while something is evaluated, by the thread that evaluates
     * @throws EngineException if there is no memory for it
     */
    KvContext(Weights weights, int cells, int sequences, int decodeThreads, int batchThreads, BooleanSupplier abort) {
        this.weights = weights;
        this.library = weights.library();
        this.abort = abort;
        try {
            context = open(cells, sequences);
            this.cells = (int) library.function(LlamaFunction.CONTEXT_CELLS).invoke(context);
            library.function(LlamaFunction.SET_THREADS).invoke(context, decodeThreads, batchThreads);
            if (endsEarly()) {
                var asks = MethodHandles.lookup().findVirtual(KvContext.class, "aborts", MethodType.methodType(boolean.class, MemorySegment.class)).bindTo(this);
                library.function(LlamaFunction.SET_ABORT).invoke(context, Linker.nativeLinker().upcallStub(asks, FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS), arena), MemorySegment.NULL);
            }
            prepareBatch();
        } catch (Throwable e) {
            arena.close();
            throw LlamaLibrary.failure("open a context", e);
        }
    }

    private MemorySegment open(int cells, int sequences) throws Throwable {
        MemorySegment opened = init(cells, sequences);
        if (!library.has(LlamaFunction.CONTEXT_CELLS_EACH)) return opened;
        int each = (int) library.function(LlamaFunction.CONTEXT_CELLS_EACH).invoke(opened);
        if (each >= cells) return opened;
        // This library splits the cells between the sequences whatever it is told.
        library.function(LlamaFunction.CONTEXT_FREE).invoke(opened);
        return init(Math.multiplyExact(cells, sequences), sequences);
    }

    private MemorySegment init(int cells, int sequences) throws Throwable {
        try (Arena local = Arena.ofConfined()) {
            var parameters = (MemorySegment) library.function(LlamaFunction.CONTEXT_DEFAULTS).invoke((SegmentAllocator) local);
            Structs.setContext(parameters, cells, BATCH, sequences);
            if (library.has(LlamaFunction.CONTEXT_CELLS_EACH)) Structs.shareCells(parameters);
            library.log().clear();
            var opened = (MemorySegment) library.function(LlamaFunction.CONTEXT_INIT).invoke(weights.address(), parameters);
            if (opened.address() == 0) throw new EngineException("llama.cpp cannot make a context of " + cells + " ids: " + library.log().firstReason());
            return opened;
        }
    }

    private void prepareBatch() {
        batch.set(ADDRESS, Structs.BATCH_IDS, ids);
        batch.set(ADDRESS, Structs.BATCH_POSITIONS, positions);
        batch.set(ADDRESS, Structs.BATCH_LOGITS, wanted);
        MemorySegment counts = arena.allocate(JAVA_INT, BATCH);
        MemorySegment lists = arena.allocate(ADDRESS, BATCH);
        for (int i = 0; i < BATCH; i++) {
            counts.setAtIndex(JAVA_INT, i, 1);
            lists.setAtIndex(ADDRESS, i, sequences.asSlice(4L * i, 4));
        }
        batch.set(ADDRESS, Structs.BATCH_COUNTS, counts);
        batch.set(ADDRESS, Structs.BATCH_SEQUENCES, lists);
    }

    /** Called by the library: nothing may be thrown, that would end the process. */
    private boolean aborts(MemorySegment unused) {
        try {
            return abort.getAsBoolean();
        } catch (Throwable e) {
            return true;
        }
    }

    /**
     * True if an evaluation can be ended before it is done. Libraries of before mid-2025 can too, but some of them then forget cells of
     * all sequences: they undo the failed batch by positions where cells are meant. With those an evaluation runs to its end.
     */
    boolean endsEarly() {
        return library.has(LlamaFunction.MEMORY) && library.has(LlamaFunction.MEMORY_REMOVE);
    }

    /** Ids that all sequences together hold. */
    int cells() {
        return cells;
    }

    /**
     * Evaluates {@code all[from, to)} at the end of a sequence, whose cells up to {@code from} are there. What is not done is as if
     * it had not been begun.
     *
     * @param to at most {@link #BATCH} behind {@code from}
     */
    Ending evaluate(int sequence, int[] all, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!weights.vocabulary().has(all[i])) throw new EngineException("id " + all[i] + " is outside the vocabulary; it comes from another model");
            ids.setAtIndex(JAVA_INT, i - from, all[i]);
            positions.setAtIndex(JAVA_INT, i - from, i);
            sequences.setAtIndex(JAVA_INT, i - from, sequence);
            wanted.setAtIndex(JAVA_BYTE, i - from, (byte) (i == to - 1 ? 1 : 0));
        }
        batch.set(JAVA_INT, Structs.BATCH_COUNT, to - from);
        try {
            int outcome = (int) library.function(LlamaFunction.DECODE).invoke(context, batch);
            if (outcome == 0) return Ending.DONE;
            boolean undone = remove(sequence, from);
            if (outcome == ABORTED || abort.getAsBoolean()) return Ending.ABORTED;
            if (!undone) throw new EngineException("llama.cpp finds no room in its context of " + cells + ", and forgot what it had of this one: this model keeps no part of a context");
            return Ending.NO_ROOM;
        } catch (Throwable e) {
            throw LlamaLibrary.failure("evaluate", e);
        }
    }

    /** Copies the logits after the last id evaluated, one for each id of the vocabulary. */
    void logits(float[] into) {
        try {
            var logits = (MemorySegment) library.function(LlamaFunction.LOGITS).invoke(context, -1);
            if (logits.address() == 0) throw new EngineException("llama.cpp has no logits for the last id");
            MemorySegment.copy(logits.reinterpret(4L * into.length), JAVA_FLOAT, 0, into, 0, into.length);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("tell its logits", e);
        }
    }

    /** Forgets a sequence from a position on. False if this model cannot forget a part; then it has forgotten all. */
    boolean remove(int sequence, int from) {
        try {
            if (removed(sequence, from)) return true;
            removed(sequence, 0);
            return from == 0;
        } catch (Throwable e) {
            throw LlamaLibrary.failure("forget a sequence", e);
        }
    }

    private boolean removed(int sequence, int from) throws Throwable {
        if (!library.has(LlamaFunction.MEMORY_REMOVE)) return (boolean) library.function(LlamaFunction.KV_REMOVE).invoke(context, sequence, from, -1);
        var memory = (MemorySegment) library.function(LlamaFunction.MEMORY).invoke(context);
        return (boolean) library.function(LlamaFunction.MEMORY_REMOVE).invoke(memory, sequence, from, -1);
    }

    /** How many ids of a sequence are here; some libraries say 0 for 1. Empty if this one cannot say. */
    OptionalInt held(int sequence) {
        try {
            if (library.has(LlamaFunction.KV_LAST)) return OptionalInt.of(count((int) library.function(LlamaFunction.KV_LAST).invoke(context, sequence)));
            if (!library.has(LlamaFunction.MEMORY) || !library.has(LlamaFunction.MEMORY_LAST)) return OptionalInt.empty();
            var memory = (MemorySegment) library.function(LlamaFunction.MEMORY).invoke(context);
            return OptionalInt.of(count((int) library.function(LlamaFunction.MEMORY_LAST).invoke(memory, sequence)));
        } catch (Throwable e) {
            throw LlamaLibrary.failure("tell what a sequence holds", e);
        }
    }

    /** Position 0 is what older libraries say of an empty sequence, -1 what newer ones do. */
    private static int count(int last) {
        return last <= 0 ? 0 : last + 1;
    }

    /** Cells in use by all sequences together; empty if this library cannot say. */
    OptionalInt used() {
        if (!library.has(LlamaFunction.KV_USED)) return OptionalInt.empty();
        try {
            return OptionalInt.of((int) library.function(LlamaFunction.KV_USED).invoke(context));
        } catch (Throwable e) {
            throw LlamaLibrary.failure("tell how many cells are in use", e);
        }
    }

    /**
     * Moves free cells together, in libraries that need a row of them. They then plan for a whole batch behind the cells in use, and
     * end the process where there is no room for one: with fewer free cells nothing is moved.
     *
     * @return false if nothing was done
     */
    boolean defragment() {
        if (!library.has(LlamaFunction.KV_DEFRAGMENT) || !library.has(LlamaFunction.KV_UPDATE)) return false;
        if (used().orElse(cells) > cells - BATCH) return false;
        try {
            library.function(LlamaFunction.KV_DEFRAGMENT).invoke(context);
            library.function(LlamaFunction.KV_UPDATE).invoke(context);
            return true;
        } catch (Throwable e) {
            throw LlamaLibrary.failure("move its cells", e);
        }
    }

    /** A sequence's cells as bytes, in memory of the given arena. */
    MemorySegment save(int sequence, Arena into) {
        try {
            long size = (long) library.function(LlamaFunction.STATE_SIZE).invoke(context, sequence);
            MemorySegment state = into.allocate(Math.max(1, size), 16);
            long written = (long) library.function(LlamaFunction.STATE_GET).invoke(context, state, size, sequence);
            return state.asSlice(0, written);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("save a sequence", e);
        }
    }

    /** Puts a saved sequence back. The library believes any bytes: they must have been checked. False if there is no room. */
    boolean restore(int sequence, MemorySegment state) {
        try {
            removed(sequence, 0);
            if ((long) library.function(LlamaFunction.STATE_SET).invoke(context, state, state.byteSize(), sequence) > 0) return true;
            removed(sequence, 0);
            return false;
        } catch (Throwable e) {
            throw LlamaLibrary.failure("restore a sequence", e);
        }
    }

    void free() {
        try {
            library.function(LlamaFunction.CONTEXT_FREE).invoke(context);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("free a context", e);
        } finally {
            arena.close();
        }
    }
}
