package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/** The C functions used (llama.h). Those that came, went or were renamed between versions are optional. */
enum LlamaFunction {
    BACKEND_INIT("llama_backend_init", null),
    LOG_SET("llama_log_set", null, ADDRESS, ADDRESS),
    MODEL_DEFAULTS("llama_model_default_params", Structs.PARAMETERS),
    MODEL_LOAD("llama_model_load_from_file", ADDRESS, ADDRESS, Structs.PARAMETERS),
    MODEL_FREE("llama_model_free", null, ADDRESS),
    MODEL_VOCABULARY("llama_model_get_vocab", ADDRESS, ADDRESS),
    MODEL_WINDOW("llama_model_n_ctx_train", JAVA_INT, ADDRESS),
    MODEL_HAS_ENCODER("llama_model_has_encoder", JAVA_BOOLEAN, ADDRESS),
    MODEL_HAS_DECODER("llama_model_has_decoder", JAVA_BOOLEAN, ADDRESS),
    VOCABULARY_SIZE("llama_vocab_n_tokens", JAVA_INT, ADDRESS),
    VOCABULARY_BOS("llama_vocab_bos", JAVA_INT, ADDRESS),
    VOCABULARY_EOS("llama_vocab_eos", JAVA_INT, ADDRESS),
    VOCABULARY_ADD_BOS("llama_vocab_get_add_bos", JAVA_BOOLEAN, ADDRESS),
    VOCABULARY_IS_END("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT),
    TOKENIZE("llama_tokenize", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN),
    PIECE("llama_token_to_piece", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN),
    CONTEXT_DEFAULTS("llama_context_default_params", Structs.PARAMETERS),
    CONTEXT_INIT("llama_init_from_model", ADDRESS, ADDRESS, Structs.PARAMETERS),
    CONTEXT_FREE("llama_free", null, ADDRESS),
    CONTEXT_CELLS("llama_n_ctx", JAVA_INT, ADDRESS),
    SET_THREADS("llama_set_n_threads", null, ADDRESS, JAVA_INT, JAVA_INT),
    SET_ABORT("llama_set_abort_callback", null, ADDRESS, ADDRESS, ADDRESS),
    DECODE("llama_decode", JAVA_INT, ADDRESS, Structs.BATCH),
    LOGITS("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT),
    STATE_SIZE("llama_state_seq_get_size", JAVA_LONG, ADDRESS, JAVA_INT),
    STATE_GET("llama_state_seq_get_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT),
    STATE_SET("llama_state_seq_set_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT),

    /** Since mid-2025, in place of the {@code kv_self} functions. */
    MEMORY(true, "llama_get_memory", ADDRESS, ADDRESS),
    MEMORY_REMOVE(true, "llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT),
    MEMORY_LAST(true, "llama_memory_seq_pos_max", JAVA_INT, ADDRESS, JAVA_INT),
    KV_REMOVE(true, "llama_kv_self_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT),
    KV_LAST(true, "llama_kv_self_seq_pos_max", JAVA_INT, ADDRESS, JAVA_INT),
    KV_USED(true, "llama_kv_self_used_cells", JAVA_INT, ADDRESS),
    KV_DEFRAGMENT(true, "llama_kv_self_defrag", null, ADDRESS),
    KV_UPDATE(true, "llama_kv_self_update", null, ADDRESS),
    /** Newer ones split the cache between sequences unless told not to. */
    CONTEXT_CELLS_EACH(true, "llama_n_ctx_seq", JAVA_INT, ADDRESS),
    CHAT_TEMPLATE(true, "llama_chat_apply_template", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT);

    final String symbol;
    final FunctionDescriptor descriptor;
    final boolean optional;

    LlamaFunction(String symbol, MemoryLayout result, MemoryLayout... arguments) {
        this(false, symbol, result, arguments);
    }

    LlamaFunction(boolean optional, String symbol, MemoryLayout result, MemoryLayout... arguments) {
        this.symbol = symbol;
        this.optional = optional;
        descriptor = result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
    }
}
