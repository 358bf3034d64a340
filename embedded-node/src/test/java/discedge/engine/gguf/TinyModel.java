package discedge.engine.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model of random weights that llama.cpp loads and runs in milliseconds. What it says is noise; a token is a byte of UTF-8, or
 * one of the special ones.
 */
public final class TinyModel {
    public static final int IM_START = 256;
    public static final int IM_END = 257;
    public static final int WINDOW = 512;
    private static final int WIDTH = 64;
    private static final int LAYERS = 2;

    private TinyModel() {}

    /** With ChatML's tokens. */
    public static GgufWriter chatMl() {
        return with(List.of("<|im_start|>", "<|im_end|>"), IM_END, WINDOW);
    }

    /** With tokens of its own behind the 256 of bytes. */
    public static GgufWriter with(List<String> specials, int end, int window) {
        GgufWriter out = described(specials, end, window, "llama");
        int vocabulary = 256 + specials.size();
        var random = new SplittableRandom(7);
        java.util.function.IntFunction<Float> weight = _ -> (float) (random.nextGaussian() / Math.sqrt(WIDTH));
        java.util.function.IntFunction<Float> one = _ -> 1f;
        out.tensor("token_embd.weight", weight, WIDTH, vocabulary).tensor("output_norm.weight", one, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String b = "blk." + layer + ".";
            out.tensor(b + "attn_norm.weight", one, WIDTH)
                    .tensor(b + "attn_q.weight", weight, WIDTH, WIDTH).tensor(b + "attn_k.weight", weight, WIDTH, WIDTH)
                    .tensor(b + "attn_v.weight", weight, WIDTH, WIDTH).tensor(b + "attn_output.weight", weight, WIDTH, WIDTH)
                    .tensor(b + "ffn_norm.weight", one, WIDTH).tensor(b + "ffn_gate.weight", weight, WIDTH, 2 * WIDTH)
                    .tensor(b + "ffn_up.weight", weight, WIDTH, 2 * WIDTH).tensor(b + "ffn_down.weight", weight, 2 * WIDTH, WIDTH);
        }
        return out;
    }

    /** The description of such a model without its tensors. */
    public static GgufWriter described(List<String> specials, int end, int window, String architecture) {
        var tokens = new ArrayList<String>();
        for (int b = 0; b < 256; b++) tokens.add(String.valueOf(shown(b)));
        tokens.addAll(specials);
        int[] types = new int[tokens.size()];
        for (int i = 0; i < types.length; i++) types[i] = i < 256 ? 1 : 3;
        return new GgufWriter().text("general.architecture", architecture).text("general.name", "Tiny").text("general.license", "cc0-1.0")
                .whole(architecture + ".context_length", window).whole(architecture + ".embedding_length", WIDTH).whole(architecture + ".block_count", LAYERS)
                .whole(architecture + ".feed_forward_length", 2 * WIDTH).whole(architecture + ".attention.head_count", 4)
                .whole(architecture + ".attention.head_count_kv", 4).decimal(architecture + ".attention.layer_norm_rms_epsilon", 1e-5f)
                .whole(architecture + ".rope.dimension_count", WIDTH / 4)
                .text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", "gpt-2").texts("tokenizer.ggml.tokens", tokens)
                .wholes("tokenizer.ggml.token_type", types).texts("tokenizer.ggml.merges", List.of()).whole("tokenizer.ggml.eos_token_id", end)
                .whole("tokenizer.ggml.bos_token_id", end).flag("tokenizer.ggml.add_bos_token", false);
    }

    /** GPT-2's visible character for a byte. */
    private static char shown(int b) {
        boolean itself = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae && b <= 0xff;
        if (itself) return (char) b;
        int n = 0;
        for (int c = 0; c < b; c++) if (!(c >= '!' && c <= '~' || c >= 0xa1 && c <= 0xac || c >= 0xae && c <= 0xff)) n++;
        return (char) (256 + n);
    }
}
