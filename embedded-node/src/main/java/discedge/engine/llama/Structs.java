package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import discedge.engine.EngineException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The structs that pass the border. */
final class Structs {
    /**
     * {@code llama_model_params} or {@code llama_context_params}: an opaque block larger than either has ever been. It is taken
     * from the library's own defaults and given back with a few leading numbers changed, so that fields that come and go behind
     * them do not matter.
     */
    static final StructLayout PARAMETERS = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(64, JAVA_LONG));

    /** {@code llama_batch}: count, ids, embeddings, positions, sequences per id, their lists, whether logits are wanted. */
    static final StructLayout BATCH = MemoryLayout.structLayout(JAVA_INT, MemoryLayout.paddingLayout(4), ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final long BATCH_COUNT = 0;
    static final long BATCH_IDS = 8;
    static final long BATCH_POSITIONS = 24;
    static final long BATCH_COUNTS = 32;
    static final long BATCH_SEQUENCES = 40;
    static final long BATCH_LOGITS = 48;

    /** {@code llama_chat_message}: role, content. */
    static final StructLayout MESSAGE = MemoryLayout.structLayout(ADDRESS, ADDRESS);

    private static final long CELLS = 0;
    private static final long LOGICAL_BATCH = 4;
    private static final long PHYSICAL_BATCH = 8;
    private static final long SEQUENCES = 12;

    /** The end of {@code llama_context_params} by default: embeddings, offload_kqv, no_perf, op_offload, swa_full, kv_unified. */
    private static final byte[] TAIL = {0, 1, 1, 1, 1, 0};

    private Structs() {}

    /** @throws EngineException if the library's parameters do not begin as known */
    static void checkContextDefaults(MemorySegment parameters) {
        boolean known = parameters.get(JAVA_INT, CELLS) == 512 && parameters.get(JAVA_INT, LOGICAL_BATCH) == 2048
                && parameters.get(JAVA_INT, PHYSICAL_BATCH) == 512 && parameters.get(JAVA_INT, SEQUENCES) == 1;
        if (!known) throw new EngineException("this llama.cpp library lays out its parameters in a way that is not known here: take the bundled one, or another version");
    }

    static void setContext(MemorySegment parameters, int cells, int batch, int sequences) {
        parameters.set(JAVA_INT, CELLS, cells);
        parameters.set(JAVA_INT, LOGICAL_BATCH, batch);
        parameters.set(JAVA_INT, PHYSICAL_BATCH, batch);
        parameters.set(JAVA_INT, SEQUENCES, sequences);
    }

    /**
     * Lets all sequences share the cells, in libraries that would split them. The field has no fixed place; it is looked for by
     * the defaults around it, and the caller asks the library afterwards whether it was heard.
     */
    static void shareCells(MemorySegment parameters) {
        for (long at = 24; at + 8 <= PARAMETERS.byteSize(); at += 8) {
            boolean found = parameters.get(JAVA_LONG, at - 8) == 0 && parameters.get(JAVA_LONG, at - 16) == 0
                    && parameters.asSlice(at, TAIL.length).mismatch(MemorySegment.ofArray(TAIL)) < 0;
            if (!found) continue;
            parameters.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at + TAIL.length - 1, (byte) 1);
            return;
        }
    }
}
